import type { FieldTypeInput } from './entityInput';
import { parseArguments, type Argument } from './shorthandArguments';
import type { ShorthandScanner, Span } from './shorthandScanner';

export const PLAIN_TYPES = [
  'text',
  'email',
  'url',
  'bool',
  'date',
  'datetime',
  'time',
  'uuid',
  'json',
] as const;
export const TYPES_WITH_ARGUMENTS = [
  'string',
  'int',
  'bigint',
  'float',
  'decimal',
  'bytes',
  'enum',
  'bilingual',
] as const;

/** Reads the arguments of a type that is known; null after a problem. */
export function parseFieldType(scanner: ShorthandScanner, word: Span, name: string): FieldTypeInput | null {
  const plain = PLAIN_TYPES.find((candidate) => candidate === name);
  if (plain !== undefined) {
    if (scanner.peek() === '(') {
      const message = `\`${name}\` takes no arguments.`;
      scanner.report(scanner.position, 1, message, 'Leave the parentheses out.');
      return null;
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
      return null;
  }
}

function refused(scanner: ShorthandScanner, argument: Argument, type: string, expected: string): null {
  const shown = JSON.stringify(argument.text.slice(0, 40));
  scanner.report(
    argument.offset,
    Math.max(1, argument.text.length),
    `\`${type}\` does not take ${shown}.`,
    expected,
  );
  return null;
}

const INTEGER = /^\d{1,9}$/;
const RANGE = /^(-?[\d.]*?\d)?\s*\.\.\s*(-?[\d.]*\d)?$/;

function parseString(scanner: ShorthandScanner, kind: 'string' | 'bilingual'): FieldTypeInput | null {
  const found = parseArguments(scanner);
  if (found === undefined) return null;
  let type: Extract<FieldTypeInput, { kind: 'string' | 'bilingual' }> = { kind };
  for (const argument of found) {
    const lengths = /^(?:(\d{1,9})\s*\.\.\s*)?(\d{1,9})$/.exec(argument.text);
    if (argument.kind === 'pattern' && type.pattern === undefined) type = { ...type, pattern: argument.text };
    else if (argument.kind === 'bare' && lengths?.[2] !== undefined && type.length === undefined) {
      type = { ...type, length: Number(lengths[2]) };
      if (lengths[1] !== undefined) type = { ...type, minLength: Number(lengths[1]) };
    } else {
      return refused(
        scanner,
        argument,
        kind,
        `Write \`${kind}(64)\`, \`${kind}(3..64)\` or \`${kind}(64,/^[a-z]+$/)\`.`,
      );
    }
  }
  return type;
}

function parseNumber(scanner: ShorthandScanner, kind: 'int' | 'bigint' | 'float'): FieldTypeInput | null {
  const found = parseArguments(scanner);
  if (found === undefined) return null;
  const [argument, extra] = found;
  if (argument === undefined) return { kind };
  const range = rangeOf(argument);
  if (range === undefined || extra !== undefined) {
    return refused(
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

function parseDecimal(scanner: ShorthandScanner): FieldTypeInput | null {
  const found = parseArguments(scanner);
  if (found === undefined) return null;
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
      return refused(scanner, argument, 'decimal', expected);
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

function parseBytes(scanner: ShorthandScanner): FieldTypeInput | null {
  const found = parseArguments(scanner);
  if (found === undefined) return null;
  const [argument, extra] = found;
  if (argument === undefined) return { kind: 'bytes' };
  const match = /^(\d{1,9})\s*([a-z]*)$/i.exec(argument.text);
  const unit = UNITS.get((match?.[2] ?? '').toLowerCase());
  if (argument.kind !== 'bare' || match === null || unit === undefined || extra !== undefined) {
    return refused(
      scanner,
      extra ?? argument,
      'bytes',
      'Write the greatest size: `bytes(500kb)` or `bytes(2mb)`.',
    );
  }
  return { kind: 'bytes', maxSize: Number(match[1]) * unit };
}

function parseEnum(scanner: ShorthandScanner, word: Span): FieldTypeInput | null {
  const found = parseArguments(scanner);
  if (found === undefined) return null;
  const pattern = found.find((argument) => argument.kind === 'pattern');
  if (pattern !== undefined)
    return refused(scanner, pattern, 'enum', 'Write the values: `enum(draft,live)`.');
  if (found.length === 0) {
    scanner.report(word.offset, word.text.length, '`enum` has no values.', 'Write them: `enum(draft,live)`.');
    return null;
  }
  return { kind: 'enum', values: found.map((argument) => argument.text) };
}
