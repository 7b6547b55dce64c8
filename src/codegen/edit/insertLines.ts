import type { TextEdit } from './editPlan';
import { lineEndAt, nextLineAt } from './textLines';

/** What a hunk says about itself. */
export interface EditLabel {
  readonly title: string;
  readonly provides?: readonly string[];
  readonly requires?: readonly string[];
}

export function textEdit(start: number, end: number, text: string, label: EditLabel): TextEdit {
  return {
    start,
    end,
    text,
    title: label.title,
    provides: label.provides ?? [],
    requires: label.requires ?? [],
  };
}

/** Adds whole lines below the line at an offset; a text without a last newline stays without. */
export function linesAfter(source: string, offset: number, lines: string, label: EditLabel): TextEdit {
  const next = nextLineAt(source, offset);
  if (next > 0 && source.charAt(next - 1) === '\n' && next > offset)
    return textEdit(next, next, `${lines}\n`, label);
  const end = lineEndAt(source, offset);
  return textEdit(end, end, `\n${lines}`, label);
}

/** Adds whole lines above the line that starts at an offset. */
export function linesBefore(lineStart: number, lines: string, label: EditLabel): TextEdit {
  return textEdit(lineStart, lineStart, `${lines}\n`, label);
}

/** Adds whole lines at the end of a text, above blank lines that it ends with. */
export function linesAtEnd(source: string, lines: string, label: EditLabel): TextEdit {
  const content = source.trimEnd().length;
  if (content > 0 && source !== '\uFEFF') return linesAfter(source, content, lines, label);
  return textEdit(source.length, source.length, `${lines}\n`, label);
}
