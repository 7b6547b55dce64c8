import type { FileChange, Mark } from '../model/changeSet';
import { diffLines, type LineChange } from '../review/lineDiff';
import { splitLines } from '../review/lines';

/**
 * One change of a file from those of two phases, the second of which went on from what the first proposed. What the first says
 * of its lines moves with them. Undefined when the second did not begin with that text: it would overwrite it.
 */
export function chainedChange(first: FileChange, second: FileChange): FileChange | undefined {
  if (second.base !== first.proposed) return undefined;
  const changes = diffLines(splitLines(first.proposed), splitLines(second.proposed));
  const moved = first.marks.map((mark) => movedMark(mark, changes));
  return { ...second, base: first.base, layer: first.layer, marks: [...moved, ...second.marks] };
}

function movedMark(mark: Mark, changes: readonly LineChange[]): Mark {
  const first = changes.findLast(({ start }) => start <= mark.startLine);
  const last = changes.findLast(({ start }) => start < mark.endLine);
  // One end of it may lie inside of what was replaced: it takes in the replacement.
  const startLine = moved(mark.startLine, first, first?.newStart);
  const endLine = moved(mark.endLine, last, last?.newEnd);
  return { ...mark, startLine, endLine: Math.max(startLine, endLine) };
}

function moved(line: number, change: LineChange | undefined, inside = line): number {
  if (change === undefined) return line;
  return line < change.end ? inside : line + change.newEnd - change.end;
}
