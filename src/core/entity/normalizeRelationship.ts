import type { Field, Relationship } from '../model/entitySpec';
import { pascalCase, pluralOf, singularOf, snakeCase } from './caseConversion';
import { entriesOf, type FieldInput, type RelationshipInput } from './entityInput';
import { fieldLabel, withDefaults } from './labels';
import { entityNames, refuseFieldName, refuseName } from './names';
import { normalizeField } from './normalizeField';
import { parseShorthandType } from './parseShorthandType';
import type { SpecReport } from './specReport';

/** What a relationship needs to know of its entity. */
export interface Owner {
  readonly name: string;
  readonly plural: string;
  readonly table: string;
}

type Kind = Relationship['kind'];

const MAX_PAYLOAD = 20;

export function normalizeRelationship(
  name: string,
  input: RelationshipInput,
  owner: Owner,
  report: SpecReport,
): Relationship | undefined {
  const refusal = refuseFieldName(name, 'relationship name');
  if (refusal !== undefined) report.add(refusal.message, refusal.suggestion);
  const expanded = expand(input, report);
  if (expanded === undefined || refusal !== undefined) return undefined;
  const { kind } = expanded;
  refuseForeignOptions(kind, input, expanded, report);
  const target = targetOf(expanded.target, owner, report);
  if (target === undefined) return undefined;
  const inverse =
    expanded.inverse === undefined ? defaultInverse(name, kind, target, owner) : expanded.inverse;
  if (inverse !== null) {
    const bad = refuseFieldName(inverse, 'inverse name');
    if (bad !== undefined) report.add(bad.message, bad.suggestion, 'inverse');
  } else if (kind === 'one-to-many') {
    const message = 'A one-to-many needs an inverse: its foreign key stands on the target.';
    report.add(message, `Leave \`inverse\` out for \`${owner.name}\`, or write a name.`, 'inverse');
  }
  const { renamedFrom = null } = expanded;
  if (renamedFrom !== null) {
    const bad =
      renamedFrom === name
        ? { message: 'The relationship was renamed from itself.', suggestion: 'Leave `renamedFrom` out.' }
        : refuseFieldName(renamedFrom, 'former name');
    if (bad !== undefined) report.add(bad.message, bad.suggestion, 'renamedFrom');
  }
  const label = withDefaults(expanded.label, fieldLabel(name));
  const base = { name, target, label, inverse, renamedFrom };
  switch (kind) {
    case 'many-to-one':
    case 'one-to-one': {
      const required = expanded.required ?? false;
      const onDelete = expanded.onDelete ?? 'restrict';
      if (required && onDelete === 'set-null') {
        const message = 'A required relationship cannot become empty when its target is deleted.';
        report.add(message, 'Write `restrict` or `cascade`, or leave `required` out.', 'onDelete');
      }
      return { ...base, kind, required, onDelete };
    }
    case 'one-to-many':
      return { ...base, kind };
    case 'many-to-many': {
      const table = expanded.table ?? defaultJunctionTable(name, owner);
      const bad =
        table === owner.table
          ? {
              message: "The junction table has the entity's own name.",
              suggestion: `Write e.g. \`${owner.table}_${name}\`.`,
            }
          : refuseTable(table);
      if (bad !== undefined) report.add(bad.message, bad.suggestion, 'table');
      return {
        ...base,
        kind,
        table,
        payload: normalizePayload(name, target, expanded.payload, owner, report),
      };
    }
  }
}

/** Table names made of other names may be longer than a name; databases cut at 63. */
function refuseTable(table: string): ReturnType<typeof refuseName> {
  if (/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(table) && table.length <= 63) return undefined;
  return refuseName(table, 'junction table') ?? undefined;
}

export const defaultJunctionTable = (name: string, owner: Owner): string =>
  `${owner.table}_${name}`.slice(0, 63).replace(/_+$/, '');

/**
 * The attribute that the target gets. It depends on nothing but this relationship, so that adding another never renames it:
 * `category: ref(Category)` gives `products`; where the name says more than the target (`billing_address`), it is put first.
 */
export function defaultInverse(name: string, kind: Kind, target: string, owner: Owner): string | null {
  const { snake, pluralSnake } = entityNames(owner);
  if (target === pascalCase(owner.name)) {
    if (kind === 'many-to-one') return name === 'parent' ? 'children' : `${name}_${pluralSnake}`;
    if (kind === 'one-to-many') return name === 'children' ? 'parent' : `${singularOf(name)}_${snake}`;
    return null;
  }
  const targetSnake = snakeCase(target);
  const plain = name === targetSnake || name === pluralOf(targetSnake);
  if (kind === 'one-to-many') return snake;
  const inverse = kind === 'one-to-one' ? snake : pluralSnake;
  return plain ? inverse : `${name}_${inverse}`;
}

type Expanded = RelationshipInput & { readonly kind: Kind };

function expand(input: RelationshipInput, report: SpecReport): Expanded | undefined {
  if (input.type === undefined) {
    if (input.kind !== undefined) return { ...input, kind: input.kind };
    report.add(
      'The relationship says no kind.',
      'Write e.g. `type: ref(Category)`, or `kind` and `target`.',
      'type',
    );
    return undefined;
  }
  const parsed = parseShorthandType(input.type);
  if (parsed.kind === 'invalid') {
    for (const problem of parsed.problems) report.add(problem.message, problem.suggestion, 'type');
    return undefined;
  }
  if (parsed.value.kind === 'field') {
    report.add(
      `\`${input.type.slice(0, 40)}\` is a field, no relationship.`,
      'Write it under `fields`.',
      'type',
    );
    return undefined;
  }
  const { relationship } = parsed.value;
  if (relationship.kind === undefined) return undefined;
  const explicit = Object.entries(input).filter(([key, value]) => value !== undefined && key !== 'type');
  const overlap = (['kind', 'target'] as const).find(
    (key) => input[key] !== undefined && input[key] !== relationship[key],
  );
  if (overlap !== undefined) {
    report.add(`\`type\` and \`${overlap}\` contradict each other.`, `Leave \`${overlap}\` out.`, overlap);
  }
  return { ...relationship, ...Object.fromEntries(explicit), kind: relationship.kind };
}

function refuseForeignOptions(
  kind: Kind,
  input: RelationshipInput,
  expanded: Expanded,
  report: SpecReport,
): void {
  const toOne = kind === 'many-to-one' || kind === 'one-to-one';
  const fits = {
    required: toOne,
    onDelete: toOne,
    table: kind === 'many-to-many',
    payload: kind === 'many-to-many',
  };
  for (const key of ['required', 'onDelete', 'table', 'payload'] as const) {
    if (fits[key] || (input[key] === undefined && expanded[key] === undefined)) continue;
    report.add(`A ${kind} relationship has no \`${key}\`.`, `Leave \`${key}\` out.`, key);
  }
}

function targetOf(target: string | undefined, owner: Owner, report: SpecReport): string | undefined {
  if (target === undefined || target === '') {
    report.add(
      'The relationship has no target.',
      'Write the model it leads to, e.g. `ref(Category)`.',
      'target',
    );
    return undefined;
  }
  const own = pascalCase(owner.name);
  if (target === 'self' || target === owner.name || target === own) return own;
  if (target.length <= 64 && /^[A-Z][A-Za-z0-9]*$/.test(target)) return target;
  const pascal = pascalCase(target);
  const isSnake = refuseName(target, 'target') === undefined;
  if (isSnake) return pascal;
  report.add(
    `The target ${JSON.stringify(target.slice(0, 40))} is no name of a model.`,
    /^[A-Z][A-Za-z0-9]*$/.test(pascal) && pascal.length <= 64
      ? `Write \`${pascal}\`.`
      : 'Write a PascalCase name, e.g. `Category`.',
    'target',
  );
  return undefined;
}

function normalizePayload(
  name: string,
  target: string,
  input: RelationshipInput['payload'],
  owner: Owner,
  report: SpecReport,
): Field[] {
  const columns = new Set<string>(Object.values(junctionColumns({ name, target }, owner)));
  const fields: Field[] = [];
  const entries = entriesOf(input, ['payload']);
  if (entries.length > MAX_PAYLOAD) {
    report.add(
      `The junction has ${entries.length} columns, more than ${MAX_PAYLOAD}.`,
      'Make it an entity of its own.',
      'payload',
    );
    return [];
  }
  for (const entry of entries) {
    const value: FieldInput = typeof entry.value === 'string' ? { type: entry.value } : entry.value;
    const fieldName = entry.name ?? value.name;
    const at = report.at(entry.path, `${name}.${fieldName ?? '?'}`);
    if (fieldName === undefined) {
      at.add('The column has no name.', 'Write `name`.');
      continue;
    }
    for (const field of normalizeField(fieldName, value, at)) {
      if (field.type.kind === 'json' || field.type.kind === 'bytes') {
        at.add(
          `A column of a junction cannot be ${field.type.kind}.`,
          'Make the junction an entity of its own.',
          'type',
        );
      }
      if (columns.has(field.name) || columns.has(`${field.name}_id`)) {
        at.add(
          `The name "${field.name}" clashes with another of the junction's columns.`,
          'Write another name.',
        );
      }
      columns.add(field.name);
      fields.push(field);
    }
  }
  return fields;
}

/** Foreign keys of a junction table; in a self-reference the target's is named after the relationship. */
export function junctionColumns(
  relationship: Pick<Relationship, 'name' | 'target'>,
  owner: Pick<Owner, 'name'>,
): { readonly own: string; readonly target: string } {
  const own = `${owner.name}_id`;
  const isSelf = relationship.target === pascalCase(owner.name);
  const target = `${isSelf ? singularOf(relationship.name) : snakeCase(relationship.target)}_id`;
  return { own, target: target === own ? `related_${target}` : target };
}

export const isSelfReference = (
  relationship: Pick<Relationship, 'target'>,
  owner: Pick<Owner, 'name'>,
): boolean => relationship.target === pascalCase(owner.name);
