import { merge3, type MergeConflict, type MergeResult } from '../../core/review/merge3';
import { splitLines } from '../../core/review/lines';
import { lineEndOf } from './fileState';

export type GeneratedMerge =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'merged'; readonly text: string; readonly conflicts: readonly MergeConflict[] };

/** Whether lines that both sides put in one place are a conflict, or both stay: members of a class have no order. */
export type Insertions = 'conflict' | 'both';

/**
 * Brings a newly generated text into what a person made of the last one. Generated texts have LF; the result has the
 * line ends and the byte order mark of the current text. Where both changed the same lines the result holds the
 * generated ones and names the conflict.
 */
export function mergeGenerated(
  last: string,
  current: string,
  next: string,
  insertions: Insertions = 'conflict',
): GeneratedMerge {
  if (last === next) return { kind: 'unchanged' };
  const lineEnd = lineEndOf(current);
  const mark = current.startsWith('\ufeff') ? '\ufeff' : '';
  const adapt = (text: string): string => mark + (lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd));
  const { text, conflicts } =
    insertions === 'both'
      ? mergeInsertions(adapt(last), current, adapt(next), lineEnd)
      : merge3(adapt(last), current, adapt(next));
  return text === current ? { kind: 'unchanged' } : { kind: 'merged', text, conflicts };
}

/** The last line may have no end: with one, what follows it is an insertion and no change of it. */
function mergeInsertions(last: string, current: string, next: string, lineEnd: string): MergeResult {
  const ended = current.endsWith(lineEnd);
  const end = (text: string): string => (text.endsWith(lineEnd) ? text : text + lineEnd);
  const merge = merge3(end(last), end(current), end(next));
  const lines = [...splitLines(merge.text)];
  const conflicts: MergeConflict[] = [];
  let added = 0;
  for (const conflict of merge.conflicts) {
    const [start, stop] = [conflict.start + added, conflict.end + added];
    const generated = lines.slice(start, stop);
    if (isWithin(generated, conflict.ours)) {
      lines.splice(start, generated.length, ...conflict.ours);
      added += conflict.ours.length - generated.length;
    } else if (conflict.base.length === 0) {
      // What a blank line holds apart is a section of its own: relationships, which stand below columns.
      const isSection = conflict.ours[0]?.trim() === '';
      lines.splice(isSection ? stop : start, 0, ...conflict.ours);
      added += conflict.ours.length;
    } else {
      conflicts.push({ ...conflict, start, end: stop });
    }
  }
  const text = lines.join('');
  return { text: ended ? text : text.slice(0, -lineEnd.length), conflicts };
}

/** Whether all lines stand among the others, in their order: those have only more. */
function isWithin(lines: readonly string[], others: readonly string[]): boolean {
  let next = 0;
  for (const line of others) if (line === lines[next]) next += 1;
  return next === lines.length;
}
