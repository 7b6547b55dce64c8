import { nearest } from './didYouMean';
import { skipArguments } from './shorthandArguments';
import { PLAIN_TYPES, TYPES_WITH_ARGUMENTS, parseFieldType } from './shorthandFieldType';
import { parseModifiers } from './shorthandModifiers';
import { parseRelationship } from './shorthandRelationship';
import type { ShorthandScanner, Span } from './shorthandScanner';
import type { ParseItems, ShorthandValue } from './shorthandValue';

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

export const SHORTHAND_TYPES: readonly string[] = [
  ...TYPES_WITH_ARGUMENTS,
  ...PLAIN_TYPES,
  ...RELATIONSHIPS.keys(),
];

/**
 * Reads `type(args)modifiers` at the scanner; undefined after a problem that leaves nothing to work with. `parseItems`
 * reads the columns of a junction table.
 */
export function parseValue(scanner: ShorthandScanner, parseItems: ParseItems): ShorthandValue | undefined {
  const word = scanner.takeWhile(/[A-Za-z0-9_-]/);
  const name = ALIASES.get(word.text) ?? word.text;
  const before = scanner.problems.length;
  const relationshipKind = RELATIONSHIPS.get(name);
  if (relationshipKind !== undefined) {
    const relationship = parseRelationship(scanner, word, relationshipKind, parseItems);
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
  if (!SHORTHAND_TYPES.includes(name)) reportUnknownType(scanner, word);
  const type = parseFieldType(scanner, word, name);
  if (type === null) {
    skipArguments(scanner);
    parseModifiers(scanner);
    return undefined;
  }
  const flags = parseModifiers(scanner);
  if (scanner.problems.length > before) return undefined;
  return { kind: 'field', field: { type, ...flags } };
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
