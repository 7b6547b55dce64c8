import type { FileReview } from './fileReview';
import { merge3 } from './merge3';

/** Whether a person accepted something of the file. */
export function isAccepted(review: FileReview): boolean {
  return review.decisions.some(({ kind }) => kind === 'accepted') && review.base !== null;
}

/**
 * The file as it should be in a commit on top of `below`: what was accepted and nothing else, so that lines which a
 * person has changed and not committed stay uncommitted. Where the two cannot be told apart, what was accepted.
 */
export function committedText({ change, base: accepted }: FileReview, below: string | undefined): string {
  const text = accepted ?? '';
  if (below === undefined || change.base === null || below === change.base) return text;
  // What git gave as text was none: it cannot be merged and written again.
  if (below.includes('\uFFFD')) return text;
  const merged = merge3(change.base, below, text);
  return merged.conflicts.length === 0 ? merged.text : text;
}
