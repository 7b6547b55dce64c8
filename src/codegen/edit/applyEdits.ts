import { AppError } from '../../core/model/appError';
import type { Mark } from '../../core/model/changeSet';
import type { ParsedLanguage, Parsers } from '../inspect/parsers';
import type { TextEdit } from './editPlan';
import { lineEndOf } from './textLines';

export interface EditedText {
  readonly text: string;
  /** Where each edit stands in `text`. */
  readonly marks: readonly Mark[];
}

/** Applies edits that do not overlap; those at one place keep their order. Inserted lines get the source's line end. */
export function applyEdits(source: string, edits: readonly TextEdit[]): EditedText {
  const lineEnd = lineEndOf(source);
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((left, right) => left.edit.start - right.edit.start || left.index - right.index)
    .map(({ edit }) => edit);
  const marks: Mark[] = [];
  let text = '';
  let position = 0;
  let line = 0;
  const append = (part: string): void => {
    text += part;
    line += newlines(part);
  };
  for (const edit of ordered) {
    if (edit.start < position || edit.end < edit.start) {
      throw new AppError('internal', `Two edits overlap at ${edit.start}.`, 'Run the command again.');
    }
    append(source.slice(position, edit.start));
    const inserted = edit.text.replace(/\r\n/g, '\n');
    // Blank lines at either end of what is inserted are not part of the mark.
    const startLine = line + newlines(/^\n*/.exec(inserted)?.[0] ?? '');
    append(lineEnd === '\n' ? inserted : inserted.replaceAll('\n', lineEnd));
    const endLine = line + 1 - newlines(/\n*$/.exec(inserted)?.[0] ?? '');
    const { title, provides, requires } = edit;
    marks.push({
      startLine,
      endLine: Math.max(startLine, endLine),
      title,
      provides,
      requires,
      conflict: false,
    });
    position = edit.end;
  }
  append(source.slice(position));
  return { text, marks };
}

/** Applies edits and parses the result. Throws AppError `parseFailed` when it has syntax errors that the source had not. */
export function applyEditsChecked(
  parsers: Parsers,
  language: ParsedLanguage,
  source: string,
  edits: readonly TextEdit[],
): EditedText {
  const edited = applyEdits(source, edits);
  const problems = parsers.syntaxErrors(language, edited.text);
  if (problems.length > parsers.syntaxErrors(language, source).length) {
    const [first] = problems;
    throw new AppError(
      'parseFailed',
      `The edit would break the file at line ${first?.line ?? 1}: ${first?.message ?? 'it does not parse'}.`,
      'Make the change by hand, or report the file that it happens with.',
    );
  }
  return edited;
}

function newlines(text: string): number {
  return text.split('\n').length - 1;
}
