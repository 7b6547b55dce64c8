/**
 * A line with its terminator is the unit of review, so that CRLF, mixed line ends, a byte order mark (part of the first
 * line) and a missing final newline survive byte for byte. Only `\n` ends a line: then joining lines and splitting again
 * gives the same lines, which a lone `\r` before a `\n` would break.
 */
export function splitLines(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    const next = end === -1 ? text.length : end + 1;
    lines.push(text.slice(start, next));
    start = next;
  }
  return lines;
}

export function isTerminated(line: string): boolean {
  return line.endsWith('\n');
}

/** A buffer of an editor has one kind of line end: texts with several come out of it changed. */
export function hasMixedLineEnds(text: string): boolean {
  return new Set(text.match(/\r\n|\r|\n/g)).size > 1;
}

/** The one kind of line end that an editor's buffer of the text has. */
export function lineEndInBuffer(text: string): '\n' | '\r\n' {
  const ends = text.match(/\r\n|\r|\n/g) ?? [];
  return ends.filter((end) => end !== '\n').length > ends.length / 2 ? '\r\n' : '\n';
}

/** What an editor's buffer can tell apart: one kind of line end, no byte order mark. */
export const asInBuffer = (text: string): string => text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');

export function isBlank(line: string): boolean {
  return line.trim() === '';
}
