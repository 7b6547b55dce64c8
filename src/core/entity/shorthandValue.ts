import type { FieldInput, RelationshipInput } from './entityInput';
import type { ShorthandScanner } from './shorthandScanner';

/** What one `type(args)modifiers` says. */
export type ShorthandValue =
  | { readonly kind: 'field'; readonly field: FieldInput }
  | { readonly kind: 'relationship'; readonly relationship: RelationshipInput };

export interface ShorthandItem {
  readonly name: string;
  readonly value: ShorthandValue;
  /** The whole item in the text. */
  readonly offset: number;
  readonly length: number;
}

/** Reads `name:type name:type ...` up to the end of the text or a closing character, which stays. */
export type ParseItems = (scanner: ShorthandScanner, close: string) => readonly ShorthandItem[];
