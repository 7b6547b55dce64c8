import type { AcceptedStep, FileReview, FileStatus } from './fileReview';
import { placeHunks } from './hunkDecisions';
import type { PlacedHunk } from './hunkDecisions';
import { isTerminated, splitLines } from './lines';
import { editsBetween } from './merge3';
import { mergeEdits } from './mergeRegions';
import type { LineEdit, MergeRegion } from './mergeRegions';
import type { HunkId, HunkView } from './reviewService';

/** Where a pending hunk stands in the file and in the pending text, and whether typing touched its lines. */
export type HunkPlace = Pick<HunkView, 'currentStart' | 'currentEnd' | 'pendingStart' | 'pendingEnd'> & {
  readonly typedOver: boolean;
};

export interface PendingText {
  readonly text: string;
  readonly places: ReadonlyMap<HunkId, HunkPlace>;
}

/** The pending hunks no longer have a file to go to: it vanished, or another one stands where a new file should be. */
export function isStale(review: FileReview, current: string | null): boolean {
  if (current === review.proposed) return false;
  return (review.base === null) !== (current === null);
}

/** The file as it becomes when the given hunks (all pending ones if not given) are accepted, typing in between kept. */
export function pendingText(
  review: FileReview,
  current: string | null,
  placed: readonly PlacedHunk[] = placeHunks(review),
  only?: ReadonlySet<HunkId>,
): PendingText {
  const pending = placed.filter(({ decision }) => decision === 'pending');
  const chosen = only === undefined ? pending : pending.filter(({ hunk }) => only.has(hunk.id));
  if (chosen.length > 0 && isStale(review, current)) return staleText(review, current, chosen);
  const base = splitLines(review.base ?? '');
  // A file that already is the proposal (pulled, or typed) must not depend on how a diff would align the two.
  const ours =
    current === review.proposed ? pending.map(toEdit) : editsBetween(base, splitLines(current ?? ''));
  return layOut(mergeEdits(base, ours, chosen.map(toEdit)), chosen);
}

/** The accept of some pending hunks of a file that is not stale. */
export function acceptStep(
  review: FileReview,
  current: string | null,
  hunks: ReadonlySet<HunkId>,
): AcceptedStep {
  const { text } = pendingText(review, current, placeHunks(review), hunks);
  return { hunks: [...hunks], before: current, after: text };
}

/** Sums a file up; see FileStatus. A file with nothing pending is accepted when any hunk was. */
export function fileStatus(
  review: FileReview,
  current: string | null,
  placed: readonly PlacedHunk[] = placeHunks(review),
  places: PendingText['places'] = pendingText(review, current, placed).places,
): FileStatus {
  const pending = placed.filter(({ decision }) => decision === 'pending');
  const started = placed.some(({ decision }) => decision === 'accepted');
  if (pending.length === 0) return started ? 'accepted' : 'rejected';
  const typedOver = pending.filter(({ hunk }) => places.get(hunk.id)?.typedOver === true);
  if (typedOver.length === pending.length) return 'stale';
  if (typedOver.length > 0 || pending.some(({ hunk }) => isMarkedConflict(hunk))) return 'conflict';
  return started ? 'partial' : 'pending';
}

export function isMarkedConflict(hunk: PlacedHunk['hunk']): boolean {
  return hunk.marks.some((mark) => mark.conflict);
}

function toEdit({ hunk, start, end }: PlacedHunk): LineEdit {
  return { start, end, lines: hunk.added };
}

function staleText(review: FileReview, current: string | null, chosen: readonly PlacedHunk[]): PendingText {
  const lines = current === null ? 0 : splitLines(current).length;
  const places = chosen.map(({ hunk }): [HunkId, HunkPlace] => [
    hunk.id,
    {
      currentStart: 0,
      currentEnd: lines,
      pendingStart: hunk.proposedStart,
      pendingEnd: hunk.proposedEnd,
      typedOver: true,
    },
  ]);
  return { text: review.proposed, places: new Map(places) };
}

function layOut(regions: readonly MergeRegion[], chosen: readonly PlacedHunk[]): PendingText {
  const out: string[] = [];
  const places = new Map<HunkId, HunkPlace>();
  let current = 0;
  for (const region of regions) {
    const start = out.length;
    out.push(...resultOf(region));
    for (const index of region.edits) {
      const id = chosen[index]?.hunk.id;
      if (id === undefined) continue;
      const known = places.get(id);
      places.set(id, {
        currentStart: known?.currentStart ?? current,
        currentEnd: current + region.ours.length,
        pendingStart: known?.pendingStart ?? start,
        pendingEnd: out.length,
        typedOver: known?.typedOver === true || region.kind === 'conflict',
      });
    }
    current += region.ours.length;
  }
  return { text: out.join(''), places };
}

function resultOf(region: MergeRegion): readonly string[] {
  if (region.kind === 'ours') return region.ours;
  if (region.kind !== 'conflict' || region.base.length > 0) return region.theirs;
  return bothInsertions(region.ours, region.theirs);
}

/** Two different insertions at one place: keeping both loses nothing, but a person should look at their order. */
function bothInsertions(ours: readonly string[], theirs: readonly string[]): readonly string[] {
  const last = ours.at(-1);
  if (last === undefined || isTerminated(last)) return [...ours, ...theirs];
  if (theirs.every(isTerminated)) return [...theirs, ...ours];
  // Both end the file without a line end; one is needed between them, so take the kind that the insertion uses.
  const terminator = theirs.some((line) => line.endsWith('\r\n')) ? '\r\n' : '\n';
  return [...ours.slice(0, -1), last + terminator, ...theirs];
}
