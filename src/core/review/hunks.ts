import type { FileChange, Mark } from '../model/changeSet';
import { fingerprint } from './fingerprint';
import { diffLines } from './lineDiff';
import { splitLines } from './lines';
import type { HunkId } from './reviewService';

/**
 * One piece of a change that is accepted or rejected as a whole. Positions are lines of `change.base` and
 * `change.proposed`, 0-based, end exclusive; they never move. A new file is one hunk, also when it is empty.
 */
export interface Hunk {
  readonly id: HunkId;
  readonly kind: 'create' | 'edit';
  readonly baseStart: number;
  readonly baseEnd: number;
  readonly removed: readonly string[];
  readonly proposedStart: number;
  readonly proposedEnd: number;
  readonly added: readonly string[];
  /** The marks that its lines carry. */
  readonly marks: readonly Mark[];
}

type Piece = Pick<Hunk, 'kind' | 'baseStart' | 'baseEnd' | 'proposedStart' | 'proposedEnd'>;

type ComparedChange = Pick<FileChange, 'path' | 'base' | 'proposed' | 'marks'>;

const computed = new WeakMap<ComparedChange, readonly Hunk[]>();

/** The hunks of a change in the order of the file; the same change always gives the same hunks. */
export function computeHunks(change: ComparedChange): readonly Hunk[] {
  const known = computed.get(change) ?? hunksOf(change);
  computed.set(change, known);
  return known;
}

function hunksOf(change: ComparedChange): readonly Hunk[] {
  const base = splitLines(change.base ?? '');
  const proposed = splitLines(change.proposed);
  const seen = new Map<string, number>();
  return pieces(change, base, proposed).map((piece) => {
    const removed = base.slice(piece.baseStart, piece.baseEnd);
    const added = proposed.slice(piece.proposedStart, piece.proposedEnd);
    const content = [change.path, `${removed.length}`, ...removed, ...added];
    const key = content.join('\0');
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    const marks = change.marks.filter((mark) => carries(piece, mark));
    return { ...piece, id: fingerprint([...content, `#${occurrence}`]), removed, added, marks };
  });
}

/** The text with some hunks of its change applied; `base` is the `change.base` that they were computed from. */
export function applyHunks(base: string | null, hunks: readonly Hunk[]): string | null {
  if (base === null && hunks.length === 0) return null;
  const lines = splitLines(base ?? '');
  const out: string[] = [];
  let at = 0;
  for (const hunk of hunks) {
    out.push(...lines.slice(at, hunk.baseStart), ...hunk.added);
    at = hunk.baseEnd;
  }
  return [...out, ...lines.slice(at)].join('');
}

function pieces(
  change: Pick<FileChange, 'base' | 'marks'>,
  base: readonly string[],
  proposed: readonly string[],
): Piece[] {
  if (change.base === null) {
    return [{ kind: 'create', baseStart: 0, baseEnd: 0, proposedStart: 0, proposedEnd: proposed.length }];
  }
  return diffLines(base, proposed).flatMap((range) =>
    splitByMarks(
      {
        kind: 'edit',
        baseStart: range.start,
        baseEnd: range.end,
        proposedStart: range.newStart,
        proposedEnd: range.newEnd,
      },
      change.marks,
    ),
  );
}

/**
 * Adjacent changes with different marks (an import, a registration) can be decided one by one where it is clear which old
 * lines belong to which new ones: pure insertions, and replacements line by line.
 */
function splitByMarks(piece: Piece, marks: readonly Mark[]): Piece[] {
  const removed = piece.baseEnd - piece.baseStart;
  const added = piece.proposedEnd - piece.proposedStart;
  if (removed !== 0 && removed !== added) return [piece];
  const starts = segmentStarts(piece, marks);
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? piece.proposedEnd;
    const offset = (line: number): number => (removed === 0 ? 0 : line - piece.proposedStart);
    return {
      kind: piece.kind,
      baseStart: piece.baseStart + offset(start),
      baseEnd: piece.baseStart + offset(end),
      proposedStart: start,
      proposedEnd: end,
    };
  });
}

/**
 * First lines of the segments of a piece: where a mark begins that no other mark spans. Lines without a mark go with the
 * marked ones after them, since blank lines precede a block.
 */
function segmentStarts(piece: Piece, marks: readonly Mark[]): number[] {
  const near = marks.filter((mark) => overlaps(piece, mark));
  const starts = [piece.proposedStart];
  let lastMarked: number | undefined;
  for (let line = piece.proposedStart; line < piece.proposedEnd; line += 1) {
    if (!near.some((mark) => mark.startLine <= line && line < mark.endLine)) continue;
    const begins = near.some((mark) => mark.startLine === line);
    const spanned = near.some((mark) => mark.startLine < line && line < mark.endLine);
    if (lastMarked !== undefined && begins && !spanned) starts.push(lastMarked + 1);
    lastMarked = line;
  }
  return starts;
}

function overlaps(piece: Piece, mark: Mark): boolean {
  return mark.startLine < piece.proposedEnd && piece.proposedStart < mark.endLine;
}

/** A hunk that only deletes has no lines in the proposed text: marks that touch its place speak for it. */
function carries(piece: Piece, mark: Mark): boolean {
  if (piece.kind === 'create') return true;
  if (piece.proposedStart === piece.proposedEnd || mark.startLine === mark.endLine) {
    return mark.startLine <= piece.proposedEnd && piece.proposedStart <= mark.endLine;
  }
  return overlaps(piece, mark);
}
