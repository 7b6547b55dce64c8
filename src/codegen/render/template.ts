import { code, isEmptyCode, joinLines, type Code, type CodeImport, type CodeValue } from './code';
import { concat, hardline, indent, text, type Doc } from './doc';

/** How a language turns the literal text of its templates into documents. */
export interface TemplateLanguage {
  literal(value: string, atLineEnd: boolean): readonly Doc[];
  /** The document of an interpolated value, given the literal text before it on its line. */
  interpolated(doc: Doc, before: string): Doc;
}

type Piece =
  { readonly kind: 'literal'; readonly text: string } | { readonly kind: 'value'; readonly code: Code };

/**
 * Builds a template's document: strips the common indentation (of the lines after the first, when that starts right at
 * the backtick; a Python block starts on a line of its own) and a first and last blank line, drops lines whose
 * interpolations are all empty (with one of the blank lines that would then meet), and indents what is interpolated to
 * its line. Escapes in the template are kept as written, but for `` \` `` and `\$`.
 */
export function template(
  language: TemplateLanguage,
  raw: readonly string[],
  values: readonly CodeValue[],
): Code {
  const imports: CodeImport[] = [];
  const lines = dropEmptyLines(toLines(raw, values));
  const docs = lines.map((pieces, index) => {
    const first = pieces[0];
    const margin = first?.kind === 'literal' ? (/^[ \t]*/.exec(first.text)?.[0] ?? '') : '';
    let before = '';
    const parts: Doc[] = index === 0 ? [text(margin)] : [hardline];
    pieces.forEach((piece, position) => {
      if (piece.kind === 'literal') {
        const own = position === 0 ? piece.text.slice(margin.length) : piece.text;
        parts.push(...language.literal(own, position === pieces.length - 1));
        before += own;
      } else {
        imports.push(...piece.code.imports);
        parts.push(language.interpolated(piece.code.doc, before));
      }
    });
    return margin === '' ? concat(parts) : indent(margin, concat(parts));
  });
  return code(concat(docs), imports);
}

export function toCode(value: CodeValue): Code {
  if (value === null || value === undefined || value === false) return code(text(''));
  if (typeof value === 'string') return textCode(value);
  if (typeof value === 'number') return code(text(String(value)));
  return 'kind' in value ? value : joinLines(value);
}

function textCode(value: string): Code {
  const parts = value
    .split('\n')
    .flatMap((part, index) => (index === 0 ? [text(part)] : [hardline, text(part)]));
  return code(concat(parts));
}

/** The strings of a template are one array for each place in the program, split once. */
const split = new WeakMap<readonly string[], readonly (readonly string[])[]>();

function chunksOf(raw: readonly string[]): readonly (readonly string[])[] {
  const known = split.get(raw);
  if (known !== undefined) return known;
  const chunks = raw.map((chunk) =>
    chunk
      .replace(/\\([`$])/g, '$1')
      .replaceAll('\r\n', '\n')
      .split('\n'),
  );
  split.set(raw, chunks);
  return chunks;
}

function toLines(raw: readonly string[], values: readonly CodeValue[]): Piece[][] {
  const lines: Piece[][] = [[]];
  chunksOf(raw).forEach((chunk, index) => {
    chunk.forEach((part, position) => {
      if (position > 0) lines.push([]);
      pushLiteral(lines, part);
    });
    if (index >= values.length) return;
    const value = values[index];
    // A plain text belongs to the literal around it, which may be a quoted one.
    if (typeof value === 'string' && /^[^\s'"`\\]+$/.test(value)) pushLiteral(lines, value);
    else lines[lines.length - 1]?.push({ kind: 'value', code: toCode(value) });
  });
  const startsAtBacktick = !isBlank(lines[0]);
  if (lines.length > 1 && !startsAtBacktick) lines.shift();
  if (lines.length > 1 && isBlank(lines[lines.length - 1])) lines.pop();
  return dedent(lines, startsAtBacktick);
}

function pushLiteral(lines: Piece[][], value: string): void {
  const line = lines[lines.length - 1] ?? [];
  const last = line[line.length - 1];
  if (value === '') return;
  if (last?.kind === 'literal') line[line.length - 1] = { kind: 'literal', text: last.text + value };
  else line.push({ kind: 'literal', text: value });
}

function isBlank(pieces: readonly Piece[] | undefined): boolean {
  return pieces?.every((piece) => piece.kind === 'literal' && piece.text.trim() === '') ?? false;
}

function marginOf(pieces: readonly Piece[]): number {
  const first = pieces[0];
  return first?.kind === 'literal' ? first.text.length - first.text.trimStart().length : 0;
}

/** What starts on the line of the backtick says nothing about the margin of the lines below. */
function dedent(lines: Piece[][], startsAtBacktick: boolean): Piece[][] {
  const counted = startsAtBacktick ? lines.slice(1) : lines;
  const margins = counted.filter((pieces) => !isBlank(pieces)).map(marginOf);
  const common = margins.length === 0 ? 0 : Math.min(...margins);
  return lines.map((pieces, index) => {
    if (isBlank(pieces)) return [];
    const [first, ...others] = pieces;
    if (common === 0 || (startsAtBacktick && index === 0) || first?.kind !== 'literal') return pieces;
    return [{ kind: 'literal', text: first.text.slice(common) }, ...others];
  });
}

function dropEmptyLines(lines: readonly Piece[][]): Piece[][] {
  const kept: Piece[][] = [];
  let dropped = false;
  for (const pieces of lines) {
    const literal = pieces.map((piece) => (piece.kind === 'literal' ? piece.text : '')).join('');
    const hasValue = pieces.some((piece) => piece.kind === 'value');
    const valuesEmpty = pieces.every((piece) => piece.kind === 'literal' || isEmptyCode(piece.code));
    if (hasValue && valuesEmpty && literal.trim() === '') {
      dropped = true;
      continue;
    }
    const previous = kept[kept.length - 1];
    const opens = previous === undefined || /[{([]\s*$/.test(literalEnd(previous));
    if (dropped && isBlank(pieces) && (opens || isBlank(previous))) continue;
    if (dropped && /^\s*[\])}]/.test(literal)) while (isBlank(kept[kept.length - 1])) kept.pop();
    dropped = false;
    kept.push(pieces);
  }
  while (dropped && kept.length > 0 && isBlank(kept[kept.length - 1])) kept.pop();
  return kept;
}

function literalEnd(pieces: readonly Piece[]): string {
  const piece = pieces[pieces.length - 1];
  return piece?.kind === 'literal' ? piece.text : '';
}
