import type { AcceptedStep, FileReview, HunkDecision } from './fileReview';
import { applyHunks, computeHunks } from './hunks';
import type { Hunk } from './hunks';
import { asInBuffer, hasMixedLineEnds } from './lines';
import type { HunkId } from './reviewService';

export type Decision = 'pending' | HunkDecision['kind'];

/** A hunk with what was decided and where it stands in `review.base` (lines, 0-based, end exclusive). */
export interface PlacedHunk {
  readonly hunk: Hunk;
  readonly decision: Decision;
  readonly start: number;
  readonly end: number;
}

export function placeHunks(review: FileReview): PlacedHunk[] {
  const decisions = new Map(review.decisions.map(({ hunk, kind }) => [hunk, kind]));
  let shift = 0;
  return computeHunks(review.change).map((hunk) => {
    const decision = decisions.get(hunk.id) ?? 'pending';
    const start = hunk.baseStart + shift;
    if (decision !== 'accepted') return { hunk, decision, start, end: hunk.baseEnd + shift };
    shift += hunk.added.length - hunk.removed.length;
    return { hunk, decision, start, end: start + hunk.added.length };
  });
}

/** Decides hunks anew and computes `base`, `proposed` and `rejectedHunks` from all decisions. */
export function decide(review: FileReview, ids: readonly HunkId[], decision: Decision): FileReview {
  const changed = new Set(ids);
  const decisions = review.decisions.filter(({ hunk }) => !changed.has(hunk));
  if (decision !== 'pending') decisions.push(...[...changed].map((hunk) => ({ hunk, kind: decision })));
  const kinds = new Map(decisions.map(({ hunk, kind }) => [hunk, kind]));
  const hunks = computeHunks(review.change);
  const { base } = review.change;
  return {
    ...review,
    decisions,
    base: applyHunks(
      base,
      hunks.filter(({ id }) => kinds.get(id) === 'accepted'),
    ),
    proposed:
      applyHunks(
        base,
        hunks.filter(({ id }) => kinds.get(id) !== 'rejected'),
      ) ?? '',
    rejectedHunks: decisions.filter(({ kind }) => kind === 'rejected').length,
  };
}

/** The review after a step was written. A step that left the file as it was cannot be undone, so it is not kept. */
export function withAccepted(review: FileReview, step: AcceptedStep): FileReview {
  const decided = decide(review, step.hunks, 'accepted');
  const accepted = step.before === step.after ? review.accepted : [...review.accepted, step];
  return { ...decided, accepted, undone: [], intent: null };
}

export function withRejected(review: FileReview, ids: readonly HunkId[]): FileReview {
  return decide(review, ids, 'rejected');
}

/** After a rollback: neither the editor's undo nor its redo has anything left to bring back. */
export function withNothingAccepted(review: FileReview): FileReview {
  const all = computeHunks(review.change).map(({ id }) => id);
  return { ...decide(review, all, 'rejected'), accepted: [], undone: [], intent: null };
}

export interface Restored {
  readonly review: FileReview;
  /** What the file is to hold, byte for byte; null: it is gone. */
  readonly image: string | null;
  /** Steps that the text takes back, newest first, or brings again, in order. */
  readonly kind: 'undone' | 'redone';
  readonly steps: readonly AcceptedStep[];
}

/**
 * The file holds `text` again (null: it is gone). When that is the image before an accepted step, this step and those
 * after it are pending again; when it is the image after an undone step, the steps up to it are accepted again.
 */
export function restoreText(review: FileReview, text: string | null): Restored | undefined {
  return restoreImage(review, (image) => image === text);
}

/** As `restoreText` for an editor's buffer, which shows an image with several kinds of line ends with one of them. */
export function restoreBuffer(review: FileReview, text: string): Restored | undefined {
  if (review.accepted.at(-1)?.after === text) return undefined;
  const shown = asInBuffer(text);
  return (
    restoreText(review, text) ??
    restoreImage(review, (image) => image !== null && hasMixedLineEnds(image) && asInBuffer(image) === shown)
  );
}

function restoreImage(review: FileReview, isText: (image: string | null) => boolean): Restored | undefined {
  const last = review.accepted.at(-1);
  if (last !== undefined && isText(last.after)) return undefined;
  const undoFrom = review.accepted.findLastIndex((step) => isText(step.before));
  if (undoFrom !== -1) {
    const steps = review.accepted.slice(undoFrom).reverse();
    const pending = decide(review, hunksOf(steps), 'pending');
    const accepted = review.accepted.slice(0, undoFrom);
    return {
      review: { ...pending, accepted, undone: [...review.undone, ...steps] },
      image: steps.at(-1)?.before ?? null,
      kind: 'undone',
      steps,
    };
  }
  const redoFrom = review.undone.findLastIndex((step) => isText(step.after));
  if (redoFrom === -1) return undefined;
  const steps = review.undone.slice(redoFrom).reverse();
  const redone = decide(review, hunksOf(steps), 'accepted');
  const accepted = [...review.accepted, ...steps];
  return {
    review: { ...redone, accepted, undone: review.undone.slice(0, redoFrom) },
    image: steps.at(-1)?.after ?? null,
    kind: 'redone',
    steps,
  };
}

function hunksOf(steps: readonly AcceptedStep[]): HunkId[] {
  return steps.flatMap((step) => step.hunks);
}
