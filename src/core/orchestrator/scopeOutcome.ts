import type { WorkspacePath } from '../model/ids';
import type { Phase } from '../model/run';
import type { NextStep } from '../model/runView';
import type { ProjectParts } from '../ports/verifier';
import type { ExpandedPlan, PlanScope } from './expandPlan';
import { collectOutputs } from './phaseOutput';
import type { AgentOutputs } from './plan';

/** What a person does after the run, of every workflow in it. */
export function nextStepsOf({ scopes }: ExpandedPlan, phases: readonly Phase[]): readonly NextStep[] {
  return unique(scopes.flatMap((scope) => scope.workflow.nextSteps(scope.request, outputsOf(scope, phases))));
}

/** The parts of the project that any workflow in the run names. */
export async function projectPartsOf(
  { scopes }: ExpandedPlan,
  phases: readonly Phase[],
  paths: readonly WorkspacePath[],
): Promise<ProjectParts> {
  const named = await Promise.all(
    scopes.map((scope) => Promise.resolve(scope.workflow.projectParts(outputsOf(scope, phases), paths))),
  );
  return { parts: unique(named.flatMap(({ parts }) => parts)) };
}

/** What the agents of a workflow handed on; where it holds others, with theirs below its own. */
function outputsOf({ path }: PlanScope, phases: readonly Phase[]): AgentOutputs {
  return collectOutputs(nearestLast(phases, path).filter(({ key }) => key.startsWith(path)));
}

/**
 * Phases in an order in which what is nearer to a scope comes later: an agent that works in several workflows is known by what
 * it handed on in this one.
 */
export function nearestLast(phases: readonly Phase[], path: string): readonly Phase[] {
  const distance = ({ key }: Phase): number => {
    const own = key.split('/').slice(0, -1);
    const here = path.split('/').slice(0, -1);
    const shared = own.findIndex((step, index) => step !== here[index]);
    const common = shared === -1 ? own.length : shared;
    return own.length - common + (here.length - common);
  };
  return [...phases].sort((one, other) => distance(other) - distance(one));
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
