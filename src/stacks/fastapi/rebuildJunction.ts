import type { Code } from '../../codegen/render/code';
import { py, pyString } from '../../codegen/render/python';
import { updateRows } from './columnSteps';
import type { Renames } from './memberPairs';
import type { FastapiProject } from './project';
import { createTable, dropTable } from './renderMigration';
import { sqlName } from './sqlReserved';
import type { TableShape } from './tableShape';

/** A junction that gets or loses its payload has another primary key: it is made anew, and its rows are copied. */
export function rebuildJunction(
  project: FastapiProject,
  before: TableShape,
  after: TableShape,
  renames: Renames,
): readonly Code[] {
  const former = `${before.name}_former`;
  const copied = after.columns.flatMap((column) => {
    if (column.name === 'id') return [];
    const old = before.columns.find((item) => (renames.get(item.name) ?? item.name) === column.name);
    if (old !== undefined) return [{ name: sqlName(column.name), value: sqlName(old.name) }];
    return column.fill === null ? [] : [{ name: sqlName(column.name), value: column.fill }];
  });
  const names = copied.map((item) => item.name).join(', ');
  const values = copied.map((item) => item.value).join(', ');
  return [
    updateRows(project, `CREATE TABLE ${former} AS SELECT * FROM ${sqlName(before.name)}`),
    ...dropTable(project, before),
    ...createTable(project, after),
    updateRows(project, `INSERT INTO ${sqlName(after.name)} (${names})`, `SELECT ${values} FROM ${former}`),
    py`op.drop_table(${pyString(former)})`,
  ];
}
