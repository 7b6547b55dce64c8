import type { AgentCatalog, AgentSummary } from '../../agents/agentCatalog';
import { AppError, toAppError } from '../../core/model/appError';
import { agentId } from '../../core/model/ids';
import type { Plan, PlannedPhase, SubPlan, Workflow } from '../../core/orchestrator/plan';
import { refusePlan } from '../../core/orchestrator/refusePlan';
import { isHeld, type HeldDefinition, type PhaseDefinition, type WorkflowDefinition } from './definition';
import { CUSTOM, type CustomRequest } from './request';

/** What a person gives: the sentence behind `groundwork run <workflow>`. */
export const GIVEN = 'user_request';

/** The plan of a workflow that is data. Deterministic. */
export function planCustom(request: CustomRequest, shipped: readonly Workflow[]): Plan {
  const { definition, sources } = request;
  return {
    given: [GIVEN],
    phases: definition.phases.map((phase) =>
      isHeld(phase) ? planHeld(phase, request, shipped) : planPhase(phase),
    ),
    sources,
  };
}

function planPhase(phase: PhaseDefinition): PlannedPhase {
  return {
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
  };
}

function planHeld(held: HeldDefinition, around: CustomRequest, shipped: readonly Workflow[]): SubPlan {
  const { key, critical, after: dependencies } = held;
  const common = { key, critical, dependencies };
  const known = shipped.find(({ id }) => id === held.workflow);
  if (known !== undefined) {
    return { ...common, title: held.title ?? key, workflow: known.id, request: parseFor(known, held) };
  }
  const definition = around.workflows[held.workflow];
  if (definition === undefined) {
    refusePlan(
      `the phase ${key} holds the workflow ${held.workflow}, which is not there or cannot be held`,
      'List the workflows with "groundwork workflows".',
    );
  }
  if (held.request !== undefined && typeof held.request !== 'string') {
    refusePlan(
      `the request of the phase ${key} is no sentence, and ${held.workflow} takes nothing else`,
      'Write `request:` and a sentence, or leave it out.',
    );
  }
  const request = { ...around, definition, user_request: held.request ?? around.user_request };
  return { ...common, title: held.title ?? definition.title, workflow: CUSTOM, request };
}

function parseFor(workflow: Workflow, { key, request }: HeldDefinition): unknown {
  try {
    return workflow.parse(request);
  } catch (failure) {
    const { message, suggestion } = toAppError(failure);
    return refusePlan(
      `the phase ${key} cannot ask ${workflow.id}: ${message.replace(/\.$/, '')}`,
      `Correct its \`request\`: ${suggestion}`,
    );
  }
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
 * whose agents are not there or cannot run here.
 */
export async function completeDefinition(
  definition: WorkflowDefinition,
  catalog: AgentCatalog,
  unavailable: (agent: AgentSummary) => string | null,
): Promise<WorkflowDefinition> {
  const phases = await Promise.all(
    definition.phases.map(async (phase) =>
      isHeld(phase) ? phase : completePhase(phase, await summariesOf(phase, catalog, unavailable)),
    ),
  );
  const seen = new Set<string>();
  for (const agent of phases.flatMap((phase) => (isHeld(phase) ? [] : phase.agents))) {
    if (seen.has(agent)) throw cannotRun(`the agent ${agent} has two parts`, 'Give it one phase.');
    seen.add(agent);
  }
  return { ...definition, phases };
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
