import { code, joinCode, type Code, type CodeImport, type CodeValue } from './code';
import {
  brokenGroup,
  concat,
  group,
  hardline,
  ifBreak,
  indent,
  join,
  line,
  softline,
  text,
  type Doc,
} from './doc';
import { printDoc } from './printDoc';
import { template, type TemplateLanguage } from './template';

const INDENT = '    ';

const language: TemplateLanguage = {
  literal: (value) => [text(value)],
  // A return annotation never breaks: the parameters do.
  interpolated: (doc, before) =>
    before.endsWith('-> ') && !doc.hard ? { kind: 'flat', content: doc, hard: false } : doc,
};

/** Python code from a template; see `template` for what happens to indentation and empty values. */
export function py(strings: TemplateStringsArray, ...values: readonly CodeValue[]): Code {
  return template(language, strings.raw, values);
}

/** Renders the last part of a name and records `from module import name`. */
export function pyImport(module: string, name: string): Code {
  return code(text(name), [{ language: 'python', module, name }]);
}

/** Renders a module's dotted name and records `import module`. */
export function pyImportModule(module: string): Code {
  return code(text(module), [{ language: 'python', module, name: null }]);
}

/**
 * Items between brackets, laid out as ruff does: on one line when what is on the line fits. A call, a signature or a
 * subscript (an `open` that ends a name, or stands right after one) then tries all items on one indented line; a literal
 * goes to one item a line at once. A literal `(` with one item is a tuple.
 */
export function pyGroup(open: string, items: readonly Code[], close: string): Code {
  const docs = items.map((item) => item.doc);
  const imports = items.flatMap((item) => item.imports);
  if (docs.length === 0) return code(text(open + close), imports);
  const bracket = open.charAt(open.length - 1);
  const attached = attachedGroup(open, docs, close, bracket);
  const detached = literalGroup(open, docs, close, bracket);
  if (open.length > 1) return code(/[\w\])].$/.test(open) ? attached : detached, imports);
  return code({ kind: 'byPrevious', attached, detached, hard: attached.hard }, imports);
}

function attachedGroup(open: string, docs: readonly Doc[], close: string, bracket: string): Doc {
  const comma = bracket === '[' && docs.length === 1 ? text('') : ifBreak(text(','));
  const items = group(concat([join([text(','), line], docs), comma]));
  return group(concat([text(open), indent(INDENT, concat([softline, items])), softline, text(close)]));
}

function literalGroup(open: string, docs: readonly Doc[], close: string, bracket: string): Doc {
  const comma = bracket === '(' && docs.length === 1 ? text(',') : ifBreak(text(','));
  const items = concat([softline, join([text(','), line], docs), comma]);
  return group(concat([text(open), indent(INDENT, items), softline, text(close)]));
}

/**
 * Clauses between brackets with no comma: a comprehension (`x`, `for x in y`, `if z`). One that is all a call is given moves
 * to a line of its own before its clauses do.
 */
export function pyClauses(open: string, clauses: readonly Code[], close: string): Code {
  const joined = join(
    [line],
    clauses.map((clause) => clause.doc),
  );
  const content = concat([softline, open === '(' ? group(joined) : joined]);
  return code(
    group(concat([text(open), indent(INDENT, content), softline, text(close)])),
    clauses.flatMap((clause) => clause.imports),
  );
}

/** An expression of operands that gets parentheses only when it breaks: `a`, `and b`, `and c`. */
export function pyParenthesized(clauses: readonly Code[]): Code {
  const content = concat([
    softline,
    join(
      [line],
      clauses.map((clause) => clause.doc),
    ),
  ]);
  return code(
    group(concat([ifBreak(text('(')), indent(INDENT, content), softline, ifBreak(text(')'))])),
    clauses.flatMap((clause) => clause.imports),
  );
}

/** A group that is one item a line whatever fits, with its trailing comma, e.g. a long table. */
export function pyExploded(open: string, items: readonly Code[], close: string): Code {
  const content = concat(items.flatMap((item) => [hardline, item.doc, text(',')]));
  return code(
    brokenGroup(concat([text(open), indent(INDENT, content), hardline, text(close)])),
    items.flatMap((item) => item.imports),
  );
}

/** A double-quoted literal, or a single-quoted one where that saves escapes, as ruff does. */
export function pyString(value: string): Code {
  const quote = value.split('"').length > value.split("'").length ? "'" : '"';
  const escaped = value.replace(/[\\\p{Cc}\u2028\u2029]/gu, escapeControl).replaceAll(quote, `\\${quote}`);
  return code(text(quote + escaped + quote));
}

function escapeControl(character: string): string {
  const known: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  const value = character.charCodeAt(0);
  const hex = value.toString(16);
  return known[character] ?? (value < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`);
}

/** Top-level definitions, two blank lines between. */
export function pyBlocks(codes: readonly Code[]): Code {
  return joinCode(codes, [hardline, hardline, hardline]);
}

/** Members of a class or paragraphs of a body, one blank line between. */
export function pyMembers(codes: readonly Code[]): Code {
  return joinCode(codes, [hardline, hardline]);
}

/** A fragment for an existing file: its text with no newline at the end, and what it imports. */
export function pyRender(
  body: Code,
  options: { readonly width: number },
): { readonly text: string; readonly imports: readonly CodeImport[] } {
  return {
    text: printDoc(body.doc, { width: options.width, quotes: 'double', semi: false }),
    imports: body.imports,
  };
}
