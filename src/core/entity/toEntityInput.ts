import type { EntitySpec, Features, Field, FieldType, Localized, Relationship } from '../model/entitySpec';
import { kebabCase, pluralOf } from './caseConversion';
import type { EntityInput, FieldInput, LabelInput, RelationshipInput } from './entityInput';
import { formatRelationship, formatType } from './formatShorthand';
import { entityLabels, fieldLabel, valueLabel } from './labels';
import { DEFAULT_GROUP, FEATURES } from './features';
import { refuseFieldName } from './names';
import { defaultDisplay } from './normalizeField';
import { defaultInverse, defaultJunctionTable, type Owner } from './normalizeRelationship';
import { defaultLabelField, defaultSortOf } from './rowOrder';

/** The shortest input that normalises to the spec: only what differs from the defaults. */
export function toEntityInput(spec: EntitySpec): EntityInput {
  const plural = pluralOf(spec.name);
  const owner: Owner = { name: spec.name, plural: spec.plural, table: spec.table };
  const labels = entityLabels(spec.name, spec.plural);
  const singular = labelInput(spec.label.singular, labels.singular);
  const many = labelInput(spec.label.plural, labels.plural);
  const features = featuresInput(spec.features);
  const sort = defaultSortOf(spec.labelField, spec.fields);
  const sameSort = sort.field === spec.defaultSort.field && sort.order === spec.defaultSort.order;
  return {
    name: spec.name,
    ...(spec.plural === plural ? {} : { plural: spec.plural }),
    ...(spec.table === spec.plural ? {} : { table: spec.table }),
    ...(spec.route === kebabCase(spec.plural) ? {} : { route: spec.route }),
    ...(spec.group === DEFAULT_GROUP ? {} : { group: spec.group }),
    ...(singular === undefined && many === undefined
      ? {}
      : {
          label: {
            ...(singular === undefined ? {} : { singular }),
            ...(many === undefined ? {} : { plural: many }),
          },
        }),
    ...(spec.renamedFrom === null ? {} : { renamedFrom: spec.renamedFrom }),
    fields: fieldsInput(spec.fields, spec.relationships),
    ...(spec.relationships.length === 0
      ? {}
      : {
          relationships: Object.fromEntries(
            spec.relationships.map((relationship) => [
              relationship.name,
              relationshipInput(relationship, owner),
            ]),
          ),
        }),
    ...(features === undefined ? {} : { features }),
    ...(spec.labelField === defaultLabelField(spec.fields) ? {} : { labelField: spec.labelField }),
    ...(sameSort
      ? {}
      : { defaultSort: (spec.defaultSort.order === 'desc' ? '-' : '') + spec.defaultSort.field }),
  };
}

function featuresInput(features: Features): EntityInput['features'] {
  const off = FEATURES.filter((feature) => !features[feature]);
  return off.length === 0 ? undefined : Object.fromEntries(off.map((feature) => [feature, false]));
}

function fieldsInput(
  fields: readonly Field[],
  relationships: readonly Relationship[] = [],
): Record<string, string | FieldInput> {
  const entries: [string, string | FieldInput][] = [];
  const taken = new Set([...fields, ...relationships].map((member) => member.name));
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index];
    if (field === undefined) break;
    const pair = bilingualStem(field, fields[index + 1], taken);
    if (pair !== undefined) {
      entries.push([pair, formatType(field, 'bilingual')]);
      index++;
    } else entries.push([field.name, fieldInput(field)]);
  }
  return Object.fromEntries(entries);
}

/** The stem of two neighbours that `bilingual` would make, with nothing else said about them. */
export function bilingualStem(
  first: Field,
  second: Field | undefined,
  taken: ReadonlySet<string>,
): string | undefined {
  const stem = /^(.+)_en$/.exec(first.name)?.[1];
  if (stem === undefined || taken.has(stem) || refuseFieldName(stem) !== undefined) return undefined;
  if (second?.name !== `${stem}_ar` || first.type.kind !== 'string') return undefined;
  if (typeof fieldInput(first) !== 'string' || typeof fieldInput(second) !== 'string') return undefined;
  return formatType(first) === formatType(second) ? stem : undefined;
}

function fieldInput(field: Field): string | FieldInput {
  const label = labelInput(field.label, fieldLabel(field.name));
  const display = displayInput(field);
  const valueLabels = valueLabelsInput(field.type);
  const extras: Omit<FieldInput, 'type'> = {
    ...(label === undefined ? {} : { label }),
    ...(valueLabels === undefined ? {} : { valueLabels }),
    ...(field.description === null ? {} : { description: field.description }),
    ...(display === undefined ? {} : { display }),
    ...(field.renamedFrom === null ? {} : { renamedFrom: field.renamedFrom }),
  };
  const type = formatType(field);
  return Object.keys(extras).length === 0 ? type : { type, ...extras };
}

function valueLabelsInput(type: FieldType): Record<string, LabelInput> | undefined {
  if (type.kind !== 'enum') return undefined;
  const entries: [string, LabelInput][] = [];
  for (const [index, value] of type.values.entries()) {
    const label = type.labels?.[index];
    const input = label === undefined ? undefined : labelInput(label, valueLabel(value));
    // A value that is no identifier needs its label, even where it is the derived one.
    if (input !== undefined) entries.push([value, input]);
    else if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(value)) entries.push([value, {}]);
  }
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function displayInput(field: Field): FieldInput['display'] {
  const usual = defaultDisplay(field.type.kind);
  const changed: NonNullable<FieldInput['display']> = {};
  for (const key of ['table', 'form', 'filter', 'sort', 'search'] as const) {
    if (field.display[key] !== usual[key]) changed[key] = field.display[key];
  }
  return Object.keys(changed).length === 0 ? undefined : changed;
}

function relationshipInput(relationship: Relationship, owner: Owner): string | RelationshipInput {
  const label = labelInput(relationship.label, fieldLabel(relationship.name));
  const { name, kind, target, inverse } = relationship;
  const usualInverse = defaultInverse(name, kind, target, owner);
  const isJunction = relationship.kind === 'many-to-many';
  const payload =
    isJunction && relationship.payload.length > 0 ? fieldsInput(relationship.payload) : undefined;
  const extras: Omit<RelationshipInput, 'type'> = {
    ...(label === undefined ? {} : { label }),
    ...(inverse === usualInverse ? {} : { inverse }),
    ...(isJunction && relationship.table !== defaultJunctionTable(name, owner)
      ? { table: relationship.table }
      : {}),
    ...(payload === undefined ? {} : { payload }),
    ...(relationship.renamedFrom === null ? {} : { renamedFrom: relationship.renamedFrom }),
  };
  const type = formatRelationship(relationship, owner.name, 'without payload');
  return Object.keys(extras).length === 0 ? type : { type, ...extras };
}

/** What has to be written to get a label, undefined when it is the derived one. */
function labelInput(label: Localized, derived: Localized): LabelInput | undefined {
  const en = label.en === derived.en ? {} : { en: label.en };
  const ar = label.ar === derived.ar ? {} : { ar: label.ar };
  const both = { ...en, ...ar };
  if (Object.keys(both).length === 0) return undefined;
  // Without a known Arabic word the Arabic label follows the English one unless it is written.
  return derived.ar === derived.en ? { en: label.en, ar: label.ar } : both;
}
