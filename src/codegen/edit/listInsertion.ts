import type { SourceRange } from '../inspect/sourceRange';
import { textWidth } from '../render/textWidth';
import type { TextEdit } from './editPlan';
import { textEdit, type EditLabel } from './insertLines';
import { indentAt, indentText, isFirstOnLine, lineEndAt, lineStartAt, nextLineAt } from './textLines';

export interface ListStyle {
  /** Columns of a line before a list on one line is put one item a line. */
  readonly width: number;
  readonly indentUnit: string;
  /** A blank inside the brackets when on one line. */
  readonly spaced: boolean;
  readonly separator: ',' | ';';
}

/** A bracketed list in a source, brackets included. */
export interface SourceList extends SourceRange {
  readonly elements: readonly SourceRange[];
}

/** Edits that make `item` the element at `index` of a list, in the list's own layout. */
export function insertIntoList(
  source: string,
  list: SourceList,
  item: string,
  index: number,
  style: ListStyle,
  label: EditLabel,
): readonly TextEdit[] {
  const inner = source.slice(list.start + 1, list.end - 1);
  if (list.elements.length === 0) return insertIntoEmpty(source, list, inner, item, style, label);
  return inner.includes('\n')
    ? insertIntoLines(source, list, item, index, style, label)
    : insertIntoLine(source, list, item, index, style, label);
}

function insertIntoEmpty(
  source: string,
  list: SourceList,
  inner: string,
  item: string,
  style: ListStyle,
  label: EditLabel,
): readonly TextEdit[] {
  const margin = indentAt(source, list.start);
  const indented = indentText(item, margin + style.indentUnit);
  if (inner.trim() !== '') {
    // Comments alone: the item goes below them.
    const lineStart = lineStartAt(source, list.end - 1);
    if (!isFirstOnLine(source, list.end - 1)) {
      return [textEdit(list.end - 1, list.end - 1, `\n${indented}${style.separator}\n${margin}`, label)];
    }
    return [textEdit(lineStart, lineStart, `${indented}${style.separator}\n`, label)];
  }
  const gap = style.spaced ? ' ' : '';
  const flat = gap + item + gap;
  const text = fits(source, list, flat.length - inner.length, flat, style)
    ? flat
    : `\n${indented}${style.separator}\n${margin}`;
  return [textEdit(list.start + 1, list.end - 1, text, label)];
}

function insertIntoLine(
  source: string,
  list: SourceList,
  item: string,
  index: number,
  style: ListStyle,
  label: EditLabel,
): readonly TextEdit[] {
  const { elements } = list;
  if (!fits(source, list, item.length + 2, item, style))
    return explode(source, list, item, index, style, label);
  const next = elements[index];
  if (next !== undefined) return [textEdit(next.start, next.start, `${item}${style.separator} `, label)];
  const end = elements[elements.length - 1]?.end ?? list.start + 1;
  const trailing = source
    .slice(end, list.end - 1)
    .trimStart()
    .startsWith(style.separator);
  if (!trailing) return [textEdit(end, end, `${style.separator} ${item}`, label)];
  const after = source.indexOf(style.separator, end) + 1;
  // The comma of a tuple of one is no trailing comma.
  const kept = elements.length === 1 && style.separator === ',' ? '' : style.separator;
  return [textEdit(after, after, ` ${item}${kept}`, label)];
}

function explode(
  source: string,
  list: SourceList,
  item: string,
  index: number,
  style: ListStyle,
  label: EditLabel,
): readonly TextEdit[] {
  const margin = indentAt(source, list.start);
  const texts = list.elements.map((element) => source.slice(element.start, element.end));
  texts.splice(index, 0, item);
  const lines = texts
    .map((text) => `${indentText(text, margin + style.indentUnit)}${style.separator}\n`)
    .join('');
  return [textEdit(list.start + 1, list.end - 1, `\n${lines}${margin}`, label)];
}

function insertIntoLines(
  source: string,
  list: SourceList,
  item: string,
  index: number,
  style: ListStyle,
  label: EditLabel,
): readonly TextEdit[] {
  const { elements } = list;
  const before = elements[index - 1];
  const next = elements[index];
  const near = before ?? next;
  if (near === undefined) return [];
  const margin = indentAt(source, near.start);
  const indented = indentText(item, margin);
  if (before === undefined && next !== undefined) {
    if (!isFirstOnLine(source, next.start)) {
      return [textEdit(next.start, next.start, `${item}${style.separator} `, label)];
    }
    const at = nextLineAt(source, list.start);
    return [textEdit(at, at, `${indented}${style.separator}\n`, label)];
  }
  if (before === undefined) return [];
  const lineEnd = lineEndAt(source, before.end);
  if (next !== undefined) {
    const sameLine = next.start < lineEnd || !isFirstOnLine(source, next.start);
    if (sameLine) return [textEdit(next.start, next.start, `${item}${style.separator} `, label)];
    const at = nextLineAt(source, before.end);
    return [textEdit(at, at, `${indented}${style.separator}\n`, label)];
  }
  const separatorAt = separatorAfter(source, before.end, list.end - 1, style.separator);
  const closesOnLine = list.end - 1 < lineEnd;
  if (closesOnLine) {
    if (separatorAt === null) return [textEdit(before.end, before.end, `${style.separator} ${item}`, label)];
    return [textEdit(separatorAt + 1, separatorAt + 1, ` ${item}${style.separator}`, label)];
  }
  const at = nextLineAt(source, separatorAt ?? before.end);
  if (separatorAt !== null) return [textEdit(at, at, `${indented}${style.separator}\n`, label)];
  return [textEdit(before.end, before.end, style.separator, label), textEdit(at, at, `${indented}\n`, label)];
}

/** The separator between the last element and the bracket, comments in between skipped; null when there is none. */
function separatorAfter(source: string, from: number, to: number, separator: string): number | null {
  let position = from;
  while (position < to) {
    const rest = source.slice(position, to);
    const comment = /^(#|\/\/)[^\n]*|^\/\*[^]*?\*\//.exec(rest)?.[0];
    if (comment !== undefined) position += comment.length;
    else if (rest.startsWith(separator)) return position;
    else position += 1;
  }
  return null;
}

function fits(source: string, list: SourceList, added: number, item: string, style: ListStyle): boolean {
  if (item.includes('\n')) return false;
  const line = source.slice(lineStartAt(source, list.start), lineEndAt(source, list.end - 1));
  return textWidth(line) + added <= style.width;
}

/** Where a key belongs: in its place when the keys that are there are sorted, else at the end. */
export function sortedIndex(
  keys: readonly string[],
  key: string,
  compare: (left: string, right: string) => number,
): number {
  const isSorted = keys.every((item, index) => index === 0 || compare(keys[index - 1] ?? '', item) <= 0);
  if (!isSorted) return keys.length;
  const index = keys.findIndex((item) => compare(item, key) > 0);
  return index === -1 ? keys.length : index;
}
