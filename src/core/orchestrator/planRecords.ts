import type { ExpandedPhase, ExpandedPlan } from './expandPlan';
import { refusePlan } from './refusePlan';
import type { Ancestors } from './validatePlan';

/**
 * Refuses inputs that nothing before makes, and records of which nobody could tell whose is meant. A phase of a sub-plan takes
 * what its own workflow makes or was given before what those around it make.
 */
export function refuseRecords({ phases }: ExpandedPlan, before: Ancestors): void {
  for (const phase of phases) {
    const { key, scope, inputs = [], outputs = [] } = phase;
    const rival = phases.find(
      (other) =>
        other.key !== key &&
        other.scope.path === scope.path &&
        other.outputs?.some((output) => outputs.includes(output)),
    );
    if (rival !== undefined) {
      const record = outputs.find((output) => rival.outputs?.includes(output)) ?? '';
      refusePlan(
        `${key} and ${rival.key} both make ${record}`,
        'Leave it to one of them, or give one of the records another name.',
      );
    }
    for (const input of inputs) checkInput(phase, input, phases, before);
  }
}

function checkInput(
  { key, scope }: ExpandedPhase,
  input: string,
  phases: readonly ExpandedPhase[],
  before: Ancestors,
): void {
  const makers = phases.filter((other) => other.outputs?.includes(input));
  const earlier = makers.filter((other) => before.get(key)?.has(other.key));
  const isOwn = earlier.some((other) => other.scope.path === scope.path);
  if (isOwn || scope.given?.includes(input)) return;
  const [maker, other] = earlier;
  if (maker !== undefined && other !== undefined) {
    refusePlan(
      `the phase ${key} needs ${input}, and both ${maker.key} and ${other.key} make it before`,
      'Let it wait for one of them only.',
    );
  }
  if (maker !== undefined) return;
  const [late] = makers.filter((candidate) => candidate.key !== key);
  refusePlan(
    `the phase ${key} needs ${input}, which no phase before it makes`,
    late === undefined
      ? `Add a phase that makes ${input}, or leave the input out.`
      : `Let ${key} wait for ${late.key}, which makes it.`,
  );
}
