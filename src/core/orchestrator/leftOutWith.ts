import type { ExpandedPhase, ExpandedPlan } from './expandPlan';

/** Keys of a phase that a person leaves out and of what waits for it, but for closing phases: they keep the rest. */
export function leftOutWith(plan: ExpandedPlan, key: string): ReadonlySet<string> {
  return reachedFrom(plan, key, ({ dependencies, closing = false }) => (closing ? [] : dependencies));
}

/** Keys of the phases that are left out when one fails for good, it among them: see `needs`. */
export function skippedWith(plan: ExpandedPlan, key: string): ReadonlySet<string> {
  return reachedFrom(plan, key, ({ needs }) => needs);
}

function reachedFrom(
  { phases }: ExpandedPlan,
  key: string,
  edges: (phase: ExpandedPhase) => readonly string[],
): ReadonlySet<string> {
  const reached = new Set([key]);
  // Iteration of a Set goes on with what is added.
  for (const from of reached) {
    for (const phase of phases) if (edges(phase).includes(from)) reached.add(phase.key);
  }
  return reached;
}
