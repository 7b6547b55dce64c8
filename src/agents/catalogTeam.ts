import { agentId, type AgentId } from '../core/model/ids';
import type { TeamMember, TeamMembers } from '../core/ports/team';
import type { AgentDefinition } from './agentDefinition';

/** The agent folders as the engine sees them. */
export function catalogTeam(definitions: readonly AgentDefinition[]): TeamMembers {
  const members = new Map<AgentId, TeamMember>(
    definitions.map((definition) => [agentId(definition.id), definition]),
  );
  return { member: (agent) => members.get(agent) };
}
