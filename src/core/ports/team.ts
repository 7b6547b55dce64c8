import type { AgentId } from '../model/ids';

/** What the engine has to know of an agent, whoever carries it out. */
export interface TeamMember {
  /** Without it its phase has failed; another one is left out and reported. */
  readonly critical: boolean;
  /** Records that it cannot work without. */
  readonly inputs: readonly string[];
  /** Records that it uses when they are there. */
  readonly optionalInputs?: readonly string[];
  readonly outputs: readonly string[];
}

export interface TeamMembers {
  /** Undefined for an agent without a folder: it counts as critical. */
  member(agent: AgentId): TeamMember | undefined;
}

export interface Team {
  /** Who there is now. */
  members(): Promise<TeamMembers>;
}
