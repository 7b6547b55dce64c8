import { diffArrays } from 'diff';

/** Lines `start` to `end` (0-based, end exclusive) of the first text became lines `newStart` to `newEnd` of the second. */
export interface LineChange {
  readonly start: number;
  readonly end: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Beyond this many edits in a stretch without unique lines the whole stretch counts as replaced: Myers is quadratic in them. */
const MAX_EDITS = 2_000;

interface Range {
  readonly a: number;
  readonly aEnd: number;
  readonly b: number;
  readonly bEnd: number;
}

/**
 * Patience diff: lines that occur once on both sides anchor the rest, so that changes follow functions and blocks rather
 * than stray braces; stretches without such lines go to Myers. Changes are in order, not empty and never adjacent.
 */
export function diffLines(a: readonly string[], b: readonly string[]): LineChange[] {
  const changes: LineChange[] = [];
  diffRange(a, b, { a: 0, aEnd: a.length, b: 0, bEnd: b.length }, changes);
  return changes;
}

function diffRange(a: readonly string[], b: readonly string[], range: Range, out: LineChange[]): void {
  let { a: aStart, aEnd, b: bStart, bEnd } = range;
  while (aStart < aEnd && bStart < bEnd && a[aStart] === b[bStart]) {
    aStart += 1;
    bStart += 1;
  }
  while (aStart < aEnd && bStart < bEnd && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd -= 1;
    bEnd -= 1;
  }
  const rest = { a: aStart, aEnd, b: bStart, bEnd };
  if (aStart === aEnd || bStart === bEnd) {
    push(out, rest);
    return;
  }
  const anchors = uniqueAnchors(a, b, rest);
  if (anchors.length === 0) {
    diffWithoutAnchors(a, b, rest, out);
    return;
  }
  for (const anchor of [...anchors, { a: aEnd, b: bEnd }]) {
    diffRange(a, b, { a: aStart, aEnd: anchor.a, b: bStart, bEnd: anchor.b }, out);
    aStart = anchor.a + 1;
    bStart = anchor.b + 1;
  }
}

function diffWithoutAnchors(
  a: readonly string[],
  b: readonly string[],
  range: Range,
  out: LineChange[],
): void {
  const left = a.slice(range.a, range.aEnd);
  const right = b.slice(range.b, range.bEnd);
  const known = new Set(left);
  const parts = right.some((line) => known.has(line))
    ? diffArrays(left, right, { maxEditLength: MAX_EDITS })
    : undefined;
  if (parts === undefined) {
    push(out, range);
    return;
  }
  let [aAt, bAt] = [range.a, range.b];
  for (const part of parts) {
    const count = part.value.length;
    const aNext = part.added ? aAt : aAt + count;
    const bNext = part.removed ? bAt : bAt + count;
    if (part.added || part.removed) push(out, { a: aAt, aEnd: aNext, b: bAt, bEnd: bNext });
    aAt = aNext;
    bAt = bNext;
  }
}

function push(out: LineChange[], range: Range): void {
  if (range.a === range.aEnd && range.b === range.bEnd) return;
  const last = out.at(-1);
  if (last?.end === range.a && last.newEnd === range.b) {
    out[out.length - 1] = { ...last, end: range.aEnd, newEnd: range.bEnd };
    return;
  }
  out.push({ start: range.a, end: range.aEnd, newStart: range.b, newEnd: range.bEnd });
}

interface Anchor {
  readonly a: number;
  readonly b: number;
}

function uniqueAnchors(a: readonly string[], b: readonly string[], range: Range): Anchor[] {
  const inA = uniquePositions(a, range.a, range.aEnd);
  const inB = uniquePositions(b, range.b, range.bEnd);
  const pairs: Anchor[] = [];
  for (const [line, position] of inA) {
    const other = inB.get(line);
    if (position !== undefined && other !== undefined) pairs.push({ a: position, b: other });
  }
  return longestIncreasing(pairs);
}

/** Lines in the range with their position; undefined marks a line that occurs more than once. */
function uniquePositions(
  lines: readonly string[],
  start: number,
  end: number,
): Map<string, number | undefined> {
  const positions = new Map<string, number | undefined>();
  for (let index = start; index < end; index += 1) {
    const line = lines[index] ?? '';
    positions.set(line, positions.has(line) ? undefined : index);
  }
  return positions;
}

/** Pairs come in the order of `a` (a Map keeps it, and a unique line is set once); patience sorting orders them by `b` too. */
function longestIncreasing(pairs: readonly Anchor[]): Anchor[] {
  const tails: number[] = [];
  const previous: (number | undefined)[] = [];
  pairs.forEach((pair, index) => {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const tail = pairs[tails[middle] ?? 0];
      if (tail !== undefined && tail.b < pair.b) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? undefined : tails[low - 1];
    tails[low] = index;
  });
  const chain: Anchor[] = [];
  let at = tails.at(-1);
  while (at !== undefined) {
    const pair = pairs[at];
    if (pair !== undefined) chain.push(pair);
    at = previous[at];
  }
  return chain.reverse();
}
