import type { EntityBase } from '../../core/model/entityBase';
import type { NewFinding } from '../../core/ports/stateStore';
import type { WorkspacePath } from '../../core/model/ids';
import { addedColumns } from './alterTable';
import { ownRenames, specRenames } from './alterTables';
import { entityView, type EntityView } from './entityView';
import { pairsOf, reversed } from './memberPairs';
import { junctionTables, ownTable, type TableShape } from './tableShape';
import { columnsOfTargets } from './targetAlterations';

/** A finding of what a revision deletes for good: nobody should learn it from the empty column. */
export function lostData(
  view: EntityView,
  base: EntityBase | null,
  revision: WorkspacePath,
): readonly NewFinding[] {
  if (base === null) return [];
  const { columns, tables } = lostParts(
    entityView(view.project, base.spec, undefined, view.spec.table),
    view,
  );
  if (columns.length + tables.length === 0) return [];
  const lost = [
    ...columns.map((name) => `the column ${name}`),
    ...tables.map((name) => `the table ${name}`),
  ].join(', ');
  const revived = columns.some((name) => name.endsWith('.deleted_at'))
    ? ' Rows that were deleted are shown again.'
    : '';
  return [
    {
      severity: 'medium',
      category: 'custom',
      message: `The migration drops ${lost} with everything stored there; a downgrade brings them back empty.${revived}`,
      path: revision,
      line: null,
      column: null,
      source: 'groundwork',
      rule: 'data-loss',
    },
  ];
}

interface LostParts {
  readonly columns: readonly string[];
  readonly tables: readonly string[];
}

function lostParts(from: EntityView, to: EntityView): LostParts {
  const renames = specRenames(from.spec, to.spec);
  const pairs = pairsOf(from.spec.relationships, to.spec.relationships, renames.relationships);
  const junctions = junctionTables(from);
  const links = pairsOf(junctions, junctionTables(to), renames.relationships);
  const keys = columnsOfTargets(from);
  const keptKeys = pairsOf(keys, columnsOfTargets(to), renames.relationships).filter(
    ({ before, after }) => before.table === after.table,
  );
  // What is not there any more is what going back would add.
  const dropped = (before: TableShape, after: TableShape, names: ReadonlyMap<string, string>) =>
    addedColumns(after, before, reversed(names)).map((column) => `${before.name}.${column.name}`);
  return {
    columns: [
      ...dropped(ownTable(from), ownTable(to), ownRenames(renames, pairs)),
      ...links.flatMap(({ before, after }) =>
        dropped(
          before.table,
          after.table,
          new Map([
            ...before.keys.map((key, index): [string, string] => [key, after.keys[index] ?? key]),
            ...renames.payload(before.name),
          ]),
        ).filter((name) => !name.endsWith('.id')),
      ),
      ...keys
        .filter((key) => !keptKeys.some((pair) => pair.before === key))
        .map(({ table, column }) => `${table}.${column.name}`),
    ],
    tables: junctions
      .filter((link) => !links.some((pair) => pair.before === link))
      .map(({ table }) => table.name),
  };
}
