import { window } from 'vscode';
import { formatConfigProblem } from '../../core/config/configProblem';
import type { Log } from '../../core/ports/system';
import type { GroundworkApp } from '../groundworkApp';

/** Says once a session which agents and workflows do not count; the Problems view has those whose files are open. */
export async function tellDefinitionProblems(app: GroundworkApp, log: Log): Promise<void> {
  const problems = (await app.definitionProblems()).map(formatConfigProblem);
  for (const problem of problems) log.warn('a definition does not count', { problem });
  const [first] = problems;
  if (first === undefined) return;
  const others = problems.length === 1 ? '' : ` (and ${String(problems.length - 1)} more in the log)`;
  void window.showWarningMessage(`${first} What ships stays in force.${others}`);
}
