import { code, joinCode, type Code, type CodeImport, type CodeValue, type TsImportKind } from './code';
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
import { leadingGroup, startsLike } from './docShape';
import { printDoc, type PrintOptions } from './printDoc';
import { template } from './template';
import { tsLanguage } from './tsLiterals';

export const TS_INDENT = '  ';

/**
 * TypeScript code from a template; see `template` for what happens to indentation and empty values. Literals in single
 * quotes get the host's quotes, those in double quotes stay (JSX attributes); a semicolon that ends a line is left out
 * where the host writes none.
 */
export function ts(strings: TemplateStringsArray, ...values: readonly CodeValue[]): Code {
  return template(tsLanguage, strings.raw, values);
}

/** Renders the name and records its import. For defaults `name` is the local name. */
export function tsImport(module: string, name: string, kind: TsImportKind = 'value'): Code {
  return code(text(name), [{ language: 'typescript', module, name, kind }]);
}

/** A string literal with the host's quotes. */
export function tsString(value: string): Code {
  return code({ kind: 'string', value, hard: false });
}

export interface TsGroupOptions {
  /** A blank inside the brackets when on one line: `{ a, b }`. By default for `{` alone. */
  readonly spaced?: boolean;
  /** `none` after a rest element, which allows no comma. */
  readonly trailingComma?: 'all' | 'none';
}

/**
 * Items between brackets, laid out as prettier 3 does: on one line when that fits, else one a line with a trailing comma.
 * Between round brackets a last item that is an object, an array or a function stays with them.
 */
export function tsGroup(
  open: string,
  items: readonly Code[],
  close: string,
  options: TsGroupOptions = {},
): Code {
  const docs = items.map((item) => item.doc);
  const imports = items.flatMap((item) => item.imports);
  const bracket = open.charAt(open.length - 1);
  if (docs.length === 0) return code(text(open + close), imports);
  const comma = options.trailingComma === 'none' ? text('') : ifBreak(text(','));
  const gap = (options.spaced ?? bracket === '{') ? line : softline;
  const inner = indent(TS_INDENT, concat([gap, join([text(','), line], docs), comma]));
  const exploded = concat([text(open), inner, gap, text(close)]);
  if (bracket === '(') return code(callDoc(open, docs, close, exploded), imports);
  if (bracket === '{') return code(group(exploded, { kind: 'object', items: docs.length }), imports);
  if (bracket === '<') return code(group(exploded), imports);
  const shape = { kind: 'array', items: docs.length } as const;
  return code(isTable(docs) ? brokenGroup(exploded, shape) : group(exploded, shape), imports);
}

/** Prettier breaks an array of several objects, or of several arrays, with more than one element each. */
function isTable(docs: readonly Doc[]): boolean {
  const shapes = docs.map((doc) => leadingGroup(doc)?.shape);
  const kind = shapes[0]?.kind;
  return (
    docs.length > 1 &&
    kind !== 'call' &&
    shapes.every((shape) => shape?.kind === kind && (shape?.items ?? 0) > 1)
  );
}

function callDoc(open: string, docs: readonly Doc[], close: string, exploded: Doc): Doc {
  const shape = { kind: 'call', items: docs.length } as const;
  const last = docs[docs.length - 1];
  const others = docs.slice(0, -1);
  const hard = docs.some((doc) => doc.hard);
  if (last === undefined) return text(open + close);
  const flat = concat([text(open), join([text(', ')], docs), text(close)]);
  if (isHookCall(docs)) return flat;
  const broken = brokenGroup(exploded, shape);
  if (others.some((doc) => doc.hard)) return broken;
  if (!hugs(last, others[others.length - 1])) return group(exploded, shape);
  const hugged = concat([
    text(open),
    ...others.flatMap((doc) => [doc, text(', ')]),
    forceBreak(last),
    text(close),
  ]);
  return { kind: 'choice', states: [flat, hugged, broken], hard };
}

function hugs(last: Doc, before: Doc | undefined): boolean {
  const kind = itemKind(last);
  if (kind === null) return false;
  if (before === undefined) return true;
  const previous = itemKind(before);
  return previous !== kind && !(previous === 'function' && kind === 'array');
}

/** `useEffect(() => { ... }, [a, b])` stays as it is. */
function isHookCall(docs: readonly Doc[]): boolean {
  const [first, second] = docs;
  if (docs.length !== 2 || first === undefined || second === undefined) return false;
  return (
    first.hard &&
    startsLike(first, /^(async )?\(\) => \{/) &&
    startsLike(second, /^\[[^{(]*$/) &&
    !second.hard
  );
}

function itemKind(doc: Doc): 'object' | 'array' | 'function' | null {
  const shape = leadingGroup(doc)?.shape;
  if (shape !== undefined && shape !== null && shape.kind !== 'call') return shape.kind;
  if (startsLike(doc, /^(async )?(function\b|(<[^>]*>)?(\([^)]*\)|\w+)(: [^=]+)? =>)/)) return 'function';
  if (doc.hard && startsLike(doc, /^(async )?\(/)) return 'function';
  if (startsLike(doc, /^\{./)) return 'object';
  if (doc.hard && startsLike(doc, /^\{/)) return 'object';
  if (doc.hard && startsLike(doc, /^\[/)) return 'array';
  return null;
}

function forceBreak(doc: Doc): Doc {
  if (doc.kind === 'group') return { ...doc, hard: true };
  if (doc.kind === 'indent') return { ...doc, content: forceBreak(doc.content), hard: true };
  if (doc.kind !== 'concat') return doc;
  const index = doc.parts.findIndex((part) => part.kind !== 'text' || part.text !== '');
  return concat(doc.parts.map((part, position) => (position === index ? forceBreak(part) : part)));
}

/** Members of a union type; one a line with a leading `|` when they do not fit. */
export function tsUnion(members: readonly Code[]): Code {
  const docs = members.map((member) => member.doc);
  const content = group(concat([ifBreak(text('| ')), join([line, text('| ')], docs)]));
  return code(
    group(indent(TS_INDENT, concat([softline, content]))),
    members.flatMap((member) => member.imports),
  );
}

/** A value that moves to a line of its own when it does not fit after `=`, `=>` or `:`; write no blank before it. */
export function tsIndented(value: Code): Code {
  return code(group(indent(TS_INDENT, concat([line, value.doc]))), value.imports);
}

/** An expression that gets round brackets when it breaks, e.g. the JSX that a component returns. */
export function tsParens(value: Code): Code {
  const content = [
    ifBreak(text('(')),
    indent(TS_INDENT, concat([softline, value.doc])),
    softline,
    ifBreak(text(')')),
  ];
  return code(group(concat(content)), value.imports);
}

/** Operands of a binary expression (`&&`) that go below each other when they do not fit. */
export function tsOperands(operator: string, operands: readonly Code[]): Code {
  const docs = operands.map((operand) => operand.doc);
  return code(
    group(join([text(` ${operator}`), line], docs)),
    operands.flatMap((operand) => operand.imports),
  );
}

/** `condition ? yes : no`, below each other when it does not fit. */
export function tsConditional(condition: Code, yes: Code, no: Code): Code {
  const branches = indent(TS_INDENT, concat([line, text('? '), yes.doc, line, text(': '), no.doc]));
  return code(group(concat([condition.doc, branches])), [
    ...condition.imports,
    ...yes.imports,
    ...no.imports,
  ]);
}

/** Statements or members with one blank line between. */
export function tsBlocks(codes: readonly Code[]): Code {
  return joinCode(codes, [hardline, hardline]);
}

/** A fragment for an existing file: its text with no newline at the end, and what it imports. */
export function tsRender(
  body: Code,
  options: PrintOptions,
): { readonly text: string; readonly imports: readonly CodeImport[] } {
  return { text: printDoc(body.doc, options), imports: body.imports };
}
