import { AppError } from '../core/model/appError';
import type { AgentSummary } from './agentCatalog';
import { ADMIN_PHASES, SELECTION_TABLE, type AdminPhase, type RequestTraits } from './selectionTable';

export interface SelectedAgent {
  readonly agent: AgentSummary;
  readonly phase: AdminPhase;
  /** Why it takes part, for the report: `asked for: bulk`, `query-optimizer needs its relationships`. */
  readonly reason: string;
}

/** What a request gives before any agent ran. */
const GIVEN: ReadonlySet<string> = new Set([
  'user_request',
  'database_connection',
  'ui_framework',
  'security_requirements',
]);

/**
 * The agents of a request by the selection table, and those whose outputs they require. Deterministic; in the order of
 * the table, so that an agent comes after what it needs. Throws AppError `notFound` when an agent has no folder,
 * `invalidInput` when no agent makes what another requires.
 */
export function selectAgents(
  traits: RequestTraits,
  summaries: readonly AgentSummary[],
): readonly SelectedAgent[] {
  const known = new Map(summaries.map((summary) => [summary.id, summary]));
  const reasons = new Map<string, string>();
  for (const rule of SELECTION_TABLE) if (rule.holds(traits)) reasons.set(rule.agent, rule.when);
  // Iteration of a Map goes on with what is added: the needs of what is needed are looked at too.
  for (const id of reasons.keys()) {
    for (const input of requireAgent(known, id).inputs) {
      if (GIVEN.has(input)) continue;
      const producer = producerOf(input, known);
      if (producer === undefined) throw unmet(id, input);
      if (!reasons.has(producer)) reasons.set(producer, `${id} needs its ${input}`);
    }
  }
  return SELECTION_TABLE.flatMap(({ agent, phase }) => {
    const reason = reasons.get(agent);
    return reason === undefined ? [] : [{ agent: requireAgent(known, agent), phase, reason }];
  });
}

/** Ids of the selected agents whose outputs an agent requires. */
export function needsOf(selected: readonly SelectedAgent[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    selected.map(({ agent }) => [
      agent.id,
      selected.flatMap((other) =>
        other.agent.outputs.some((output) => agent.inputs.includes(output)) ? [other.agent.id] : [],
      ),
    ]),
  );
}

/** Phases that have agents, in order. */
export function phasesOf(selected: readonly SelectedAgent[]): readonly AdminPhase[] {
  return ADMIN_PHASES.filter((phase) => selected.some((entry) => entry.phase === phase));
}

function producerOf(input: string, known: ReadonlyMap<string, AgentSummary>): string | undefined {
  return SELECTION_TABLE.find(({ agent }) => known.get(agent)?.outputs.includes(input))?.agent;
}

function requireAgent(known: ReadonlyMap<string, AgentSummary>, id: string): AgentSummary {
  const found = known.get(id);
  if (found !== undefined) return found;
  throw new AppError('notFound', `The agent ${id} has no folder.`, 'Reinstall Groundwork.');
}

function unmet(agent: string, input: string): AppError {
  return new AppError(
    'invalidInput',
    `No agent makes ${input}, which ${agent} requires.`,
    `Correct the inputs of agents/${agent}/core.md.`,
  );
}
