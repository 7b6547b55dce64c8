import type { EntitySpec, Field, Relationship } from '../model/entitySpec';
import { kebabCase, pluralOf } from './caseConversion';
import { nearest } from './didYouMean';
import { entityInputSchema, entriesOf, type EntityInput, type LabelInput } from './entityInput';
import { DEFAULT_GROUP, normalizeFeatures } from './features';
import { hostileProblem } from './hostileInput';
import { entityLabels, withDefaults } from './labels';
import { checkNameClashes } from './nameClashes';
import { refuseName } from './names';
import { normalizeField } from './normalizeField';
import { normalizeRelationship, type Owner } from './normalizeRelationship';
import { parseShorthandType } from './parseShorthandType';
import { defaultLabelField, defaultSortOf, normalizeSort } from './rowOrder';
import type { SpecProblem } from './specProblem';
import { SpecReport } from './specReport';
import { zodProblems } from './zodProblems';

export type NormalizedEntity =
  | { readonly kind: 'valid'; readonly spec: EntitySpec }
  | { readonly kind: 'invalid'; readonly problems: readonly SpecProblem[] };

const MAX_FIELDS = 200;

/**
 * Checks what a person, a file or a model wrote and fills in every default. Never throws; a spec that is normalised already
 * comes back equal.
 */
export function normalizeEntity(input: unknown): NormalizedEntity {
  const hostile = hostileProblem(input);
  if (hostile !== undefined) return { kind: 'invalid', problems: [hostile] };
  const parsed = entityInputSchema.safeParse(input, { reportInput: true });
  if (!parsed.success) return { kind: 'invalid', problems: zodProblems(parsed.error, input) };
  const report = new SpecReport();
  const spec = build(parsed.data, report);
  if (report.problems.length > 0) return { kind: 'invalid', problems: report.problems };
  return { kind: 'valid', spec };
}

function build(input: EntityInput, report: SpecReport): EntitySpec {
  const { name } = input;
  const bad = refuseName(name, 'entity name');
  if (bad !== undefined) report.add(bad.message, bad.suggestion, 'name');
  const plural = checkedName(input.plural ?? pluralOf(name), 'plural', input.plural, report);
  const table = checkedName(input.table ?? plural, 'table', input.table, report);
  const route = input.route ?? kebabCase(plural);
  if (input.route !== undefined) refuseRoute(input.route, report);
  const group = checkedName(input.group ?? DEFAULT_GROUP, 'group', input.group, report);
  const owner: Owner = { name, plural, table };
  const { fields, relationships } = buildMembers(input, owner, report);
  checkNameClashes(owner, fields, relationships, report);
  const features = normalizeFeatures(input.features, report);
  const labelField = input.labelField ?? defaultLabelField(fields);
  const sort = input.defaultSort === undefined ? defaultSortOf(labelField, fields) : undefined;
  const defaultSort = sort ?? normalizeSort(input.defaultSort ?? 'id', fields, report);
  checkLabelField(input.labelField, fields, report);
  const { renamedFrom = null } = input;
  if (renamedFrom !== null) {
    const refusal =
      renamedFrom === name
        ? { message: 'The entity was renamed from itself.', suggestion: 'Leave `renamedFrom` out.' }
        : refuseName(renamedFrom, 'former name');
    if (refusal !== undefined) report.add(refusal.message, refusal.suggestion, 'renamedFrom');
  }
  return {
    version: 1,
    name,
    plural,
    table,
    route,
    group,
    label: normalizeLabels(input.label, name, plural),
    fields,
    relationships,
    features,
    labelField,
    defaultSort,
    renamedFrom,
  };
}

/** A name that was given is checked; a derived one only repeats problems of what it comes from. */
function checkedName(
  value: string,
  key: 'plural' | 'table' | 'group',
  given: string | undefined,
  report: SpecReport,
): string {
  const refusal = given === undefined ? undefined : refuseName(given, key);
  if (refusal !== undefined) report.add(refusal.message, refusal.suggestion, key);
  return value;
}

function refuseRoute(route: string, report: SpecReport): void {
  if (route.length <= 64 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(route)) return;
  const better = kebabCase(route).slice(0, 64);
  report.add(
    `The route ${JSON.stringify(route.slice(0, 60))} is no URL segment in kebab-case.`,
    better === '' ? 'Write e.g. `purchase-orders`.' : `Write \`${better}\`.`,
    'route',
  );
}

function buildMembers(
  input: EntityInput,
  owner: Owner,
  report: SpecReport,
): { fields: Field[]; relationships: Relationship[] } {
  const fields: Field[] = [];
  const relationships: Relationship[] = [];
  const entries = entriesOf(input.fields, ['fields']);
  if (entries.length > MAX_FIELDS) {
    report.add(
      `The entity has ${entries.length} fields, more than ${MAX_FIELDS}.`,
      'Split it into several entities.',
      'fields',
    );
    return { fields, relationships };
  }
  for (const entry of entries) {
    const value = typeof entry.value === 'string' ? { type: entry.value } : entry.value;
    const name = nameOf(entry.name, value.name, entry.path, report);
    if (name === undefined) continue;
    const at = report.at(entry.path, name);
    if (typeof value.type === 'string') {
      const parsed = parseShorthandType(value.type);
      if (
        parsed.kind === 'valid' &&
        parsed.value.kind === 'relationship' &&
        Object.keys(value).every((key) => key === 'type' || key === 'name')
      ) {
        const relationship = normalizeRelationship(name, parsed.value.relationship, owner, at);
        if (relationship !== undefined) relationships.push(relationship);
        continue;
      }
    }
    fields.push(...normalizeField(name, value, at));
  }
  for (const entry of entriesOf(input.relationships, ['relationships'])) {
    const value = typeof entry.value === 'string' ? { type: entry.value } : entry.value;
    const name = nameOf(entry.name, value.name, entry.path, report);
    if (name === undefined) continue;
    const relationship = normalizeRelationship(name, value, owner, report.at(entry.path, name));
    if (relationship !== undefined) relationships.push(relationship);
  }
  if (entries.length === 0 || (fields.length === 0 && report.problems.length === 0)) {
    report.add('The entity has no field.', 'Write at least one, e.g. `name: string(64)!`.', 'fields');
  }
  if (fields.length > MAX_FIELDS) {
    report.add(
      `The entity has ${fields.length} fields, more than ${MAX_FIELDS}.`,
      'Split it into several entities.',
      'fields',
    );
  }
  return { fields, relationships };
}

function nameOf(
  key: string | undefined,
  inside: string | undefined,
  path: readonly (string | number)[],
  report: SpecReport,
): string | undefined {
  if (key !== undefined && inside !== undefined && key !== inside) {
    report
      .at(path, key)
      .add(`The names "${key}" and "${inside}" contradict each other.`, 'Leave `name` out.', 'name');
  }
  const name = key ?? inside;
  if (name === undefined) report.at(path).add('The field has no name.', 'Write `name: price` or use a map.');
  return name;
}

function normalizeLabels(input: EntityInput['label'], name: string, plural: string): EntitySpec['label'] {
  const derived = entityLabels(name, plural);
  if (input !== undefined && typeof input !== 'string' && ('singular' in input || 'plural' in input)) {
    return {
      singular: withDefaults(input.singular, derived.singular),
      plural: withDefaults(input.plural, derived.plural),
    };
  }
  const singular: LabelInput | undefined =
    typeof input === 'object' && 'plural' in input ? undefined : plainLabel(input);
  return { singular: withDefaults(singular, derived.singular), plural: derived.plural };
}

function plainLabel(input: EntityInput['label']): LabelInput | undefined {
  if (input === undefined || typeof input === 'string') return input;
  return 'en' in input || 'ar' in input ? input : undefined;
}

function checkLabelField(given: string | undefined, fields: readonly Field[], report: SpecReport): void {
  if (given === undefined || given === 'id') return;
  const names = fields.map((field) => field.name);
  const field = fields.find((candidate) => candidate.name === given);
  if (field === undefined) {
    if (names.includes(`${given}_en`) && names.includes(`${given}_ar`)) return;
    const near = nearest(given, names);
    const suggestion =
      near === undefined ? 'Write the name of a field, or `id`.' : `Did you mean \`${near}\`?`;
    report.add(`The label field "${given.slice(0, 60)}" is no field.`, suggestion, 'labelField');
  } else if (['json', 'bytes', 'text'].includes(field.type.kind)) {
    report.add(
      `A ${field.type.kind} field cannot name a row.`,
      'Write a short text field, or `id`.',
      'labelField',
    );
  }
}
