/** A TypeScript string literal with the preferred quotes, or the other ones where that saves escapes, as prettier does. */
export function quoteTs(value: string, preferred: 'single' | 'double'): string {
  const singles = value.split("'").length - 1;
  const doubles = value.split('"').length - 1;
  const quote = preferred === 'single' ? (singles > doubles ? '"' : "'") : doubles > singles ? "'" : '"';
  const escaped = value
    .replace(/[\\\n\r\t\u2028\u2029\0]/g, (character) => ESCAPES[character] ?? character)
    .replaceAll(quote, `\\${quote}`);
  return quote + escaped + quote;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\0': '\\x00',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};
