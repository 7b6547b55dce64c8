import { code, emptyCode, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyGroup, pyRender, pyString } from '../../codegen/render/python';
import { constraintName } from './constraintNames';
import {
  addColumn,
  canFill,
  constraintsOf,
  dropConstraints,
  fillRows,
  isFilled,
  updateRows,
} from './columnSteps';
import type { FastapiProject } from './project';
import { batch, BLANK } from './renderMigration';
import { sqlName } from './sqlReserved';
import type { ShapeColumn, TableShape } from './tableShape';
import { typeChange, type TypeChange } from './typeChange';

interface Change {
  readonly before: ShapeColumn;
  readonly after: ShapeColumn;
}

const raw = (value: string): Code => code(text(value));
const shown = (value: Code): string => pyRender(value, { width: 1000 }).text;

/** Columns that a shape has and the one before does not, by the names that they were renamed to. */
export function addedColumns(
  before: TableShape,
  after: TableShape,
  renames: ReadonlyMap<string, string>,
): readonly ShapeColumn[] {
  const known = new Set(before.columns.map(({ name }) => renames.get(name) ?? name));
  return after.columns.filter(({ name }) => !known.has(name));
}

/** Steps from one shape of a table to another; the table has the new name already. */
export function alterTable(
  project: FastapiProject,
  before: TableShape,
  after: TableShape,
  renames: ReadonlyMap<string, string>,
): readonly Code[] {
  const changes: Change[] = [];
  const removed: ShapeColumn[] = [];
  for (const column of before.columns) {
    const name = renames.get(column.name) ?? column.name;
    const match = after.columns.find((other) => other.name === name);
    if (match === undefined) removed.push(column);
    else changes.push({ before: column, after: match });
  }
  const added = addedColumns(before, after, renames);
  const isTableRenamed = before.name !== after.name;
  const rebuilt = changes.filter((change) => isTableRenamed || !sameConstraints(change));
  const renamed = changes.filter((change) => change.before.name !== change.after.name);
  const filled = added.filter(isFilled);
  const tightened = changes.filter(({ before: old, after: now }) => old.nullable && !now.nullable);
  const loosened = changes.filter(
    (change) => !change.before.nullable && change.after.nullable && !isRetyped(change),
  );
  const retyped = changes
    .filter(isRetyped)
    .map((change) => ({ ...change, type: typeChange(after.name, change.before, change.after) }));
  const sameUniques = !isTableRenamed && JSON.stringify(before.uniques) === JSON.stringify(after.uniques);
  const rebuiltAfter = rebuilt.map((change) => change.after);

  return inBatches(after.name, [
    ...(sameUniques
      ? []
      : before.uniques.map((columns) => inBatch(dropUnique(project, before.name, columns)))),
    ...[...removed, ...rebuilt.map((change) => change.before)]
      .flatMap((column) => dropConstraints(project, before.name, column))
      .map(inBatch),
    ...removed.map((column) => inBatch(py`batch_op.drop_column(${pyString(column.name)})`)),
    ...renamed.map((change) => inBatch(rename(change))),
    ...added.map((column) => inBatch(addColumn(column))),
    ...retyped.flatMap(({ after: column, type }) => convert(project, after.name, column, type.before)),
    ...retyped.map((change) => inBatch(retype(change))),
    ...retyped.flatMap(({ after: column, type }) => convert(project, after.name, column, type.after)),
    ...[...filled, ...tightened.map((change) => change.after)]
      .filter(canFill)
      .map((column) => alone(fillRows(project, after.name, column))),
    ...[...filled, ...tightened.map((change) => change.after)].map((column) => inBatch(nullability(column))),
    ...loosened.map(({ after: column }) => inBatch(nullability(column))),
    // Alembic's batch finds a column by its new name only in the next one.
    ...(renamed.length === 0 || rebuilt.length === 0 ? [] : [NEXT_BATCH]),
    ...[...added, ...rebuiltAfter]
      .flatMap((column) => constraintsOf(project, after.name, column))
      .map(inBatch),
    ...(sameUniques
      ? []
      : after.uniques.map((columns) => inBatch(createUnique(project, after.name, columns)))),
  ]);
}

interface Step {
  readonly where: 'batch' | 'alone';
  readonly code: Code;
}

const NEXT_BATCH: Step = { where: 'alone', code: emptyCode };
const inBatch = (statement: Code): Step => ({ where: 'batch', code: statement });
const alone = (statement: Code): Step => ({ where: 'alone', code: statement });

/** Neighbours that alter the table do it in one batch: SQLite makes the table anew for each. */
function inBatches(table: string, steps: readonly Step[]): readonly Code[] {
  const runs: { where: Step['where']; codes: Code[] }[] = [];
  for (const { where, code: statement } of steps) {
    const last = runs.at(-1);
    if (last?.where === where) last.codes.push(statement);
    else runs.push({ where, codes: [statement] });
  }
  return runs.flatMap(({ where, codes }) =>
    where === 'batch' ? [batch(table, codes), BLANK] : codes.filter((item) => item !== emptyCode),
  );
}

const convert = (
  project: FastapiProject,
  table: string,
  column: ShapeColumn,
  expression: string | null,
): readonly Step[] =>
  expression === null
    ? []
    : [alone(updateRows(project, `UPDATE ${sqlName(table)} SET ${sqlName(column.name)} = ${expression}`))];

const bool = (value: boolean): string => (value ? 'True' : 'False');

function rename({ before, after }: Change): Code {
  const items = [
    pyString(before.name),
    py`new_column_name=${pyString(after.name)}`,
    py`existing_type=${before.sqlType}`,
    raw(`existing_nullable=${bool(before.nullable)}`),
  ];
  return py`batch_op.alter_column${pyGroup('(', items, ')')}`;
}

function retype({ before, after, type }: Change & { readonly type: TypeChange }): Code {
  const isLoosened = !before.nullable && after.nullable;
  const items = [
    pyString(after.name),
    py`existing_type=${before.sqlType}`,
    py`type_=${type.type}`,
    raw(isLoosened ? 'nullable=True' : `existing_nullable=${bool(before.nullable)}`),
    ...(type.using === null ? [] : [py`postgresql_using=${pyString(type.using)}`]),
  ];
  return py`batch_op.alter_column${pyGroup('(', items, ')')}`;
}

function nullability(column: ShapeColumn): Code {
  const items = [
    pyString(column.name),
    py`existing_type=${column.sqlType}`,
    raw(`nullable=${bool(column.nullable)}`),
  ];
  return py`batch_op.alter_column${pyGroup('(', items, ')')}`;
}

const isRetyped = ({ before, after }: Change): boolean => shown(before.sqlType) !== shown(after.sqlType);

/** Constraints are named after the column, so that a rename makes them anew. */
const sameConstraints = ({ before, after }: Change): boolean =>
  signature(before) === signature(after) || (!hasConstraints(before) && !hasConstraints(after));

const hasConstraints = (column: ShapeColumn): boolean =>
  column.unique || column.index || column.checks.length > 0 || column.reference !== null;

const signature = ({ name, unique, index, checks, reference }: ShapeColumn): string =>
  JSON.stringify({ name, unique, index, checks, reference });

const uniqueName = (project: FastapiProject, table: string, columns: readonly string[]): Code => {
  const name = constraintName(project, 'uq', { table, columns }) ?? `uq_${table}_${columns.join('_')}`;
  return py`batch_op.f(${pyString(name)})`;
};

const dropUnique = (project: FastapiProject, table: string, columns: readonly string[]): Code =>
  py`batch_op.drop_constraint${pyGroup('(', [uniqueName(project, table, columns), raw('type_="unique"')], ')')}`;

const createUnique = (project: FastapiProject, table: string, columns: readonly string[]): Code =>
  py`batch_op.create_unique_constraint${pyGroup(
    '(',
    [uniqueName(project, table, columns), pyGroup('[', columns.map(pyString), ']')],
    ')',
  )}`;
