import type { AgentCatalog, AgentSummary } from '../../agents/agentCatalog';
import { AppError } from '../../core/model/appError';
import { agentId } from '../../core/model/ids';
import { validatePlan, type Plan, type PlannedPhase } from '../../core/orchestrator/plan';
import type { PhaseDefinition, WorkflowDefinition } from './definition';

/** What a person gives: the sentence behind `groundwork run <workflow>`. */
export const GIVEN = 'user_request';

/** The plan of a workflow that is data. Deterministic. */
export function planCustom({ phases }: WorkflowDefinition): Plan {
  return {
    given: [GIVEN],
    phases: phases.map((phase): PlannedPhase => ({
      key: phase.key,
      title: phase.title ?? phase.key,
      description: describe(phase),
      agents: phase.agents.map(agentId),
      dependencies: phase.after,
      critical: phase.critical,
      inputs: phase.inputs,
      outputs: phase.outputs,
      writes: Object.keys(phase.writes),
      steps: stepsOf(phase),
      ...(phase.maxRetries === undefined ? {} : { maxRetries: phase.maxRetries }),
      ...(phase.budgetLines === undefined ? {} : { budgetLines: phase.budgetLines }),
    })),
  };
}

/** Lines of the checklist: a file each, else the phase itself. */
export function stepsOf({ key, title, writes }: PhaseDefinition): readonly string[] {
  const files = Object.keys(writes).map(stepOf);
  return files.length === 0 ? [title ?? key] : files;
}

export const stepOf = (path: string): string => `${path} written`;

function describe({ description, criteria, complexity, risk }: PhaseDefinition): string {
  return [
    description,
    complexity === undefined ? '' : `Complexity: ${complexity}.`,
    risk === undefined ? '' : `Risk: ${risk}.`,
    criteria.length === 0 ? '' : `Done when: ${criteria.join(' ')}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/**
 * The workflow with what its agents need and make: what the plan is checked against. Throws AppError `invalidInput` for one
 * whose agents are not there or cannot run here, or whose plan cannot run.
 */
export async function completeDefinition(
  definition: WorkflowDefinition,
  catalog: AgentCatalog,
  unavailable: (agent: AgentSummary) => string | null,
): Promise<WorkflowDefinition> {
  const phases = await Promise.all(
    definition.phases.map(async (phase) =>
      completePhase(phase, await summariesOf(phase, catalog, unavailable)),
    ),
  );
  const seen = new Set<string>();
  for (const agent of phases.flatMap(({ agents }) => agents)) {
    if (seen.has(agent)) throw cannotRun(`the agent ${agent} has two parts`, 'Give it one phase.');
    seen.add(agent);
  }
  const complete = { ...definition, phases };
  validatePlan(planCustom(complete));
  return complete;
}

function completePhase(phase: PhaseDefinition, agents: readonly AgentSummary[]): PhaseDefinition {
  const made = new Set<string>();
  const needed = new Set(phase.inputs);
  for (const { inputs, outputs } of agents) {
    for (const input of inputs) if (!made.has(input)) needed.add(input);
    for (const output of outputs) made.add(output);
  }
  const missing = [...phase.outputs, ...Object.values(phase.writes)].find((record) => !made.has(record));
  if (missing !== undefined) {
    throw cannotRun(
      `no agent of the phase ${phase.key} makes ${missing}`,
      `Its agents make ${[...made].join(', ')}.`,
    );
  }
  return { ...phase, inputs: [...needed], outputs: [...made] };
}

function summariesOf(
  phase: PhaseDefinition,
  catalog: AgentCatalog,
  unavailable: (agent: AgentSummary) => string | null,
): Promise<readonly AgentSummary[]> {
  return Promise.all(
    phase.agents.map(async (id) => {
      if (!catalog.has(id)) {
        throw cannotRun(`there is no agent ${id}`, 'List the agents with "groundwork agents".');
      }
      const summary = await catalog.summary(id);
      const why = unavailable(summary);
      if (why !== null) throw cannotRun(`the agent ${id} cannot take part: ${why}`, 'Leave it out.');
      return summary;
    }),
  );
}

function cannotRun(reason: string, suggestion: string): AppError {
  return new AppError('invalidInput', `The workflow cannot run: ${reason}.`, suggestion);
}
