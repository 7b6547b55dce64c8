import type { PhaseView, RunView } from '../../../src/core/model/runView';

/** `Fullstack generation: Product` and the like: what was asked is the title. */
export const titleOf = (run: RunView): string => run.task;

const REMAINING_NAMED = 3;

/** The status line of seed 003, e.g. `90% complete, remaining: Add sheet, Edit sheet`. */
export function statusLine(run: RunView, pendingHunks: number): string {
  switch (run.status) {
    case 'planning':
      return 'Planning';
    case 'executing':
    case 'interrupted':
    case 'waiting':
    case 'failed':
    case 'cancelled': {
      const named = run.remaining.slice(0, REMAINING_NAMED);
      const more = run.remaining.length - named.length;
      const rest =
        named.length === 0 ? '' : `, remaining: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
      return `${run.percent}% complete${rest}`;
    }
    case 'review':
      return pendingHunks > 0 ? 'Complete: ready for your review' : 'Complete: every change is decided';
    case 'completed':
      return 'Complete';
    case 'rolledBack':
      return 'Rolled back: every file is as it was';
  }
}

/** Milliseconds that a phase took so far. */
export function elapsed(phase: PhaseView, now: number): number | null {
  if (phase.status === 'inProgress' && phase.startedAt !== null) {
    return Math.max(0, now - Date.parse(phase.startedAt));
  }
  return phase.durationMs;
}

/** `0.4 s`, `12 s`, `3 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 10_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Titles of the workflows that begin at a phase of a list, outermost first, with how deep each is. */
export function headingsAt(
  phases: readonly Pick<PhaseView, 'key' | 'groups'>[],
  index: number,
): readonly { readonly title: string; readonly depth: number }[] {
  const steps = (at: number): readonly string[] => phases[at]?.key.split('/').slice(0, -1) ?? [];
  const before = steps(index - 1);
  const here = steps(index);
  const first = here.findIndex((step, depth) => step !== before[depth]);
  if (first === -1) return [];
  return (phases[index]?.groups ?? []).flatMap((title, depth) => (depth < first ? [] : [{ title, depth }]));
}

export function ticked(phase: PhaseView): number {
  return phase.steps.filter((step) => step.status === 'done' || step.status === 'skipped').length;
}
