import type { ConfigProblem } from '../core/config/configProblem';
import type { Contributed } from '../core/extensions/contributions';
import type { AgentContribution } from '../core/extensions/groundworkApi';
import type { AgentCatalog } from './agentCatalog';
import { agentFrontMatterSchema } from './agentDefinition';
import { inheritedFields, rightsProblems } from './agentRights';
import { countLines } from './contextLines';
import type { ForeignAgent } from './foreignAgent';
import { frontMatterIssue } from './frontMatterIssue';
import type { WorkspaceAgents } from './workspaceAgents';

/** Agents of other extensions, with the same rules as those of a workspace, but that they may bring code. */
export async function admitRegistered(
  contributed: readonly Contributed<AgentContribution>[],
  builtIn: AgentCatalog,
): Promise<WorkspaceAgents> {
  const agents: ForeignAgent[] = [];
  const problems: ConfigProblem[] = [];
  for (const { extension, value } of contributed) {
    const { prompt, references = [], execute, ...fields } = value;
    const base = builtIn.ships(value.id) ? await builtIn.core(value.id) : undefined;
    const executor = execute === undefined ? 'model' : 'blueprint';
    const given = Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== undefined));
    const whole = {
      ...inheritedFields(value.id, base),
      ...(base === undefined ? { executor } : {}),
      ...given,
    };
    const parsed = agentFrontMatterSchema.safeParse(whole);
    const found = parsed.success
      ? rightsProblems({ ...parsed.data, prompt }, base, execute === undefined ? 'prompt' : 'code')
      : parsed.error.issues.map((issue) => frontMatterIssue(issue, whole));
    problems.push(
      ...found.map(({ message, suggestion }) => ({
        source: `${extension}, agent ${value.id}`,
        position: null,
        message,
        suggestion,
      })),
    );
    if (!parsed.success || found.length > 0) continue;
    agents.push({
      definition: { ...parsed.data, prompt },
      references: references.map(({ name, text }) => ({ name, text, lines: countLines(text) })),
      source: { kind: 'extension', id: extension },
    });
  }
  return { agents, problems };
}
