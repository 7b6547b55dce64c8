import type { AgentListing } from '../core/model/agentListing';
import type { AgentCatalog, AgentSummary } from './agentCatalog';

/** All agents by team and id; `runnable` says of each whether a run can use it, or why not. */
export async function listAgents(
  catalog: AgentCatalog,
  unavailable: (agent: AgentSummary) => string | null,
): Promise<readonly AgentListing[]> {
  const summaries = await catalog.summaries();
  return summaries
    .map((agent) => {
      const { id, title, team, phase, promptLines, referenceLines, executor, source } = agent;
      const why = unavailable(agent);
      return {
        id,
        title,
        team,
        phase,
        lines: promptLines,
        referenceLines,
        executor,
        source: source.kind,
        from: fromOf(source),
        overrides: source.kind !== 'built-in' && catalog.ships(id),
        available: why === null,
        unavailable: why,
      };
    })
    .sort((a, b) => a.team.localeCompare(b.team) || a.id.localeCompare(b.id));
}

function fromOf(source: AgentSummary['source']): string | null {
  switch (source.kind) {
    case 'built-in':
      return null;
    case 'workspace':
      return source.file;
    case 'extension':
      return source.id;
  }
}
