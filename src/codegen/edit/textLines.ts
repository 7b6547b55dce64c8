/** The line end of a text: the one that most of its lines have, LF when it has none. */
export function lineEndOf(source: string): '\n' | '\r\n' {
  const all = source.split('\n').length - 1;
  const carriage = source.split('\r\n').length - 1;
  return carriage * 2 > all ? '\r\n' : '\n';
}

export function lineStartAt(source: string, offset: number): number {
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && source.startsWith('\uFEFF') ? Math.min(1, offset) : start;
}

/** Offset of the line's end: of its CR or LF, or of the text's end. */
export function lineEndAt(source: string, offset: number): number {
  const newline = source.indexOf('\n', offset);
  if (newline === -1) return source.length;
  return newline > offset && source.charAt(newline - 1) === '\r' ? newline - 1 : newline;
}

/** Offset after the line's end, the text's length on the last line. */
export function nextLineAt(source: string, offset: number): number {
  const newline = source.indexOf('\n', offset);
  return newline === -1 ? source.length : newline + 1;
}

/** The blanks that the line at an offset starts with. */
export function indentAt(source: string, offset: number): string {
  const start = lineStartAt(source, offset);
  return /^[ \t]*/.exec(source.slice(start, lineEndAt(source, start)))?.[0] ?? '';
}

export function isFirstOnLine(source: string, offset: number): boolean {
  return source.slice(lineStartAt(source, offset), offset).trim() === '';
}

/** Indents every line that is not blank. */
export function indentText(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : indent + line))
    .join('\n');
}

/** Without differences in white space. */
export function normalized(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/,?\s*([)\]}])/g, '$1')
    .replace(/([([{])\s*/g, '$1')
    .trim();
}

/** The indentation step of a source: a tab, or the smallest number of spaces that lines are indented by. */
export function indentUnitOf(source: string, fallback: string): string {
  let smallest = 0;
  for (const match of source.matchAll(/^([ \t]+)\S/gm)) {
    const blanks = match[1] ?? '';
    if (blanks.startsWith('\t')) return '\t';
    if (blanks.length >= 2 && (smallest === 0 || blanks.length < smallest)) smallest = blanks.length;
  }
  return smallest === 0 ? fallback : ' '.repeat(smallest);
}
