import type { AgentId } from '../model/ids';
import type { TeamMembers } from '../ports/team';

/** The agents that a phase cannot do without: the critical ones, and those whose records they require. */
export function minimalAgents(agents: readonly AgentId[], team: TeamMembers): readonly AgentId[] {
  const kept = new Set(agents.filter((agent) => team.member(agent)?.critical !== false));
  // Iteration of a Set goes on with what is added: the needs of what is needed are looked at too.
  for (const agent of kept) {
    for (const input of team.member(agent)?.inputs ?? []) {
      for (const other of agents) if (team.member(other)?.outputs.includes(input)) kept.add(other);
    }
  }
  return agents.filter((agent) => kept.has(agent));
}
