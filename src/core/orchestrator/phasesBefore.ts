import type { Phase } from '../model/run';

/** The phases that one depends on, directly or not, in the order of the plan. */
export function phasesBefore(phases: readonly Phase[], key: string): readonly Phase[] {
  const known = new Map(phases.map((phase) => [phase.key, phase]));
  const before = new Set(known.get(key)?.dependencies ?? []);
  // Iteration of a Set goes on with what is added.
  for (const earlier of before) {
    for (const dependency of known.get(earlier)?.dependencies ?? []) before.add(dependency);
  }
  return phases.filter((phase) => before.has(phase.key));
}
