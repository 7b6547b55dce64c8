import { nearest } from './didYouMean';
import type { FieldInput, FieldTypeInput, RelationshipInput } from './entityInput';
import { parseFields } from './shorthandItems';
import type { ShorthandScanner, Span } from './shorthandScanner';
import { ShorthandScanner as Scanner } from './shorthandScanner';
import type { ShorthandProblem } from './shorthandScanner';

/** What one `type(args)modifiers` says. */
export type ShorthandValue =
  | { readonly kind: 'field'; readonly field: FieldInput }
  | { readonly kind: 'relationship'; readonly relationship: RelationshipInput };

const RELATIONSHIPS = new Map<string, 'many-to-one' | 'one-to-one' | 'one-to-many' | 'many-to-many'>([
  ['ref', 'many-to-one'],
  ['one', 'one-to-one'],
  ['many', 'one-to-many'],
  ['refs', 'many-to-many'],
]);

const ALIASES = new Map<string, string>([
  ['str', 'string'],
  ['varchar', 'string'],
  ['integer', 'int'],
  ['boolean', 'bool'],
  ['numeric', 'decimal'],
  ['timestamp', 'datetime'],
  ['binary', 'bytes'],
]);

const PLAIN = ['text', 'email', 'url', 'bool', 'date', 'datetime', 'time', 'uuid', 'json'] as const;
export const SHORTHAND_TYPES: readonly string[] = [
  ...['string', 'int', 'bigint', 'float', 'decimal', 'bytes', 'enum', 'bilingual'],
  ...PLAIN,
  ...RELATIONSHIPS.keys(),
];

/** Parses a type that stands alone, as in YAML: `decimal(10,2)!`. */
export function parseShorthandType(
  text: string,
): { kind: 'valid'; value: ShorthandValue } | { kind: 'invalid'; problems: readonly ShorthandProblem[] } {
  const scanner = new Scanner(text);
  scanner.skipSpace();
  const value = parseValue(scanner);
  scanner.skipSpace();
  if (value !== undefined && !scanner.done) {
    scanner.report(
      scanner.position,
      text.length - scanner.position,
      `${JSON.stringify(text.slice(scanner.position).slice(0, 40))} does not belong here.`,
      'Write the type, its arguments in parentheses, then `!`, `^`, `#` or `=value`.',
    );
  }
  const [problem] = scanner.problems;
  if (value === undefined || problem !== undefined) return { kind: 'invalid', problems: scanner.problems };
  return { kind: 'valid', value };
}

/** Reads `type(args)modifiers` at the scanner; undefined after a problem that leaves nothing to work with. */
export function parseValue(scanner: ShorthandScanner): ShorthandValue | undefined {
  const word = scanner.takeWhile(/[A-Za-z0-9_-]/);
  const name = ALIASES.get(word.text) ?? word.text;
  const before = scanner.problems.length;
  const relationshipKind = RELATIONSHIPS.get(name);
  if (relationshipKind !== undefined) {
    const relationship = parseRelationship(scanner, word, relationshipKind);
    const flags = parseModifiers(scanner);
    if (relationship === undefined || scanner.problems.length > before) return undefined;
    for (const [flag, sign] of [
      ['unique', '^'],
      ['index', '#'],
      ['default', '='],
    ] as const) {
      if (flags[flag] === undefined) continue;
      const message = `A relationship takes no \`${sign}\`.`;
      scanner.report(word.offset, scanner.position - word.offset, message, `Leave \`${sign}\` out.`);
      return undefined;
    }
    if (flags.required === undefined) return { kind: 'relationship', relationship };
    return { kind: 'relationship', relationship: { ...relationship, required: flags.required } };
  }
  const type = parseFieldType(scanner, word, name);
  if (type === undefined) {
    skipArguments(scanner);
    parseModifiers(scanner);
    return undefined;
  }
  const flags = parseModifiers(scanner);
  if (scanner.problems.length > before) return undefined;
  return { kind: 'field', field: { type, ...flags } };
}

function parseFieldType(scanner: ShorthandScanner, word: Span, name: string): FieldTypeInput | undefined {
  const plain = PLAIN.find((candidate) => candidate === name);
  if (plain !== undefined) {
    if (scanner.peek() === '(') {
      const message = `\`${name}\` takes no arguments.`;
      scanner.report(scanner.position, 1, message, 'Leave the parentheses out.');
      return undefined;
    }
    return { kind: plain };
  }
  switch (name) {
    case 'string':
    case 'bilingual':
      return parseString(scanner, name);
    case 'int':
    case 'bigint':
    case 'float':
      return parseNumber(scanner, name);
    case 'decimal':
      return parseDecimal(scanner);
    case 'bytes':
      return parseBytes(scanner);
    case 'enum':
      return parseEnum(scanner, word);
    default:
      reportUnknownType(scanner, word);
      return undefined;
  }
}

function reportUnknownType(scanner: ShorthandScanner, word: Span): void {
  if (word.text === '') {
    scanner.report(
      word.offset,
      1,
      'A type is missing.',
      'Write one, e.g. `string(64)`, `int`, `ref(Category)`.',
    );
    return;
  }
  const near = nearest(word.text, [...SHORTHAND_TYPES, ...ALIASES.keys()]);
  scanner.report(
    word.offset,
    word.text.length,
    `There is no type \`${word.text.slice(0, 40)}\`.`,
    near === undefined ? `Types: ${SHORTHAND_TYPES.join(', ')}.` : `Did you mean \`${near}\`?`,
  );
}

interface Argument {
  readonly text: string;
  readonly offset: number;
  readonly kind: 'bare' | 'quoted' | 'pattern';
}

/** The arguments in parentheses; an empty list without parentheses, undefined after a problem. */
function parseArguments(scanner: ShorthandScanner): readonly Argument[] | undefined {
  const open = scanner.position;
  if (!scanner.take('(')) return [];
  const found: Argument[] = [];
  for (;;) {
    scanner.skipSpace();
    const offset = scanner.position;
    if (scanner.peek() === '/' || scanner.peek() === '"') {
      const kind = scanner.peek() === '/' ? 'pattern' : 'quoted';
      const text = kind === 'pattern' ? scanner.takePattern() : scanner.takeQuoted();
      if (text === undefined) return undefined;
      found.push({ text, offset, kind });
    } else {
      const bare = scanner.takeWhile(/[^,;()"]/);
      found.push({ text: bare.text.trim(), offset, kind: 'bare' });
    }
    scanner.skipSpace();
    if (scanner.take(',')) continue;
    if (scanner.take(')')) break;
    const message = scanner.done
      ? 'The parenthesis is not closed.'
      : `\`${scanner.peek()}\` does not belong here.`;
    scanner.report(
      scanner.done ? open : scanner.position,
      1,
      message,
      'Separate arguments by commas, close with `)`.',
    );
    return undefined;
  }
  const empty = found.find((argument) => argument.kind === 'bare' && argument.text === '');
  if (empty !== undefined) {
    scanner.report(
      empty.offset,
      1,
      'An argument is empty.',
      'Write a value, or leave the comma or the parentheses out.',
    );
    return undefined;
  }
  return found;
}

/** After an unknown type: its arguments, so that the rest of the text is still checked. */
function skipArguments(scanner: ShorthandScanner): void {
  if (scanner.peek() !== '(') return;
  let depth = 0;
  while (!scanner.done) {
    const character = scanner.peek();
    scanner.position++;
    if (character === '(') depth++;
    if (character === ')' && --depth === 0) return;
  }
}

function refuse(scanner: ShorthandScanner, argument: Argument, type: string, expected: string): undefined {
  const shown = JSON.stringify(argument.text.slice(0, 40));
  scanner.report(
    argument.offset,
    Math.max(1, argument.text.length),
    `\`${type}\` does not take ${shown}.`,
    expected,
  );
  return undefined;
}

const INTEGER = /^\d{1,9}$/;
const RANGE = /^(-?[\d.]*?\d)?\s*\.\.\s*(-?[\d.]*\d)?$/;

function parseString(scanner: ShorthandScanner, kind: 'string' | 'bilingual'): FieldTypeInput | undefined {
  const found = parseArguments(scanner);
  if (found === undefined) return undefined;
  let type: Extract<FieldTypeInput, { kind: 'string' | 'bilingual' }> = { kind };
  for (const argument of found) {
    const lengths = /^(?:(\d{1,9})\s*\.\.\s*)?(\d{1,9})$/.exec(argument.text);
    if (argument.kind === 'pattern' && type.pattern === undefined) type = { ...type, pattern: argument.text };
    else if (argument.kind === 'bare' && lengths?.[2] !== undefined && type.length === undefined) {
      type = { ...type, length: Number(lengths[2]) };
      if (lengths[1] !== undefined) type = { ...type, minLength: Number(lengths[1]) };
    } else {
      return refuse(
        scanner,
        argument,
        kind,
        `Write \`${kind}(64)\`, \`${kind}(3..64)\` or \`${kind}(64,/^[a-z]+$/)\`.`,
      );
    }
  }
  return type;
}

function parseNumber(
  scanner: ShorthandScanner,
  kind: 'int' | 'bigint' | 'float',
): FieldTypeInput | undefined {
  const found = parseArguments(scanner);
  if (found === undefined) return undefined;
  const [argument, extra] = found;
  if (argument === undefined) return { kind };
  const range = rangeOf(argument);
  if (range === undefined || extra !== undefined) {
    return refuse(
      scanner,
      extra ?? argument,
      kind,
      `Write \`${kind}\` or a range: \`${kind}(0..100)\`, \`${kind}(1..)\`.`,
    );
  }
  return { kind, ...range };
}

function rangeOf(argument: Argument): { min?: string; max?: string } | undefined {
  if (argument.kind !== 'bare') return undefined;
  const match = RANGE.exec(argument.text);
  const [, min, max] = match ?? [];
  if (min === undefined && max === undefined) return undefined;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function parseDecimal(scanner: ShorthandScanner): FieldTypeInput | undefined {
  const found = parseArguments(scanner);
  if (found === undefined) return undefined;
  let type: Extract<FieldTypeInput, { kind: 'decimal' }> = { kind: 'decimal' };
  for (const [index, argument] of found.entries()) {
    const range = rangeOf(argument);
    const isNumber = argument.kind === 'bare' && INTEGER.test(argument.text);
    if (isNumber && index === 0) type = { ...type, precision: Number(argument.text) };
    else if (isNumber && index === 1 && type.precision !== undefined)
      type = { ...type, scale: Number(argument.text) };
    else if (range !== undefined && index === found.length - 1) type = { ...type, ...range };
    else {
      const expected =
        'Write `decimal(10,2)`: digits in all, digits after the point; a range may follow: `decimal(10,2,0..99.50)`.';
      return refuse(scanner, argument, 'decimal', expected);
    }
  }
  return type;
}

const UNITS = new Map([
  ['', 1],
  ['b', 1],
  ['kb', 1024],
  ['mb', 1024 * 1024],
]);

function parseBytes(scanner: ShorthandScanner): FieldTypeInput | undefined {
  const found = parseArguments(scanner);
  if (found === undefined) return undefined;
  const [argument, extra] = found;
  if (argument === undefined) return { kind: 'bytes' };
  const match = /^(\d{1,9})\s*([a-z]*)$/i.exec(argument.text);
  const unit = UNITS.get((match?.[2] ?? '').toLowerCase());
  if (argument.kind !== 'bare' || match === null || unit === undefined || extra !== undefined) {
    return refuse(
      scanner,
      extra ?? argument,
      'bytes',
      'Write the greatest size: `bytes(500kb)` or `bytes(2mb)`.',
    );
  }
  return { kind: 'bytes', maxSize: Number(match[1]) * unit };
}

function parseEnum(scanner: ShorthandScanner, word: Span): FieldTypeInput | undefined {
  const found = parseArguments(scanner);
  if (found === undefined) return undefined;
  const pattern = found.find((argument) => argument.kind === 'pattern');
  if (pattern !== undefined) return refuse(scanner, pattern, 'enum', 'Write the values: `enum(draft,live)`.');
  if (found.length === 0) {
    scanner.report(word.offset, word.text.length, '`enum` has no values.', 'Write them: `enum(draft,live)`.');
    return undefined;
  }
  return { kind: 'enum', values: found.map((argument) => argument.text) };
}

const ON_DELETE = ['restrict', 'cascade', 'set-null'] as const;

function parseRelationship(
  scanner: ShorthandScanner,
  word: Span,
  kind: NonNullable<RelationshipInput['kind']>,
): RelationshipInput | undefined {
  const example = `Write the target: \`${word.text}(Category)\`.`;
  if (!scanner.take('(')) {
    scanner.report(word.offset, word.text.length, `\`${word.text}\` has no target.`, example);
    return undefined;
  }
  scanner.skipSpace();
  const target = scanner.takeWhile(/[^\s,;()]/);
  if (target.text === '') {
    scanner.report(target.offset, 1, `\`${word.text}\` has no target.`, example);
    skipToClose(scanner);
    return undefined;
  }
  let relationship: RelationshipInput = { kind, target: target.text };
  scanner.skipSpace();
  if (scanner.take(',')) {
    scanner.skipSpace();
    const rule = scanner.takeWhile(/[^\s,;()]/);
    const onDelete = ON_DELETE.find((candidate) => candidate === rule.text);
    if (onDelete === undefined || kind === 'one-to-many' || kind === 'many-to-many') {
      const known = kind === 'many-to-one' || kind === 'one-to-one';
      const suggestion = known
        ? `Write what happens when the target is deleted: ${ON_DELETE.join(', ')}.`
        : 'Leave it out.';
      scanner.report(
        rule.offset,
        Math.max(1, rule.text.length),
        `\`${word.text}\` does not take \`${rule.text}\`.`,
        suggestion,
      );
      skipToClose(scanner);
      return undefined;
    }
    relationship = { ...relationship, onDelete };
    scanner.skipSpace();
  }
  if (scanner.peek() === ';') {
    if (kind !== 'many-to-many') {
      scanner.report(
        scanner.position,
        1,
        `\`${word.text}\` has no junction table, so no columns.`,
        'Use `refs(Target; ...)`.',
      );
      skipToClose(scanner);
      return undefined;
    }
    scanner.position++;
    const fields: FieldInput[] = [];
    for (const item of parseFields(scanner, ')')) {
      if (item.value.kind === 'field') fields.push({ ...item.value.field, name: item.name });
      else {
        scanner.report(
          item.offset,
          item.length,
          'A junction table takes no relationship.',
          'Write plain fields there.',
        );
      }
    }
    relationship = { ...relationship, payload: fields };
  }
  if (scanner.take(')')) return relationship;
  const message = scanner.done
    ? 'The parenthesis is not closed.'
    : `\`${scanner.peek()}\` does not belong here.`;
  scanner.report(scanner.position, 1, message, 'Close it with `)`.');
  skipToClose(scanner);
  return undefined;
}

function skipToClose(scanner: ShorthandScanner): void {
  scanner.takeWhile(/[^)]/);
  scanner.take(')');
}

type Modifiers = Pick<FieldInput, 'required' | 'unique' | 'index' | 'default'>;

function parseModifiers(scanner: ShorthandScanner): Modifiers {
  const found: Modifiers = {};
  for (;;) {
    const offset = scanner.position;
    if (scanner.take('!')) setRequired(scanner, found, true, offset);
    else if (scanner.take('?')) setRequired(scanner, found, false, offset);
    else if (scanner.take('^')) found.unique = true;
    else if (scanner.take('#')) found.index = true;
    else if (scanner.take('=')) {
      const value = scanner.peek() === '"' ? scanner.takeQuoted() : scanner.takeWhile(/[^\s();"]/).text;
      if (value === '' && scanner.text.charAt(offset + 1) !== '"') {
        scanner.report(
          offset,
          1,
          'The default is missing.',
          'Write it after `=`, in double quotes if it has spaces.',
        );
      }
      if (value !== undefined) found.default = value;
      return found;
    } else {
      if (scanner.done || /[\s);]/.test(scanner.peek())) return found;
      const rest = scanner.takeWhile(/[^\s);]/);
      const suggestion =
        'After the type come `!` required, `?` optional, `^` unique, `#` index, `=value` default.';
      scanner.report(
        rest.offset,
        rest.text.length,
        `\`${rest.text.slice(0, 40)}\` is no modifier.`,
        suggestion,
      );
      return found;
    }
  }
}

function setRequired(scanner: ShorthandScanner, found: Modifiers, required: boolean, offset: number): void {
  if (found.required === !required) {
    scanner.report(offset, 1, '`!` and `?` contradict each other.', 'Keep one of them.');
  }
  found.required = required;
}
