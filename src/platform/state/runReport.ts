import type { Finding } from '../../core/model/run';
import type { RunSummary } from './runSummary';

/** The report of a run for people, in Markdown. */
export function renderReport(summary: RunSummary): string {
  const { run } = summary;
  const sections = [
    `# ${inline(run.task)}`,
    list([
      `Run: \`${run.id}\` (${run.workflow})`,
      `Status: **${run.status}**`,
      `Asked: ${run.createdAt}`,
      ...(run.startedAt === null ? [] : [`Started: ${run.startedAt}`]),
      ...(run.completedAt === null ? [] : [`Ended: ${run.completedAt}`]),
      ...(run.error === null ? [] : [`Error: ${inline(run.error)}`]),
    ]),
    '## Asked',
    fence(JSON.stringify(run.request, undefined, 2)),
    '## Phases',
    phasesTable(summary),
    '## Files',
    filesTable(summary),
    '## Checks',
    checksTable(summary),
    '## Findings',
    findingsPart(summary),
    '## Decisions',
    decisionsPart(summary),
  ];
  return `${sections.join('\n\n')}\n`;
}

function phasesTable({ phases }: RunSummary): string {
  return table(
    ['Phase', 'Status', 'Started', 'Took', 'Attempts', 'Error'],
    phases.map((phase) => [
      phase.title,
      phase.status,
      phase.startedAt ?? '',
      duration(phase.startedAt, phase.completedAt),
      String(phase.attempts.length),
      phase.error ?? '',
    ]),
  );
}

function filesTable({ files }: RunSummary): string {
  return table(
    ['File', 'Action', 'Status', 'For'],
    files.map((file) => [`\`${file.path}\``, file.action, file.status, file.title]),
  );
}

function checksTable({ checks }: RunSummary): string {
  return table(
    ['Check', 'Kind', 'Result', 'Detail', 'Took'],
    checks.map((check) => [
      check.check,
      check.kind,
      check.status === 'notChecked' ? 'not checked' : check.status,
      check.detail,
      seconds(check.durationMs),
    ]),
  );
}

function findingsPart({ findings, findingsSummary }: RunSummary): string {
  if (findings.length === 0) return 'None.';
  const { major, medium, minor } = findingsSummary;
  const open = `Open: ${major} major, ${medium} medium, ${minor} minor.`;
  const lines = findings.map((finding) => {
    const resolved = finding.resolved ? ' (resolved)' : '';
    const rule = finding.rule === null ? finding.source : `${finding.source} ${finding.rule}`;
    return `**${finding.severity}**${resolved} ${location(finding)}${inline(finding.message)} (${inline(rule)})`;
  });
  return `${open}\n\n${list(lines)}`;
}

function decisionsPart({ decisions }: RunSummary): string {
  if (decisions.length === 0) return 'None.';
  return list(
    decisions.map((decision) => {
      const chosen = decision.options.find((option) => option.id === decision.answer);
      const answer =
        decision.answer === null ? '*not answered yet*' : inline(chosen?.label ?? decision.answer);
      return `${inline(decision.question)} ${answer}`;
    }),
  );
}

function location({ path, line }: Finding): string {
  if (path === null) return '';
  return `\`${path}${line === null ? '' : `:${line}`}\`: `;
}

function duration(from: string | null, to: string | null): string {
  return from === null || to === null ? '' : seconds(Date.parse(to) - Date.parse(from));
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'None.';
  const line = (cells: readonly string[]): string => `| ${cells.map(inline).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** One line that cannot break out of its table cell or list item. */
function inline(value: string): string {
  return value.replaceAll(/\s*\r?\n\s*/g, ' ').replaceAll('|', '\\|');
}

function fence(content: string): string {
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}json\n${content}\n${marks}`;
}
