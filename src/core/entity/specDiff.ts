import type { EntitySpec, Field, Relationship } from '../model/entitySpec';

/** What of a field or relationship changed, by key of the model. */
export interface Altered<T> {
  readonly before: T;
  readonly after: T;
  readonly changed: readonly string[];
}

export interface MemberDiff<T> {
  readonly added: readonly T[];
  readonly removed: readonly T[];
  /** Only what says `renamedFrom`; what else changed of it is in `altered` too. */
  readonly renamed: readonly { readonly before: T; readonly after: T }[];
  readonly altered: readonly Altered<T>[];
}

/** From one version of an entity to the next: what a migration has to do. */
export interface SpecDiff {
  readonly table: { readonly before: string; readonly after: string } | null;
  /** The entity's own name, by `renamedFrom`. */
  readonly renamed: { readonly before: string; readonly after: string } | null;
  readonly fields: MemberDiff<Field>;
  readonly relationships: MemberDiff<Relationship>;
  /** Features that went on or off; `softDelete` and `audit` bring columns. */
  readonly features: readonly { readonly feature: string; readonly on: boolean }[];
  readonly isEmpty: boolean;
}

/** Keys that only change what is shown, never the database or the wire. */
const PRESENTATION = new Set(['label', 'description', 'display', 'renamedFrom']);

export function diffSpecs(before: EntitySpec, after: EntitySpec): SpecDiff {
  const table = before.table === after.table ? null : { before: before.table, after: after.table };
  const isRename = before.name !== after.name && after.renamedFrom === before.name;
  const fields = diffMembers(before.fields, after.fields);
  const relationships = diffMembers(before.relationships, after.relationships);
  const was = new Map<string, boolean>(Object.entries(before.features));
  const features = Object.entries(after.features)
    .filter(([feature, on]) => was.get(feature) !== on)
    .map(([feature, on]) => ({ feature, on }));
  const renamed = isRename ? { before: before.name, after: after.name } : null;
  const parts = [fields, relationships].flatMap((part) => [
    part.added,
    part.removed,
    part.renamed,
    part.altered,
  ]);
  const isEmpty =
    table === null && renamed === null && features.length === 0 && parts.every((part) => part.length === 0);
  return { table, renamed, fields, relationships, features, isEmpty };
}

/** Whether an altered field or relationship needs more than new labels. */
export function isStructural(altered: Altered<unknown>): boolean {
  return altered.changed.some((key) => !PRESENTATION.has(key));
}

/** From one version of fields or relationships to the next. */
export function diffMembers<T extends Field | Relationship>(
  before: readonly T[],
  after: readonly T[],
): MemberDiff<T> {
  const old = new Map(before.map((member) => [member.name, member]));
  const added: T[] = [];
  const renamed: { before: T; after: T }[] = [];
  const altered: Altered<T>[] = [];
  const matched = new Set<string>();
  for (const member of after) {
    const former = member.renamedFrom;
    const namesake = old.get(member.name);
    // `renamedFrom` stays in the file after the rename was done; then the old version has it too.
    const isDone = namesake?.renamedFrom === former;
    const origin = (former === null || isDone ? undefined : old.get(former)) ?? namesake;
    if (origin === undefined) {
      added.push(member);
      continue;
    }
    matched.add(origin.name);
    if (origin.name !== member.name) renamed.push({ before: origin, after: member });
    const changed = changedKeys(origin, member).filter((key) => key !== 'name' && key !== 'renamedFrom');
    if (changed.length > 0) altered.push({ before: origin, after: member, changed });
  }
  return { added, removed: before.filter((member) => !matched.has(member.name)), renamed, altered };
}

function changedKeys(before: object, after: object): readonly string[] {
  const old = new Map<string, unknown>(Object.entries(before));
  const now = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...old.keys(), ...now.keys()])].filter((key) => !same(old.get(key), now.get(key)));
}

/** Equality of plain data, whatever the order of keys. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  const other = new Map<string, unknown>(Object.entries(b));
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === other.size &&
    Object.entries(a).every(([key, value]) => other.has(key) && same(value, other.get(key)))
  );
}
