import type { Code } from '../../codegen/render/code';
import { py, pyString } from '../../codegen/render/python';
import { diffSpecs } from '../../core/entity/specDiff';
import type { EntitySpec, Relationship } from '../../core/model/entitySpec';
import { AppError } from '../../core/model/appError';
import { addedColumns, alterTable } from './alterTable';
import { addColumns, canFill, dropColumns } from './columnSteps';
import { entityView, type EntityView } from './entityView';
import { pairsOf, renamesOf, reversed, type Pair, type Renames } from './memberPairs';
import { rebuildJunction } from './rebuildJunction';
import { createTable, dropTable } from './renderMigration';
import { junctionTables, ownTable, type JunctionTable, type TableShape } from './tableShape';
import { columnsOfTargets, type TargetColumn } from './targetAlterations';

export interface AlterSteps {
  readonly message: string;
  readonly upgrade: readonly Code[];
  readonly downgrade: readonly Code[];
}

interface SpecRenames {
  readonly fields: Renames;
  readonly relationships: Renames;
  /** Of the payload of a relationship, by its name in the version that is left. */
  readonly payload: (relationship: string) => Renames;
}

/** What brings the tables from one version of the entity to the next, undefined when nothing of them changed. */
export function alterTables(view: EntityView, before: EntitySpec): AlterSteps | undefined {
  const previous = entityView(view.project, before, undefined, view.spec.table);
  const diff = diffSpecs(before, view.spec);
  const forwards = specRenames(before, view.spec);
  refuseWhatCannotBeFilled(previous, view, forwards);
  const upgrade = steps(previous, view, forwards);
  if (upgrade.length === 0) return undefined;
  const changes = [
    ...diff.fields.added.map((field) => `add ${field.name}`),
    ...diff.relationships.added.map((item) => `add ${item.name}`),
    ...diff.fields.removed.map((field) => `drop ${field.name}`),
    ...diff.relationships.removed.map((item) => `drop ${item.name}`),
    ...[...diff.fields.renamed, ...diff.relationships.renamed].map(
      (item) => `rename ${item.before.name} to ${item.after.name}`,
    ),
  ];
  const words = view.spec.plural.replaceAll('_', ' ');
  return {
    message: messageOf(words, changes, view.project.width),
    upgrade,
    downgrade: steps(view, previous, backwards(forwards)),
  };
}

/** Throws AppError `invalidInput` for a new column that rows which exist can have no value of. */
function refuseWhatCannotBeFilled(from: EntityView, to: EntityView, renames: SpecRenames): void {
  const table = ownTable(to);
  const pairs = pairsOf(from.spec.relationships, to.spec.relationships, renames.relationships);
  const columns = addedColumns(ownTable(from), table, ownRenames(renames, pairs));
  const column = columns.find((item) => !item.nullable && !canFill(item));
  if (column === undefined) return;
  throw new AppError(
    'invalidInput',
    `${column.name} is required and unique, but the rows of ${table.name} that exist cannot be given values of it that differ.`,
    `Make ${column.name} optional first (without "!"), give the rows their values, then make it required.`,
  );
}

/** Columns of the own table that have another name in the next version. */
export const ownRenames = (renames: SpecRenames, pairs: readonly Pair<Relationship>[]): Renames =>
  new Map([...renames.fields, ...keyRenames(pairs)]);

export function specRenames(before: EntitySpec, after: EntitySpec): SpecRenames {
  const relationships = renamesOf(before.relationships, after.relationships);
  const pairs = pairsOf(before.relationships, after.relationships, relationships);
  return {
    fields: renamesOf(before.fields, after.fields),
    relationships,
    payload(name) {
      const pair = pairs.find((item) => item.before.name === name);
      return renamesOf(payloadOf(pair?.before), payloadOf(pair?.after));
    },
  };
}

const payloadOf = (relationship: Relationship | undefined) =>
  relationship?.kind === 'many-to-many' ? relationship.payload : [];

function backwards(renames: SpecRenames): SpecRenames {
  const relationships = reversed(renames.relationships);
  return {
    fields: reversed(renames.fields),
    relationships,
    payload: (name) => reversed(renames.payload(relationships.get(name) ?? name)),
  };
}

function messageOf(words: string, changes: readonly string[], width: number): string {
  const message = `${words}: ${changes.length === 0 ? 'alter columns' : changes.join(', ')}`;
  return message.length + 6 <= width ? message : `${words}: ${changes.length} changes`;
}

function steps(from: EntityView, to: EntityView, renames: SpecRenames): readonly Code[] {
  const { project } = to;
  const pairs = pairsOf(from.spec.relationships, to.spec.relationships, renames.relationships);
  const [ownBefore, ownAfter] = [ownTable(from), ownTable(to)];
  const [before, after] = [junctionTables(from), junctionTables(to)];
  const links = pairsOf(before, after, renames.relationships);
  const [targetsBefore, targetsAfter] = [columnsOfTargets(from), columnsOfTargets(to)];
  const targets = pairsOf(targetsBefore, targetsAfter, renames.relationships);
  const isRenamed = ownBefore.name !== ownAfter.name;
  return [
    ...before
      .filter((link) => !links.some((pair) => pair.before === link))
      .flatMap(({ table }) => dropTable(project, table)),
    ...targetsBefore
      .filter((target) => !targets.some((pair) => pair.before === target))
      .flatMap(({ table, column }) => dropColumns(project, table, [column])),
    ...(isRenamed ? [py`op.rename_table(${pyString(ownBefore.name)}, ${pyString(ownAfter.name)})`] : []),
    ...alterTable(project, ownBefore, ownAfter, ownRenames(renames, pairs)),
    ...links.flatMap((pair) => alterJunction(to, pair, renames)),
    ...after
      .filter((link) => !links.some((pair) => pair.after === link))
      .flatMap(({ table }) => createTable(project, table)),
    ...targets.flatMap((pair) => alterTarget(to, pair)),
    ...targetsAfter
      .filter((target) => !targets.some((pair) => pair.after === target))
      .flatMap(({ table, column }) => addColumns(project, table, [column])),
  ];
}

/** Foreign keys of the own table that relationships name: their own, and in a one-to-many to itself the inverse's. */
function keyRenames(pairs: readonly Pair<Relationship>[]): Renames {
  const keyOf = (relationship: Relationship): string | null => {
    if (relationship.kind === 'many-to-many') return null;
    return relationship.kind === 'one-to-many' ? relationship.inverse : relationship.name;
  };
  return new Map(
    pairs.flatMap(({ before, after }): [string, string][] => {
      const [from, to] = [keyOf(before), keyOf(after)];
      return from === null || to === null || from === to ? [] : [[`${from}_id`, `${to}_id`]];
    }),
  );
}

function alterJunction(
  { project }: EntityView,
  { before, after }: Pair<JunctionTable>,
  renames: SpecRenames,
): readonly Code[] {
  const columns = new Map([
    ...before.keys.map((key, index): [string, string] => [key, after.keys[index] ?? key]),
    ...renames.payload(before.name),
  ]);
  const hasId = (table: TableShape): boolean => table.primaryKey.includes('id');
  if (hasId(before.table) !== hasId(after.table)) {
    return rebuildJunction(project, before.table, after.table, columns);
  }
  const rename =
    before.table.name === after.table.name
      ? []
      : [py`op.rename_table(${pyString(before.table.name)}, ${pyString(after.table.name)})`];
  return [...rename, ...alterTable(project, before.table, after.table, columns)];
}

function alterTarget({ project }: EntityView, { before, after }: Pair<TargetColumn>): readonly Code[] {
  const shape = ({ table, column }: TargetColumn): TableShape => ({
    name: table,
    columns: [column],
    primaryKey: [],
    uniques: [],
  });
  if (before.table !== after.table) {
    return [
      ...dropColumns(project, before.table, [before.column]),
      ...addColumns(project, after.table, [after.column]),
    ];
  }
  return alterTable(project, shape(before), shape(after), new Map([[before.column.name, after.column.name]]));
}
