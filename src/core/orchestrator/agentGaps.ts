import type { AgentGap } from '../model/agentUse';
import type { AgentId } from '../model/ids';
import { agentId } from '../model/ids';
import type { Phase } from '../model/run';
import type { NewFinding } from '../ports/stateStore';
import type { TeamMembers } from '../ports/team';
import { GAP } from './findingRules';
import { readPhaseOutput } from './phaseOutput';

/**
 * Who did not take part, and what is therefore missing. An agent that requires a record which only such an agent would
 * have made is paused with it.
 */
export class AgentGaps {
  private readonly team: TeamMembers;
  private readonly before: readonly AgentGap[];
  private readonly made = new Set<string>();
  private readonly own: AgentGap[] = [];

  /** `before`: the phases that came before, completed or left out. */
  constructor(team: TeamMembers, before: readonly Phase[]) {
    this.team = team;
    this.before = before.flatMap(gapsOf);
    for (const phase of before) {
      if (phase.status !== 'completed') continue;
      for (const agent of Object.keys(readPhaseOutput(phase).outputs)) this.worked(agentId(agent));
    }
  }

  /** Those of the phase under way. */
  get found(): readonly AgentGap[] {
    return this.own;
  }

  worked(agent: AgentId): void {
    for (const output of this.team.member(agent)?.outputs ?? []) this.made.add(output);
  }

  add(agent: AgentId, kind: AgentGap['kind'], reason: string): void {
    this.own.push({ agent, kind, reason });
  }

  /** Why an agent cannot work now; undefined when it can. */
  reasonToPause(agent: AgentId): string | undefined {
    for (const input of this.team.member(agent)?.inputs ?? []) {
      if (this.made.has(input)) continue;
      const gap = [...this.before, ...this.own].find(({ agent: other }) =>
        this.team.member(agentId(other))?.outputs.includes(input),
      );
      if (gap !== undefined) return `it needs ${input} of ${gap.agent}, which was left out: ${gap.reason}`;
    }
    return undefined;
  }
}

function gapsOf(phase: Phase): readonly AgentGap[] {
  if (phase.status === 'completed') return readPhaseOutput(phase).gaps;
  if (phase.status !== 'failed' && phase.status !== 'skipped') return [];
  const reason = phase.error ?? `the phase ${phase.title} was left out`;
  return phase.agents.map((agent) => ({ agent, kind: 'skipped', reason }));
}

/** Gaps are reported like everything else that is not as it should be. */
export function gapFinding(phase: Phase, { agent, kind, reason }: AgentGap): NewFinding {
  return {
    severity: 'medium',
    category: 'custom',
    message: `${phase.title} went on without ${agent}, which was ${kind}: ${reason}`,
    path: null,
    line: null,
    column: null,
    source: 'groundwork',
    rule: `${GAP}${agent}`,
  };
}
