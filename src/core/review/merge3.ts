import { diffLines } from './lineDiff';
import { splitLines } from './lines';
import { mergeEdits } from './mergeRegions';
import type { LineEdit } from './mergeRegions';

/** Lines `start` to `end` (0-based, end exclusive) of the merged text are one side's; the others are here. */
export interface MergeConflict {
  readonly start: number;
  readonly end: number;
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** Never holds conflict markers: where the sides disagree, the text has one of them and the conflict has both. */
export interface MergeResult {
  readonly text: string;
  readonly conflicts: readonly MergeConflict[];
}

/** Three-way merge by lines; in a conflict the text has `theirs` (what was generated). */
export function merge3(base: string, ours: string, theirs: string): MergeResult {
  return merge(base, ours, theirs, 'theirs');
}

/** Three-way merge by lines; in a conflict the text has `ours` (what the person wrote). */
export function mergeKeepingOurs(base: string, ours: string, theirs: string): MergeResult {
  return merge(base, ours, theirs, 'ours');
}

/** How the second text came from the first. */
export function editsBetween(from: readonly string[], to: readonly string[]): LineEdit[] {
  return diffLines(from, to).map(({ start, end, newStart, newEnd }) => ({
    start,
    end,
    lines: to.slice(newStart, newEnd),
  }));
}

function merge(base: string, ours: string, theirs: string, winner: 'ours' | 'theirs'): MergeResult {
  const lines = splitLines(base);
  const out: string[] = [];
  const conflicts: MergeConflict[] = [];
  const regions = mergeEdits(
    lines,
    editsBetween(lines, splitLines(ours)),
    editsBetween(lines, splitLines(theirs)),
  );
  for (const region of regions) {
    const start = out.length;
    const side = region.kind === 'conflict' ? winner : region.kind === 'ours' ? 'ours' : 'theirs';
    out.push(...region[side]);
    if (region.kind === 'conflict') {
      conflicts.push({
        start,
        end: out.length,
        base: region.base,
        ours: region.ours,
        theirs: region.theirs,
      });
    }
  }
  return { text: out.join(''), conflicts };
}
