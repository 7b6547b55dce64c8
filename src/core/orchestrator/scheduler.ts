export type PhaseOutcome = 'completed' | 'failed' | 'skipped' | 'paused';

interface Waiting {
  readonly key: string;
  readonly dependencies: readonly string[];
}

export interface ScheduleOptions<Phase extends Waiting> {
  readonly phases: readonly Phase[];
  /** Outcomes that are known before: a resumed run does not run its completed phases again. */
  readonly known: ReadonlyMap<string, PhaseOutcome>;
  /** Phases at once, at least 1. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  run(phase: Phase): Promise<PhaseOutcome>;
}

/**
 * Runs a DAG of phases with a ready queue and no barriers: a phase starts as soon as its own dependencies completed and
 * a place is free, in plan order among the ready ones. What depends on a phase that did not complete is not started.
 * Resolves to the outcome of every phase that ran; rejects with the first error that `run` threw, after the rest ended.
 */
export async function schedule<Phase extends Waiting>(
  options: ScheduleOptions<Phase>,
): Promise<ReadonlyMap<string, PhaseOutcome>> {
  const outcomes = new Map(options.known);
  const running = new Map<string, Promise<void>>();
  const failures: unknown[] = [];

  const isReady = (phase: Phase): boolean =>
    !outcomes.has(phase.key) &&
    !running.has(phase.key) &&
    phase.dependencies.every((dependency) => outcomes.get(dependency) === 'completed');

  const start = (phase: Phase): void => {
    const work = options
      .run(phase)
      .then((outcome) => void outcomes.set(phase.key, outcome))
      .catch((failure: unknown) => void failures.push(failure))
      .finally(() => void running.delete(phase.key));
    running.set(phase.key, work);
  };

  for (;;) {
    if (failures.length === 0 && !options.signal.aborted) {
      for (const phase of options.phases) {
        if (running.size >= options.concurrency) break;
        if (isReady(phase)) start(phase);
      }
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  if (failures.length > 0) throw failures[0];
  return outcomes;
}
