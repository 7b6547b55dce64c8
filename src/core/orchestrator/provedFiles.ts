import type { FileChange } from '../model/changeSet';
import type { FileReview } from '../review/fileReview';
import { fingerprint } from '../review/fingerprint';
import { mergeKeepingOurs } from '../review/merge3';
import type { PendingFile } from '../review/reviewService';

/**
 * The files as they would be: what was accepted and what is pending, without what was rejected, typing in between kept on
 * both sides. A file that nothing is left of is not in it.
 */
export function provedFiles(
  reviews: readonly FileReview[],
  pending: readonly PendingFile[],
): readonly FileChange[] {
  const files = new Map(pending.map((file) => [file.path, file]));
  return reviews.flatMap((review): FileChange[] => {
    const file = files.get(review.change.path);
    if (file === undefined) return [];
    const isAccepted = review.decisions.some((decision) => decision.kind === 'accepted');
    if (!isAccepted && file.hunks.length === 0) return [];
    const base = isAccepted ? withoutAccepted(review, file.current) : file.current;
    const proposed = file.pending;
    return base === proposed ? [] : [{ ...review.change, base, proposed }];
  });
}

/** The file as it would be today without the run. */
function withoutAccepted({ change, base }: FileReview, current: string | null): string | null {
  if (change.base === null) return null;
  return mergeKeepingOurs(base ?? '', current ?? '', change.base).text;
}

/** Sums up what is proved; the same sum needs no second proof. */
export function proofKey(files: readonly Pick<FileChange, 'path' | 'proposed'>[]): string {
  return fingerprint([...files].sort(byPath).flatMap(({ path, proposed }) => [path, proposed]));
}

const byPath = (one: { readonly path: string }, other: { readonly path: string }): number =>
  one.path < other.path ? -1 : 1;
