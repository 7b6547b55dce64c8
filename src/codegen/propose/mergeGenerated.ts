import { merge3, type MergeConflict } from '../../core/review/merge3';
import { lineEndOf } from './fileState';

export type GeneratedMerge =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'merged'; readonly text: string; readonly conflicts: readonly MergeConflict[] };

/**
 * Brings a newly generated text into what a person made of the last one. Generated texts have LF; the result has the
 * line ends and the byte order mark of the current text. Where both changed the same lines the result holds the
 * generated ones and names the conflict.
 */
export function mergeGenerated(last: string, current: string, next: string): GeneratedMerge {
  if (last === next) return { kind: 'unchanged' };
  const lineEnd = lineEndOf(current);
  const mark = current.startsWith('\ufeff') ? '\ufeff' : '';
  const adapt = (text: string): string => mark + (lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd));
  const { text, conflicts } = merge3(adapt(last), current, adapt(next));
  return text === current ? { kind: 'unchanged' } : { kind: 'merged', text, conflicts };
}
