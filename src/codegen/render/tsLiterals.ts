import { semicolon, text, type Doc } from './doc';
import type { TemplateLanguage } from './template';

/** Literal text of `ts` templates: single-quoted literals and ends of statements become documents of their own. */
export const tsLanguage: TemplateLanguage = {
  literal(value, atLineEnd) {
    if (/^\s*(\/\/|\/?\*)/.test(value)) return [text(value)];
    const ends = atLineEnd && /;\s*$/.test(value);
    const body = ends ? value.replace(/;\s*$/, '') : value;
    const docs = quoted(body);
    return ends ? [...docs, semicolon] : docs;
  },
  interpolated: (doc) => doc,
};

// An apostrophe after a letter is one of a word, not a quote.
const LITERAL = /(?<![\w"'])'((?:[^'\\\n]|\\.)*)'(?![\w"])/g;

function quoted(value: string): readonly Doc[] {
  const docs: Doc[] = [];
  let end = 0;
  for (const match of value.matchAll(LITERAL)) {
    const before = value.slice(end, match.index);
    const backticks = value.slice(0, match.index).split('`').length - 1;
    if (backticks % 2 === 1) continue;
    docs.push(text(before), { kind: 'string', value: unescapeTs(match[1] ?? ''), hard: false });
    end = match.index + match[0].length;
  }
  return [...docs, text(value.slice(end))];
}

function unescapeTs(value: string): string {
  return value.replace(/\\(.)/g, (_, character: string) =>
    character === 'n' ? '\n' : character === 't' ? '\t' : character === 'r' ? '\r' : character,
  );
}
