import { singularOf } from './caseConversion';
import type { WireField, WireRelationship } from './wire';

/** One filter of a list: which query parameters it has and what they mean. */
export type ListFilter =
  /** `<name>=value` */
  | { readonly kind: 'equals'; readonly name: string }
  /** `<name>=a&<name>=b`: one of these. */
  | { readonly kind: 'oneOf'; readonly name: string }
  /** Both ends belong to the range. */
  | { readonly kind: 'range'; readonly min: string; readonly max: string }
  /** `<name>=1&<name>=2`: linked to at least one of these. */
  | { readonly kind: 'linkedTo'; readonly name: string };

/** The filter that a list has for a field or relationship, undefined when it has none. */
export function filterParameters(entry: WireField | WireRelationship): ListFilter | undefined {
  if (entry.kind === 'relationship') {
    if (entry.filters.length === 0) return undefined;
    const { relationship } = entry;
    return relationship.kind === 'many-to-many'
      ? { kind: 'linkedTo', name: `${singularOf(relationship.name)}_ids` }
      : { kind: 'oneOf', name: entry.json };
  }
  if (entry.filters.includes('range'))
    return { kind: 'range', min: `${entry.json}_min`, max: `${entry.json}_max` };
  if (entry.filters.length === 0) return undefined;
  const chosen = entry.python === 'enum' || entry.python === 'UUID';
  return { kind: chosen ? 'oneOf' : 'equals', name: entry.json };
}
