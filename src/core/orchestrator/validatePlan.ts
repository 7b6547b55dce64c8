import type { ExpandedPhase, ExpandedPlan, PlanScope } from './expandPlan';
import { MOST_PHASE_LINES, MOST_RUN_LINES } from './planBudget';
import { refuseRecords } from './planRecords';
import { refuseWrites } from './planWrites';
import { CIRCLE, refusePlan } from './refusePlan';

/** By key, the keys of all phases that complete before it starts. */
export type Ancestors = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Refuses plans that cannot run, before anything does: phases nobody carries out, dependencies on nothing, circles,
 * budgets without end, records that nobody makes or that two make, files that two write at once or that lie outside.
 * Throws AppError `invalidInput` with the phase, the file, and what to do.
 */
export function validatePlan(plan: ExpandedPlan): void {
  for (const phase of plan.phases) checkPhase(phase, plan);
  for (const scope of plan.scopes) checkBudget(scope, plan);
  const circle = findCircle(plan);
  if (circle.length > 0) refusePlan(`the phases wait for each other: ${circle.join(', ')}`, CIRCLE);
  const before = ancestorsOf(plan);
  refuseRecords(plan, before);
  refuseWrites(plan, before);
}

function checkPhase(phase: ExpandedPhase, { phases }: ExpandedPlan): void {
  const { key, agents, maxRetries = 0 } = phase;
  const { workflow } = phase.scope;
  if (agents.length === 0) refusePlan(`the phase ${key} has no agent`, 'Name the agents that carry it out.');
  const twice = agents.find((agent, index) => agents.indexOf(agent) !== index);
  if (twice !== undefined) refusePlan(`the phase ${key} names the agent ${twice} twice`, 'Name it once.');
  const unknown = agents.find(
    (agent) => workflow.executorOf === undefined && !workflow.executors.some((one) => one.agent === agent),
  );
  if (unknown !== undefined) {
    refusePlan(
      `the phase ${key} names the agent ${unknown}, which nobody carries out in ${workflow.id}`,
      'Correct its id, or give the workflow an executor for it.',
    );
  }
  const missing = phase.dependencies.find((other) => !phases.some((candidate) => candidate.key === other));
  if (missing !== undefined) {
    refusePlan(
      `the phase ${key} waits for ${missing}, which is not in the plan`,
      `There are ${phases.map((other) => other.key).join(', ')}.`,
    );
  }
  if (!Number.isInteger(maxRetries) || maxRetries < 0) {
    refusePlan(`the phase ${key} is tried again ${String(maxRetries)} times`, 'Write a whole number from 0.');
  }
}

function checkBudget({ path, workflow, request }: PlanScope, { phases }: ExpandedPlan): void {
  let sum = 0;
  for (const { key, scope, budgetLines = 0 } of phases) {
    if (scope.path !== path) continue;
    if (!Number.isInteger(budgetLines) || budgetLines < 0 || budgetLines > MOST_PHASE_LINES) {
      refusePlan(
        `the phase ${key} has a budget of ${String(budgetLines)} lines`,
        `Write a whole number up to ${String(MOST_PHASE_LINES)}.`,
      );
    }
    sum += budgetLines;
    if (sum > MOST_RUN_LINES) {
      refusePlan(
        `with the phase ${key} the budgets of ${workflow.nameOf?.(request) ?? workflow.id} come to ${String(sum)} lines`,
        `Give its phases ${String(MOST_RUN_LINES)} lines together at most.`,
      );
    }
  }
}

/** The plan has no circle. */
function ancestorsOf(plan: ExpandedPlan): Ancestors {
  const phases = new Map(plan.phases.map((phase) => [phase.key, phase]));
  const found = new Map<string, ReadonlySet<string>>();
  const visit = (key: string): ReadonlySet<string> => {
    const known = found.get(key);
    if (known !== undefined) return known;
    const direct = phases.get(key)?.dependencies ?? [];
    const all = new Set(direct.flatMap((dependency) => [dependency, ...visit(dependency)]));
    found.set(key, all);
    return all;
  };
  for (const { key } of plan.phases) visit(key);
  return found;
}

/** Keys that are left when every phase without open dependencies has been taken away, again and again. */
function findCircle(plan: ExpandedPlan): readonly string[] {
  let left = [...plan.phases];
  for (;;) {
    const keys = new Set(left.map((phase) => phase.key));
    const blocked = left.filter((phase) => phase.dependencies.some((dependency) => keys.has(dependency)));
    if (blocked.length === left.length) return left.map((phase) => phase.key);
    left = blocked;
  }
}
