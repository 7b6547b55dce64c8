import { AgentCatalog } from '../agents/agentCatalog';
import { readAgentFile } from '../agents/agentFile';
import type { ConfigProblem } from '../core/config/configProblem';
import { nodeAssets } from '../platform/nodeAssets';
import { readWorkflowFile } from '../workflows/custom/readDefinition';

/** What is wrong with the text of an agent or a workflow of a workspace by itself; `source` is its path there. */
export async function definitionFileProblems(
  distFolder: string,
  source: string,
  text: string,
): Promise<readonly ConfigProblem[]> {
  const [, kind, name = ''] =
    /^\.groundwork\/(agents|workflows)\/([^/]+?)(?:\/core\.md|\.ya?ml)$/.exec(source) ?? [];
  if (kind === undefined) return [];
  if (kind === 'workflows') {
    const reading = readWorkflowFile(source, name, text);
    return reading.kind === 'refused' ? reading.problems : [];
  }
  const shipped = await AgentCatalog.open(nodeAssets(distFolder));
  const reading = readAgentFile(
    source,
    name,
    text,
    shipped.ships(name) ? await shipped.core(name) : undefined,
  );
  return reading.kind === 'refused' ? reading.problems : [];
}
