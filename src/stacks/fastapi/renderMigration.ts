import { code, type Code } from '../../codegen/render/code';
import { hardline, text } from '../../codegen/render/doc';
import { joinCode } from '../../codegen/render/code';
import { py, pyBlocks, pyExploded, pyGroup, pyImport, pyString } from '../../codegen/render/python';
import { pyModule } from '../../codegen/render/pythonModule';
import { constraintName, type NamedConstraint } from './constraintNames';
import type { FastapiProject } from './project';
import type { ShapeColumn, TableShape } from './tableShape';

const raw = (value: string): Code => code(text(value));

export interface Revision {
  readonly revision: string;
  readonly down: string | null;
  /** Whether tables are altered that may have rows, or only made. */
  readonly kind: 'create' | 'alter';
  /** What the revision does, e.g. `products`. */
  readonly message: string;
  readonly upgrade: readonly Code[];
  readonly downgrade: readonly Code[];
}

/** A revision file in the form of Alembic's template. */
export function renderRevision(project: FastapiProject, revision: Revision): string {
  const sequence = pyImport('collections.abc', 'Sequence');
  const down = revision.down === null ? raw('None') : pyString(revision.down);
  const isGuarded =
    revision.kind === 'alter' && project.foreignKeysOn && project.migrations?.foreignKeysOff === false;
  const body = (parts: readonly Code[]): Code => (parts.length === 0 ? raw('pass') : statements(parts));
  const guard = isGuarded ? raw('@foreign_keys_off()') : [];
  const module = pyBlocks([
    py`
      revision: str = ${pyString(revision.revision)}
      down_revision: str | None = ${down}
      branch_labels: str | ${sequence}[str] | None = None
      depends_on: str | ${sequence}[str] | None = None
    `,
    ...(isGuarded ? [foreignKeysOff()] : []),
    py`
      ${guard}
      def upgrade() -> None:
          ${body(revision.upgrade)}
    `,
    py`
      ${guard}
      def downgrade() -> None:
          ${body(revision.downgrade)}
    `,
  ]);
  const text = pyModule(module, {
    width: project.width,
    firstParty: [],
    docstring: revision.message,
  });
  return withAlembicImports(text);
}

/** What the host's env.py does not do: in a transaction SQLite ignores the switch. */
const foreignKeysOff = (): Code => py`
  @${pyImport('contextlib', 'contextmanager')}
  def foreign_keys_off() -> ${pyImport('collections.abc', 'Iterator')}[None]:
      """SQLite alters a table by making it anew, which must not delete what refers to it."""
      connection = op.get_bind()
      is_sqlite = connection.dialect.name == "sqlite"
      if not is_sqlite or not connection.scalar(sa.text("PRAGMA foreign_keys")):
          yield
          return
      with op.get_context().autocommit_block():
          op.execute("PRAGMA foreign_keys=OFF")
      yield
      with op.get_context().autocommit_block():
          op.execute("PRAGMA foreign_keys=ON")
`;

/** Alembic's own two imports: `sa` is an alias, and both are always there. */
function withAlembicImports(text: string): string {
  return text.replace(/\n+(?=revision: str)/, '\n\nimport sqlalchemy as sa\nfrom alembic import op\n\n');
}

/** Stands for the blank line that Alembic writes below a block; the printer trims it. */
export const BLANK: Code = code(text(' '));

/** Statements of a function, without a blank line at the end. */
function statements(parts: readonly Code[]): Code {
  const last = parts.findLastIndex((part) => part !== BLANK);
  return joinCode(parts.slice(0, last + 1), [hardline]);
}

const op = (
  project: FastapiProject,
  kind: Parameters<typeof constraintName>[1],
  constraint: NamedConstraint,
): Code[] => {
  const name = constraintName(project, kind, constraint);
  return name === null ? [] : [py`name=op.f(${pyString(name)})`];
};

export function createTable(project: FastapiProject, table: TableShape): readonly Code[] {
  const constraints = [
    ...table.columns.flatMap((column) =>
      column.checks.map((check) => checkConstraint(project, table.name, check)),
    ),
    ...[...table.columns]
      .filter((column) => column.reference !== null)
      .sort((left, right) => compare(left.name, right.name))
      .map((column) => foreignKey(project, table.name, column)),
    py`sa.PrimaryKeyConstraint${pyGroup('(', [...table.primaryKey.map(pyString), ...op(project, 'pk', { table: table.name, columns: table.primaryKey })], ')')}`,
    ...uniquesOf(table).map(
      (columns) =>
        py`sa.UniqueConstraint${pyGroup('(', [...columns.map(pyString), ...op(project, 'uq', { table: table.name, columns })], ')')}`,
    ),
  ];
  const create = py`op.create_table${pyExploded(
    '(',
    [pyString(table.name), ...table.columns.map(columnCode), ...constraints],
    ')',
  )}`;
  const indexes = indexesOf(project, table);
  if (indexes.length === 0) return [create];
  return [
    create,
    batch(
      table.name,
      indexes.map((index) => createIndex(index)),
    ),
    BLANK,
  ];
}

export function dropTable(project: FastapiProject, table: TableShape): readonly Code[] {
  const indexes = [...indexesOf(project, table)].reverse();
  const drop = py`op.drop_table(${pyString(table.name)})`;
  if (indexes.length === 0) return [drop];
  return [batch(table.name, indexes.map(dropIndex)), BLANK, drop];
}

export function batch(table: string, statements: readonly Code[]): Code {
  return py`
    with op.batch_alter_table(${pyString(table)}, schema=None) as batch_op:
        ${statements}
  `;
}

export interface IndexShape {
  readonly name: string;
  readonly column: string;
}

export const createIndex = (index: IndexShape): Code =>
  py`batch_op.create_index${pyGroup('(', [py`batch_op.f(${pyString(index.name)})`, py`[${pyString(index.column)}]`, raw('unique=False')], ')')}`;

export const dropIndex = (index: IndexShape): Code =>
  py`batch_op.drop_index(batch_op.f(${pyString(index.name)}))`;

export function indexesOf(
  project: FastapiProject,
  table: Pick<TableShape, 'name' | 'columns'>,
): readonly IndexShape[] {
  return table.columns
    .filter((column) => column.index && !column.unique)
    .map((column) => ({ column: column.name, name: indexName(project, table.name, column.name) }))
    .sort((left, right) => compare(left.name, right.name));
}

export const indexName = (project: FastapiProject, table: string, column: string): string =>
  constraintName(project, 'ix', { table, columns: [column] }) ?? `ix_${table}_${column}`;

function uniquesOf(table: TableShape): readonly (readonly string[])[] {
  const single = table.columns.filter((column) => column.unique).map((column) => [column.name]);
  return [...single, ...table.uniques].sort((left, right) => compare(left.join(), right.join()));
}

export const columnCode = (column: ShapeColumn): Code =>
  py`sa.Column${pyGroup('(', [pyString(column.name), column.sqlType, raw(`nullable=${column.nullable ? 'True' : 'False'}`)], ')')}`;

function checkConstraint(project: FastapiProject, table: string, check: { name: string; sql: string }): Code {
  return py`sa.CheckConstraint${pyGroup('(', [pyString(check.sql), ...op(project, 'ck', { table, columns: [], name: check.name })], ')')}`;
}

function foreignKey(project: FastapiProject, table: string, column: ShapeColumn): Code {
  const { reference } = column;
  if (reference === null) return raw('');
  const named = op(project, 'fk', { table, columns: [column.name], referredTable: reference.table });
  return py`sa.ForeignKeyConstraint${pyGroup(
    '(',
    [
      py`[${pyString(column.name)}]`,
      py`[${pyString(`${reference.table}.id`)}]`,
      ...named,
      ...(reference.onDelete === null ? [] : [py`ondelete=${pyString(reference.onDelete)}`]),
    ],
    ')',
  )}`;
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
