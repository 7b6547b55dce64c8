import type { AgentListing } from '../core/model/agentListing';
import type { AgentCatalog } from './agentCatalog';

/** All agents by team and id; `coded` are the ids that have an executor. */
export async function listAgents(
  catalog: AgentCatalog,
  coded: ReadonlySet<string>,
): Promise<readonly AgentListing[]> {
  const summaries = await catalog.summaries();
  return summaries
    .map(({ id, title, team, phase, promptLines, referenceLines, executor, planned }) => {
      const available = coded.has(id);
      const missing = planned === undefined ? 'it has no executor yet' : `it comes with ${planned}`;
      const unavailable = available ? null : missing;
      return { id, title, team, phase, lines: promptLines, referenceLines, executor, available, unavailable };
    })
    .sort((a, b) => a.team.localeCompare(b.team) || a.id.localeCompare(b.id));
}
