import { camelCase, pluralOf } from '../../core/entity/caseConversion';
import { enumMembers, type EntityNames } from '../../core/entity/names';
import type { WireField, WireRelationship } from '../../core/entity/wire';

/** How the values of an enumeration appear in code and messages. */
export interface EnumChoice {
  /** Property of its labels in the messages: the field's name, of a payload with that of the relationship before it. */
  readonly key: string;
  /** Constant with the values, e.g. `productStatuses`. */
  readonly constant: string;
  readonly values: readonly string[];
  /** Keys of the labels, in the order of the values. */
  readonly labelKeys: readonly string[];
  /** Constant that leads from value to key, where a value cannot be one. */
  readonly keys: { readonly name: string } | null;
}

/** Enumerations among the fields and the payloads of an entity. */
export function enumChoices(
  wire: readonly (WireField | WireRelationship)[],
  names: EntityNames,
): ReadonlyMap<WireField, EnumChoice> {
  const choices = new Map<WireField, EnumChoice>();
  const taken = new Set<string>();
  const fields = wire.flatMap((entry) =>
    entry.kind === 'field'
      ? [{ entry, stem: entry.json }]
      : (entry.link?.payload ?? []).map((field) => ({ entry: field, stem: `${entry.json}_${field.json}` })),
  );
  for (const { entry, stem } of fields) {
    if (entry.field.type.kind !== 'enum') continue;
    const { values } = entry.field.type;
    const plural = camelCase(`${names.snake}_${pluralOf(stem)}`);
    const constant = taken.has(plural) ? camelCase(`${names.snake}_${stem}_values`) : plural;
    taken.add(constant);
    // next-intl reads a point in a key as a path.
    const areKeys = values.every((value) => /^[A-Za-z0-9_-]+$/.test(value));
    choices.set(entry, {
      key: stem,
      constant,
      values,
      labelKeys: areKeys ? values : enumMembers(values).map((member) => member.toLowerCase()),
      keys: areKeys ? null : { name: camelCase(`${names.snake}_${stem}_keys`) },
    });
  }
  return choices;
}
