import { isBlank, isTerminated } from './lines';

/** Lines `start` to `end` of the base (0-based, end exclusive) replaced by `lines`. In a list: in order, not overlapping. */
export interface LineEdit {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/**
 * A stretch of a three-way merge. `base` nobody changed, `ours` and `theirs` one side changed, `both` changed alike,
 * `conflict` changed differently. The lines of all three sides are given for each; concatenated they are the three texts.
 */
export interface MergeRegion {
  readonly kind: 'base' | 'ours' | 'theirs' | 'both' | 'conflict';
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
  /** Indexes of the edits of `theirs` in it. */
  readonly edits: readonly number[];
}

interface Owned extends LineEdit {
  readonly side: 'ours' | 'theirs';
  readonly index: number;
}

interface Group {
  start: number;
  end: number;
  readonly edits: Owned[];
}

/**
 * Merges two lists of edits of one base. Edits that are adjacent merge cleanly, an insertion going before the line it
 * stands before, unless that would be ambiguous (`touches`). The result does not depend on which side is called ours.
 */
export function mergeEdits(
  base: readonly string[],
  ours: readonly LineEdit[],
  theirs: readonly LineEdit[],
): MergeRegion[] {
  const regions: MergeRegion[] = [];
  let at = 0;
  const copyTo = (end: number): void => {
    if (end <= at) return;
    const lines = base.slice(at, end);
    regions.push({ kind: 'base', base: lines, ours: lines, theirs: lines, edits: [] });
    at = end;
  };
  for (const group of groupEdits(ours, theirs)) {
    copyTo(group.start);
    regions.push(...regionsOf(base, group));
    at = group.end;
  }
  copyTo(base.length);
  return regions;
}

function groupEdits(ours: readonly LineEdit[], theirs: readonly LineEdit[]): Group[] {
  const own = (side: Owned['side']) => (edit: LineEdit, index: number) => ({ ...edit, side, index });
  const edits: Owned[] = [...ours.map(own('ours')), ...theirs.map(own('theirs'))];
  edits.sort((a, b) => a.start - b.start || a.end - b.end);
  const groups: Group[] = [];
  for (const edit of edits) {
    const first = firstTouched(groups, edit);
    const joined: Group = { start: edit.start, end: edit.end, edits: [] };
    for (const group of groups.splice(first)) {
      joined.start = Math.min(joined.start, group.start);
      joined.end = Math.max(joined.end, group.end);
      joined.edits.push(...group.edits);
    }
    joined.edits.push(edit);
    groups.push(joined);
  }
  return groups;
}

/** Index of the first group that the edit touches, the number of groups when there is none. */
function firstTouched(groups: readonly Group[], edit: Owned): number {
  let first = groups.length;
  for (let index = groups.length - 1; index >= 0; index -= 1) {
    const group = groups[index];
    if (group === undefined || group.end < edit.start) break;
    if (group.edits.some((other) => other.side !== edit.side && touches(other, edit))) first = index;
  }
  return first;
}

/** Whether two edits of different sides cannot be told apart in order or place. `first` starts no later than `second`. */
function touches(first: LineEdit, second: LineEdit): boolean {
  if (second.start < first.end) return true;
  if (first.start === second.start && first.end === second.end) return true;
  if (second.start > first.end) return false;
  // Adjacent. A line without a terminator cannot be followed, and lines that both sides added would come out twice.
  const last = first.lines.at(-1);
  if (last !== undefined && !isTerminated(last) && second.lines.length > 0) return true;
  return first.lines.some((line) => !isBlank(line) && second.lines.includes(line));
}

function regionsOf(base: readonly string[], group: Group): MergeRegion[] {
  const before = base.slice(group.start, group.end);
  const ours = render(base, group, 'ours');
  const theirs = render(base, group, 'theirs');
  const edits = group.edits.filter((edit) => edit.side === 'theirs').map((edit) => edit.index);
  if (edits.length === 0) return [{ kind: 'ours', base: before, ours, theirs, edits }];
  if (edits.length === group.edits.length) return [{ kind: 'theirs', base: before, ours, theirs, edits }];
  if (sameLines(ours, theirs)) return [{ kind: 'both', base: before, ours, theirs, edits }];
  if (before.length > 0) return [{ kind: 'conflict', base: before, ours, theirs, edits }];
  return insertionRegions(ours, theirs, edits);
}

/** Two insertions at one place agree on their common first and last lines; only what lies between can conflict. */
function insertionRegions(
  ours: readonly string[],
  theirs: readonly string[],
  edits: readonly number[],
): MergeRegion[] {
  const limit = Math.min(ours.length, theirs.length);
  let head = 0;
  while (head < limit && ours[head] === theirs[head]) head += 1;
  let tail = 0;
  while (tail < limit - head && ours.at(-1 - tail) === theirs.at(-1 - tail)) tail += 1;
  const parts: MergeRegion[] = [];
  const add = (kind: MergeRegion['kind'], own: readonly string[], other: readonly string[]): void => {
    if (own.length + other.length > 0) parts.push({ kind, base: [], ours: own, theirs: other, edits });
  };
  const ownRest = ours.slice(head, ours.length - tail);
  const otherRest = theirs.slice(head, theirs.length - tail);
  add('both', ours.slice(0, head), theirs.slice(0, head));
  add(ownRest.length === 0 ? 'theirs' : otherRest.length === 0 ? 'ours' : 'conflict', ownRest, otherRest);
  add('both', ours.slice(ours.length - tail), theirs.slice(theirs.length - tail));
  return parts;
}

function render(base: readonly string[], group: Group, side: Owned['side']): string[] {
  const out: string[] = [];
  let at = group.start;
  for (const edit of group.edits) {
    if (edit.side !== side) continue;
    out.push(...base.slice(at, edit.start), ...edit.lines);
    at = edit.end;
  }
  out.push(...base.slice(at, group.end));
  return out;
}

function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}
