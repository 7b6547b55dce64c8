import { LAYERS } from '../model/changeSet';
import type { FileReview } from './fileReview';

/** Edits to existing files first (they can break something), then new files; each by layer, then by path. */
export function orderReviews(reviews: readonly FileReview[]): FileReview[] {
  return [...reviews].sort(
    (a, b) =>
      Number(a.change.base === null) - Number(b.change.base === null) ||
      LAYERS.indexOf(a.change.layer) - LAYERS.indexOf(b.change.layer) ||
      comparePaths(a.change.path, b.change.path),
  );
}

/** By code unit: the same on every machine, whatever its locale. */
function comparePaths(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
