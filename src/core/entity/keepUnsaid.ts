import type { EntitySpec, Field, FieldType, Relationship } from '../model/entitySpec';
import { valueLabel } from './labels';

/**
 * What shorthand cannot say of an entity (labels, display options, inverses, features, ...), taken from the version that is
 * kept with the code. Fields and relationships are those that were said: one that is left out goes.
 */
export function keepUnsaid(said: EntitySpec, kept: EntitySpec): EntitySpec {
  const fields = said.fields.map((field) => keepOfField(field, kept.fields));
  const { labelField, defaultSort } = kept;
  const canName = (name: string): boolean =>
    fields.some((field) => field.name === name && !['json', 'bytes', 'text'].includes(field.type.kind));
  const isLabel =
    labelField === 'id' ||
    canName(labelField) ||
    (canName(`${labelField}_en`) && canName(`${labelField}_ar`));
  const isOrder =
    ['id', 'created_at', 'updated_at'].includes(defaultSort.field) ||
    fields.some((field) => field.name === defaultSort.field && field.display.sort);
  return {
    ...kept,
    fields,
    relationships: said.relationships.map((item) => keepOfRelationship(item, kept.relationships)),
    labelField: isLabel ? labelField : said.labelField,
    defaultSort: isOrder ? defaultSort : said.defaultSort,
  };
}

function keepOfField(said: Field, all: readonly Field[]): Field {
  const kept = all.find((field) => field.name === said.name);
  if (kept === undefined) return said;
  const { label, description, renamedFrom } = kept;
  // Where a field is shown goes with what it is.
  const display = kept.type.kind === said.type.kind ? kept.display : said.display;
  return { ...said, type: withLabels(said.type, kept.type), label, description, display, renamedFrom };
}

/** Values that stay keep their labels; new ones get those of their names. */
function withLabels(said: FieldType, kept: FieldType): FieldType {
  if (said.kind !== 'enum' || kept.kind !== 'enum' || kept.labels === undefined) return said;
  const known = new Map(kept.values.map((value, index) => [value, kept.labels?.[index]]));
  const labels = said.values.map((value) => known.get(value) ?? valueLabel(value));
  return { ...said, labels };
}

function keepOfRelationship(said: Relationship, all: readonly Relationship[]): Relationship {
  const kept = all.find((item) => item.name === said.name);
  if (kept === undefined) return said;
  const { label, renamedFrom } = kept;
  if (kept.kind !== said.kind || kept.target !== said.target) return { ...said, label, renamedFrom };
  const { inverse } = kept;
  if (said.kind !== 'many-to-many' || kept.kind !== 'many-to-many') {
    return { ...said, label, renamedFrom, inverse };
  }
  const payload = said.payload.map((field) => keepOfField(field, kept.payload));
  return { ...said, label, renamedFrom, inverse, table: kept.table, payload };
}
