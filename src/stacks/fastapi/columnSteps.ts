import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyGroup, pyImport, pyRender, pyString } from '../../codegen/render/python';
import { constraintName } from './constraintNames';
import type { FastapiProject } from './project';
import { BLANK, batch, columnCode, createIndex, dropIndex, indexName } from './renderMigration';
import { sqlName } from './sqlReserved';
import type { ShapeColumn } from './tableShape';

const raw = (value: string): Code => code(text(value));

const named = (
  project: FastapiProject,
  kind: 'uq' | 'ck' | 'fk',
  table: string,
  column: ShapeColumn,
  check?: string,
): Code => {
  const name =
    constraintName(project, kind, {
      table,
      columns: [column.name],
      ...(check === undefined ? {} : { name: check }),
      ...(column.reference === null ? {} : { referredTable: column.reference.table }),
    }) ?? `${kind}_${table}_${check ?? column.name}`;
  return py`batch_op.f(${pyString(name)})`;
};

const call = (callee: string, items: readonly Code[]): Code => py`${callee}${pyGroup('(', items, ')')}`;

/** Adds columns with their constraints; a required one is filled for the rows that exist, then made NOT NULL. */
export function addColumns(
  project: FastapiProject,
  table: string,
  columns: readonly ShapeColumn[],
): readonly Code[] {
  const filled = columns.filter(isFilled);
  const adding = columns.map(addColumn);
  if (filled.length === 0) {
    const steps = columns.flatMap((column) => [addColumn(column), ...constraintsOf(project, table, column)]);
    return [batch(table, steps), BLANK];
  }
  return [
    batch(table, adding),
    BLANK,
    ...filled.map((column) => fillRows(project, table, column)),
    batch(table, [
      ...filled.map((column) => alterNullable(column, false)),
      ...columns.flatMap((column) => constraintsOf(project, table, column)),
    ]),
    BLANK,
  ];
}

export function fillRows(project: FastapiProject, table: string, column: ShapeColumn): Code {
  if (column.unique && isUuid(column)) return fillByRow(table, column);
  const value = column.unique ? uniqueFill(table, column) : (column.fill ?? "''");
  const name = sqlName(column.name);
  return updateRows(project, `UPDATE ${sqlName(table)} SET ${name} = ${value}`, `WHERE ${name} IS NULL`);
}

/** Random values, which databases make in ways of their own. */
function fillByRow(table: string, column: ShapeColumn): Code {
  const columns = [
    raw('sa.column("id", sa.Integer())'),
    py`sa.column(${pyString(column.name)}, ${column.sqlType})`,
  ];
  return py`
    rows = sa.table${pyGroup('(', [pyString(table), ...columns], ')')}
    for row_id in op.get_bind().scalars(sa.select(rows.c.id)).all():
        values = {${pyString(column.name)}: ${pyImport('uuid', 'uuid4')}()}
        op.execute(rows.update().where(rows.c.id == row_id).values(values))
  `;
}

const isUuid = ({ sqlType }: ShapeColumn): boolean => typeText(sqlType) === 'sa.Uuid()';

const typeText = (type: Code): string => pyRender(type, { width: 1000 }).text;

/** One statement; what does not fit on a line is put together of several texts. */
export function updateRows(project: FastapiProject, ...parts: readonly string[]): Code {
  // SQLAlchemy takes a colon before a word for a parameter.
  const clauses = parts.map((part) => part.replaceAll(/(?<![:\w\\]):(?=\w)/g, '\\:'));
  const whole = pyString(clauses.join(' '));
  const flat = pyRender(py`op.execute(${whole})`, { width: 1000 }).text;
  if (flat.length + INDENT <= project.width) return raw(flat);
  const room = project.width - 2 * INDENT;
  const isOneLine = pyRender(whole, { width: 1000 }).text.length <= room;
  const lines = clauses.flatMap((clause) => wrapped(clause, room - QUOTES));
  const texts = lines.map((line, index) => pyString(index === lines.length - 1 ? line : `${line} `));
  return py`
    op.execute(
        ${isOneLine ? whole : texts}
    )
  `;
}

const INDENT = 4;
/** Two quotes and the space that leads to the next line. */
const QUOTES = 3;

function wrapped(clause: string, room: number): readonly string[] {
  const lines: string[] = [];
  for (const word of clause.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A value for each row of its own: of a foreign key, each row the next record there is. */
function uniqueFill(table: string, column: ShapeColumn): string {
  if (column.reference !== null) {
    const [own, other] = [sqlName(table), sqlName(column.reference.table)];
    return (
      `(SELECT next.id FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS place FROM ${other}) AS next ` +
      `WHERE next.place = (SELECT COUNT(*) FROM ${own} AS other WHERE other.id <= ${own}.id))`
    );
  }
  if (TEXT.test(typeText(column.sqlType))) return 'CAST(id AS VARCHAR)';
  return column.fill === null || column.fill === '0' ? 'id' : `${column.fill} + id`;
}

const TEXT = /^sa\.(String|Text)\b/;
const NUMBER = /^sa\.(Integer|BigInteger|Numeric|Double)\b/;

/** Whether rows that exist can be given a value of a required column: no two the same where it is unique. */
export function canFill(column: ShapeColumn): boolean {
  if (column.fill === null) return false;
  if (!column.unique || column.reference !== null || isUuid(column)) return true;
  const type = typeText(column.sqlType);
  const hasEnd = column.checks.some((check) => check.name === `${column.name}_max`);
  return TEXT.test(type) || (NUMBER.test(type) && !hasEnd);
}

/** Whether a column is added without NOT NULL first, which follows when the rows have values. */
export const isFilled = (column: ShapeColumn): boolean => !column.nullable && canFill(column);

/** A column as it is added; one that cannot be filled, as a downgrade brings it back, may stay empty. */
export const addColumn = (column: ShapeColumn): Code =>
  call('batch_op.add_column', [columnCode({ ...column, nullable: column.nullable || column.fill !== null })]);

export const alterNullable = (column: ShapeColumn, nullable: boolean): Code =>
  call('batch_op.alter_column', [
    pyString(column.name),
    py`existing_type=${column.sqlType}`,
    raw(`nullable=${nullable ? 'True' : 'False'}`),
  ]);

/** Checks, foreign key, uniqueness and index of one column, created. */
export function constraintsOf(project: FastapiProject, table: string, column: ShapeColumn): readonly Code[] {
  const { reference } = column;
  return [
    ...column.checks.map((check) =>
      call('batch_op.create_check_constraint', [
        named(project, 'ck', table, column, check.name),
        pyString(check.sql),
      ]),
    ),
    ...(reference === null
      ? []
      : [
          call('batch_op.create_foreign_key', [
            named(project, 'fk', table, column),
            pyString(reference.table),
            py`[${pyString(column.name)}]`,
            raw('["id"]'),
            ...(reference.onDelete === null ? [] : [py`ondelete=${pyString(reference.onDelete)}`]),
          ]),
        ]),
    ...(column.unique
      ? [
          call('batch_op.create_unique_constraint', [
            named(project, 'uq', table, column),
            py`[${pyString(column.name)}]`,
          ]),
        ]
      : []),
    ...(column.index && !column.unique
      ? [createIndex({ name: indexName(project, table, column.name), column: column.name })]
      : []),
  ];
}

/** The same, dropped, in the other order. */
export function dropConstraints(
  project: FastapiProject,
  table: string,
  column: ShapeColumn,
): readonly Code[] {
  const drop = (kind: 'uq' | 'ck' | 'fk', type: string, check?: string): Code =>
    call('batch_op.drop_constraint', [
      named(project, kind, table, column, check),
      py`type_=${pyString(type)}`,
    ]);
  return [
    ...(column.index && !column.unique
      ? [dropIndex({ name: indexName(project, table, column.name), column: column.name })]
      : []),
    ...(column.unique ? [drop('uq', 'unique')] : []),
    ...(column.reference === null ? [] : [drop('fk', 'foreignkey')]),
    ...[...column.checks].reverse().map((check) => drop('ck', 'check', check.name)),
  ];
}

export function dropColumns(
  project: FastapiProject,
  table: string,
  columns: readonly ShapeColumn[],
): readonly Code[] {
  const steps = [...columns]
    .reverse()
    .flatMap((column) => [
      ...dropConstraints(project, table, column),
      call('batch_op.drop_column', [pyString(column.name)]),
    ]);
  return [batch(table, steps), BLANK];
}
