import type { Mark } from '../../core/model/changeSet';
import type { TextEdit } from '../edit/editPlan';

/** A file while targets are applied to it one after another; marks follow the lines they belong to. */
export interface FileState {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** Applies edits of one plan: the marks of earlier plans move with the text, one new mark an edit. */
export function applyToState(state: FileState, edits: readonly TextEdit[], conflict: boolean): FileState {
  const ordered = [...edits].sort((left, right) => left.start - right.start);
  const lineEnd = lineEndOf(state.text);
  let text = '';
  let cursor = 0;
  let marks = state.marks;
  const added: Mark[] = [];
  let lineShift = 0;
  for (const edit of ordered) {
    const inserted = lineEnd === '\n' ? edit.text : edit.text.replaceAll('\n', lineEnd);
    text += state.text.slice(cursor, edit.start) + inserted;
    cursor = edit.end;
    const sourceLine = countLines(state.text.slice(0, edit.start));
    const removed = countLines(state.text.slice(edit.start, edit.end));
    const delta = countLines(inserted) - removed;
    marks = marks.map((mark) => shiftMark(mark, sourceLine + lineShift, removed, delta));
    added.push(markOf(text, inserted, edit, conflict));
    lineShift += delta;
  }
  return { text: text + state.text.slice(cursor), marks: [...marks, ...added] };
}

/** The line end that most lines of a text have. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const crlf = text.split('\r\n').length - 1;
  const lf = text.split('\n').length - 1 - crlf;
  return crlf > lf ? '\r\n' : '\n';
}

/** Lines that an edit touches in the text that ends with what it inserted. */
function markOf(textSoFar: string, inserted: string, edit: TextEdit, conflict: boolean): Mark {
  const body = inserted.replace(/^(\r?\n)+/, '').replace(/(\r?\n)+$/, '');
  const leading = inserted.length - inserted.replace(/^(\r?\n)+/, '').length;
  const startLine = countLines(textSoFar.slice(0, textSoFar.length - inserted.length + leading));
  return {
    startLine,
    endLine: startLine + countLines(body) + 1,
    title: edit.title,
    provides: edit.provides,
    requires: edit.requires,
    conflict,
  };
}

function shiftMark(mark: Mark, line: number, removed: number, delta: number): Mark {
  if (mark.endLine <= line) return mark;
  if (mark.startLine >= line + removed) {
    return { ...mark, startLine: mark.startLine + delta, endLine: mark.endLine + delta };
  }
  return { ...mark, endLine: Math.max(mark.startLine + 1, mark.endLine + delta) };
}

function countLines(text: string): number {
  let count = 0;
  for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1)) count += 1;
  return count;
}
