import type { FieldInput, RelationshipInput } from './entityInput';
import type { ShorthandScanner, Span } from './shorthandScanner';
import type { ParseItems } from './shorthandValue';

const ON_DELETE = ['restrict', 'cascade', 'set-null'] as const;

/** Reads `(Target, onDelete; payload)` after `ref`, `one`, `many`, `refs`. */
export function parseRelationship(
  scanner: ShorthandScanner,
  word: Span,
  kind: NonNullable<RelationshipInput['kind']>,
  parseItems: ParseItems,
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
    for (const item of parseItems(scanner, ')')) {
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
