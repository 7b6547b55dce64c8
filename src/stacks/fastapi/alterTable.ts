import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyGroup, pyRender, pyString } from '../../codegen/render/python';
import { constraintsOf, dropConstraints, fillRows } from './columnSteps';
import type { FastapiProject } from './project';
import { batch, BLANK, columnCode } from './renderMigration';
import type { ShapeColumn, TableShape } from './tableShape';

interface Change {
  readonly before: ShapeColumn;
  readonly after: ShapeColumn;
}

const raw = (value: string): Code => code(text(value));
const shown = (value: Code): string => pyRender(value, { width: 1000 }).text;

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
  const kept = new Set(changes.map((change) => change.after));
  const added = after.columns.filter((column) => !kept.has(column));
  const isTableRenamed = before.name !== after.name;
  const rebuilt = changes.filter((change) => isTableRenamed || !sameConstraints(change));
  const altered = changes.filter((change) => !sameColumn(change));
  const renamed = changes.filter((change) => change.before.name !== change.after.name);
  const filled = added.filter(isFilled);
  const tightened = altered.filter(({ before: old, after: now }) => old.nullable && !now.nullable);

  const first = [
    ...[...removed, ...rebuilt.map((change) => change.before)].flatMap((column) =>
      dropConstraints(project, before.name, column),
    ),
    ...removed.map((column) => py`batch_op.drop_column(${pyString(column.name)})`),
    ...renamed.map(rename),
    ...added.map((column) => addColumn(column)),
  ];
  const fills = [...filled, ...tightened.map((change) => change.after)].filter(
    (column) => column.fill !== null,
  );
  const second = [
    ...filled.map((column) => alter({ before: { ...column, nullable: true }, after: column })),
    ...altered.map(alter),
    ...[...added, ...rebuilt.map((change) => change.after)].flatMap((column) =>
      constraintsOf(project, after.name, column),
    ),
  ];
  const parts = fills.length === 0 ? [[...first, ...second]] : [first, second];
  const [start = [], end = []] = parts;
  return [
    ...(start.length === 0 ? [] : [batch(after.name, start), BLANK]),
    ...fills.map((column) => fillRows(project, after.name, column)),
    ...(end.length === 0 ? [] : [batch(after.name, end), BLANK]),
  ];
}

const isFilled = (column: ShapeColumn): boolean => column.fill !== null && !column.nullable;

const addColumn = (column: ShapeColumn): Code =>
  py`batch_op.add_column${pyGroup('(', [columnCode({ ...column, nullable: column.nullable || isFilled(column) })], ')')}`;

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

function alter({ before, after }: Change): Code {
  const isTyped = shown(before.sqlType) !== shown(after.sqlType);
  const items = [
    pyString(after.name),
    py`existing_type=${before.sqlType}`,
    ...(isTyped ? [py`type_=${after.sqlType}`] : []),
    before.nullable === after.nullable
      ? raw(`existing_nullable=${bool(before.nullable)}`)
      : raw(`nullable=${bool(after.nullable)}`),
  ];
  return py`batch_op.alter_column${pyGroup('(', items, ')')}`;
}

const sameColumn = ({ before, after }: Change): boolean =>
  before.nullable === after.nullable && shown(before.sqlType) === shown(after.sqlType);

/** Constraints are named after the column, so that a rename makes them anew. */
const sameConstraints = ({ before, after }: Change): boolean =>
  signature(before) === signature(after) || (!hasConstraints(before) && !hasConstraints(after));

const hasConstraints = (column: ShapeColumn): boolean =>
  column.unique || column.index || column.checks.length > 0 || column.reference !== null;

const signature = ({ name, unique, index, checks, reference }: ShapeColumn): string =>
  JSON.stringify({ name, unique, index, checks, reference });
