import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyGroup, pyString } from '../../codegen/render/python';
import { filterParameters } from '../../core/entity/filterParameters';
import type { WireField, WireRelationship } from '../../core/entity/wire';
import { enumClassName } from './enums';
import { ownClass, type EntityView } from './entityView';
import { FIRST_RELATED } from './relatedIds';
import { sampleOf, type Sample } from './samples';

const raw = (value: string): Code => code(text(value));

export interface FieldSample {
  readonly entry: WireField;
  readonly sample: Sample;
}

export function fieldSamples(view: EntityView): readonly FieldSample[] {
  return view.fields.map((entry) => ({
    entry,
    sample: sampleOf(entry.field, enumClassOf(view, entry, view.names.pascal)),
  }));
}

const enumClassOf = (view: EntityView, entry: WireField, owner: string): Code =>
  ownClass(view, enumClassName(view.project, owner, entry.field));

const isToOne = (entry: WireRelationship): boolean => entry.python === 'id';
const isUnique = (entry: WireRelationship): boolean => entry.relationship.kind === 'one-to-one';

/** Entries of a request's body by JSON name. */
export function bodyEntries(view: EntityView): readonly { readonly json: string; readonly value: Code }[] {
  return [
    ...fieldSamples(view).map(({ entry, sample }) => ({ json: entry.json, value: sample.wire })),
    ...view.relationships.map((entry) => ({ json: entry.json, value: relationWire(view, entry) })),
  ];
}

function relationWire(view: EntityView, entry: WireRelationship): Code {
  if (isToOne(entry)) return raw(entry.self ? 'None' : String(FIRST_RELATED));
  if (entry.self) return raw('[]');
  if (entry.link === null) return raw(`[${FIRST_RELATED}, ${FIRST_RELATED + 1}]`);
  return py`[${linkWire(view, entry, FIRST_RELATED)}]`;
}

/** One row of a junction with payload, as a request sends it. */
export function linkWire(view: EntityView, entry: WireRelationship, id: number): Code {
  const { link } = entry;
  if (link === null) return raw(String(id));
  const owner = entry.typescript.replace(/\[\]$/, '');
  const payload = link.payload.map((field) => ({
    json: field.json,
    value: sampleOf(field.field, enumClassOf(view, field, owner)).wire,
  }));
  return dictionary([{ json: link.targetKey, value: raw(String(id)) }, ...payload]);
}

export const dictionary = (entries: readonly { readonly json: string; readonly value: Code }[]): Code =>
  pyGroup(
    '{',
    entries.map(({ json, value }) => py`${pyString(json)}: ${value}`),
    '}',
  );

/** What a row of the model cannot do without, as named arguments over the variable `number`. */
export function neededValues(
  view: EntityView,
): readonly { readonly attribute: string; readonly value: Code }[] {
  const label = new Set([view.spec.labelField, `${view.spec.labelField}_en`, `${view.spec.labelField}_ar`]);
  return [
    ...fieldSamples(view)
      .filter(({ entry }) => !entry.optionalOnCreate || entry.field.unique || label.has(entry.field.name))
      .map(({ entry, sample }) => ({
        attribute: entry.pythonAttribute,
        value: entry.field.unique ? sample.row : (sample.plain ?? sample.row),
      })),
    ...view.relationships
      .filter((entry) => isToOne(entry) && !entry.nullable)
      .map((entry) => ({
        attribute: entry.pythonAttribute,
        value: raw(isUnique(entry) ? `${FIRST_RELATED} + number` : String(FIRST_RELATED)),
      })),
  ];
}

/** What rises from row to row: everything that can be sorted or filtered by. */
export function risingValues(
  view: EntityView,
): readonly { readonly attribute: string; readonly value: Code }[] {
  const audit = view.spec.features.audit ? ['created_at', 'updated_at'] : [];
  return [
    ...fieldSamples(view)
      .filter(({ entry }) => entry.field.display.sort || entry.filters.length > 0)
      .map(({ entry, sample }) => ({ attribute: entry.pythonAttribute, value: sample.row })),
    ...view.relationships
      .filter((entry) => isToOne(entry) && !entry.self)
      .map((entry) => ({ attribute: entry.pythonAttribute, value: raw(`${FIRST_RELATED} + number`) })),
    ...audit.map((attribute) => ({ attribute, value: raw('START + timedelta(hours=number)') })),
  ];
}

/** Filters with which of the three rising rows they find. */
export interface FilterCase {
  readonly name: string;
  readonly value: string;
  readonly found: readonly number[];
}

export function filterCases(view: EntityView): readonly FilterCase[] {
  if (!view.spec.features.filters) return [];
  const fields = fieldSamples(view).flatMap(({ entry, sample }) => fieldCases(entry, sample));
  const keys = view.relationships
    .filter((entry) => isToOne(entry) && !entry.self)
    .map((entry) => ({ name: entry.json, value: String(FIRST_RELATED + 1), found: [1] }));
  const audit = view.spec.features.audit
    ? ['created_at', 'updated_at'].flatMap((name) => [
        { name: `${name}_min`, value: '2026-01-01T01:00:00Z', found: [1, 2] },
        { name: `${name}_max`, value: '2026-01-01T01:00:00Z', found: [0, 1] },
      ])
    : [];
  return [...fields, ...keys, ...audit];
}

function fieldCases(entry: WireField, sample: Sample): readonly FilterCase[] {
  const filter = filterParameters(entry);
  if (filter === undefined) return [];
  const rows = [0, 1, 2];
  if (filter.kind === 'range') {
    if (sample.distinct < 3) return [];
    return [
      { name: filter.min, value: sample.query(1), found: [1, 2] },
      { name: filter.max, value: sample.query(1), found: [0, 1] },
    ];
  }
  const wanted = sample.query(2);
  return [{ name: filter.name, value: wanted, found: rows.filter((row) => sample.query(row) === wanted) }];
}

/** JSON names of what is unique, with another valid value each. */
export function uniqueValues(view: EntityView): readonly { readonly json: string; readonly value: Code }[] {
  return [
    ...fieldSamples(view)
      .filter(({ entry }) => entry.field.unique)
      .map(({ entry, sample }) => ({ json: entry.json, value: sample.fresh })),
    ...view.relationships
      .filter((entry) => isUnique(entry) && !entry.self)
      .map((entry) => ({ json: entry.json, value: raw(String(FIRST_RELATED + 9)) })),
  ];
}

/** How many rows a test may add by the factory; a required one-to-one needs a record each. */
export function roomForRows(view: EntityView): number {
  const hasRequiredKey = view.relationships.some((entry) => isUnique(entry) && !entry.nullable);
  const fields = fieldSamples(view)
    .filter(({ entry }) => entry.field.unique)
    .map(({ sample }) => sample.distinct - 1);
  return Math.min(1000, ...(hasRequiredKey ? [8] : []), ...fields);
}
