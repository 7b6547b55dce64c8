import type { EntitySpec } from '../model/entitySpec';
import type { EntityInput, FieldInput, RelationshipInput } from './entityInput';
import { refuseName } from './names';
import { normalizeEntity } from './normalizeEntity';
import { parseFields } from './shorthandItems';
import { ShorthandScanner, type ShorthandProblem } from './shorthandScanner';

export interface ShorthandPieces {
  /** The entity's name when the text starts with one. */
  readonly name: string | null;
  readonly fields: readonly (FieldInput & { readonly name: string })[];
  readonly relationships: readonly (RelationshipInput & { readonly name: string })[];
  /** Where each field and relationship stands in the text, by name. */
  readonly spans: ReadonlyMap<string, { readonly offset: number; readonly length: number }>;
}

export type ParsedShorthand =
  | { readonly kind: 'valid'; readonly pieces: ShorthandPieces }
  | { readonly kind: 'invalid'; readonly problems: readonly ShorthandProblem[] };

const MAX_LENGTH = 20_000;

/** Parses `product name:bilingual(64)! category:ref(Category)`. Offsets are UTF-16 units of the text. */
export function parseShorthand(text: string): ParsedShorthand {
  const scanner = new ShorthandScanner(text);
  if (text.length > MAX_LENGTH) {
    scanner.report(
      MAX_LENGTH,
      text.length - MAX_LENGTH,
      'The text is too long.',
      'Split it, or write a YAML file.',
    );
    return { kind: 'invalid', problems: scanner.problems };
  }
  const name = takeName(scanner);
  const fields: (FieldInput & { name: string })[] = [];
  const relationships: (RelationshipInput & { name: string })[] = [];
  const spans = new Map<string, { offset: number; length: number }>();
  for (const item of parseFields(scanner, '')) {
    if (spans.has(item.name)) {
      const message = `The name "${item.name.slice(0, 60)}" is there twice.`;
      scanner.report(item.offset, item.name.length, message, 'Write another name.');
    }
    spans.set(item.name, { offset: item.offset, length: item.length });
    if (item.value.kind === 'field') fields.push({ ...item.value.field, name: item.name });
    else relationships.push({ ...item.value.relationship, name: item.name });
  }
  if (scanner.problems.length > 0) return { kind: 'invalid', problems: scanner.problems };
  return { kind: 'valid', pieces: { name, fields, relationships, spans } };
}

/** The first word without a colon is the entity's name. */
function takeName(scanner: ShorthandScanner): string | null {
  scanner.skipSpace();
  const start = scanner.position;
  const word = scanner.takeWhile(/[^\s:]/);
  if (word.text !== '' && scanner.peek() !== ':') {
    const refusal = refuseName(word.text, 'entity name');
    if (refusal !== undefined)
      scanner.report(word.offset, word.text.length, refusal.message, refusal.suggestion);
    return word.text;
  }
  scanner.position = start;
  return null;
}

export type CheckedShorthand =
  | { readonly kind: 'valid'; readonly spec: EntitySpec }
  | { readonly kind: 'invalid'; readonly problems: readonly ShorthandProblem[] };

/**
 * Parses and normalises, for feedback while someone types. `rest` gives what the text does not say: the entity's name where
 * the text has none, and the other options of the entity.
 */
export function checkShorthand(text: string, rest: Partial<EntityInput> = {}): CheckedShorthand {
  const parsed = parseShorthand(text);
  if (parsed.kind === 'invalid') return parsed;
  const { fields, relationships, spans } = parsed.pieces;
  const name = parsed.pieces.name ?? rest.name;
  if (name === undefined) {
    const suggestion = 'Write the name of the entity first, e.g. `product name:string(64)!`.';
    return {
      kind: 'invalid',
      problems: [{ offset: 0, length: 0, message: 'The entity has no name.', suggestion }],
    };
  }
  const result = normalizeEntity({ ...rest, name, fields: [...fields], relationships: [...relationships] });
  if (result.kind === 'valid') return result;
  const problems = result.problems.map((problem) => {
    const field = problem.field?.split('.')[0] ?? '';
    const span = spans.get(field) ??
      spans.get(field.replace(/_(en|ar)$/, '')) ?? { offset: 0, length: text.length };
    return { ...span, message: problem.message, suggestion: problem.suggestion };
  });
  return { kind: 'invalid', problems };
}
