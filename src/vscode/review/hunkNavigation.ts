import type { HunkView, PendingFile } from '../../core/review/reviewService';

export interface HunkPlace {
  readonly file: PendingFile;
  readonly hunk: HunkView;
}

/** The pending hunks of a run in review order. */
export function pendingPlaces(files: readonly PendingFile[]): readonly HunkPlace[] {
  return files.flatMap((file) =>
    [...file.hunks]
      .sort((left, right) => left.pendingStart - right.pendingStart)
      .map((hunk) => ({ file, hunk })),
  );
}

/** Where the cursor is: a line (0-based) of the proposed text or of the file as it is now. */
export interface Cursor {
  readonly path: string;
  readonly line: number;
  readonly side: 'pending' | 'current';
}

/** The hunk at the cursor, else the nearest one of its file. */
export function hunkAtCursor(files: readonly PendingFile[], cursor: Cursor): HunkPlace | undefined {
  const inFile = pendingPlaces(files).filter((place) => place.file.path === cursor.path);
  return inFile.toSorted((left, right) => distance(left.hunk, cursor) - distance(right.hunk, cursor))[0];
}

/** The next or previous hunk after the cursor, across files, round the end. Without a cursor: the first or last. */
export function stepHunk(
  files: readonly PendingFile[],
  cursor: Cursor | undefined,
  direction: 'next' | 'previous',
): HunkPlace | undefined {
  const places = pendingPlaces(files);
  const fallback = direction === 'next' ? places[0] : places.at(-1);
  if (cursor === undefined) return fallback;
  const order = new Map(files.map((file, index) => [String(file.path), index]));
  const own = order.get(cursor.path);
  if (own === undefined) return fallback;
  const before = (place: HunkPlace): boolean => compare(place, own, cursor, order) < 0;
  const after = (place: HunkPlace): boolean => compare(place, own, cursor, order) > 0;
  return (direction === 'next' ? places.find(after) : places.findLast(before)) ?? fallback;
}

function compare(
  place: HunkPlace,
  ownFile: number,
  cursor: Cursor,
  order: ReadonlyMap<string, number>,
): number {
  const file = order.get(place.file.path) ?? 0;
  return file === ownFile ? startOf(place.hunk, cursor) - cursor.line : file - ownFile;
}

function startOf(hunk: HunkView, cursor: Cursor): number {
  return cursor.side === 'pending' ? hunk.pendingStart : hunk.currentStart;
}

function distance(hunk: HunkView, cursor: Cursor): number {
  const start = startOf(hunk, cursor);
  const end = Math.max(start, (cursor.side === 'pending' ? hunk.pendingEnd : hunk.currentEnd) - 1);
  if (cursor.line < start) return start - cursor.line;
  return cursor.line > end ? cursor.line - end : 0;
}
