import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import type { Column } from './columns';
import type { EntityView } from './entityView';
import { junctions } from './junction';
import { mixinsOf, ownColumns } from './renderModel';

/** One table as a migration creates it. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly ShapeColumn[];
  readonly primaryKey: readonly string[];
  readonly uniques: readonly (readonly string[])[];
}

export type ShapeColumn = Pick<
  Column,
  'name' | 'sqlType' | 'nullable' | 'unique' | 'index' | 'checks' | 'reference' | 'fill'
>;

const raw = (value: string): Code => code(text(value));

const ID: ShapeColumn = {
  name: 'id',
  sqlType: raw('sa.Integer()'),
  nullable: false,
  unique: false,
  index: false,
  checks: [],
  reference: null,
  fill: null,
};

/** The entity's table, then its junctions. */
export const tablesOf = (view: EntityView): readonly TableShape[] => [
  ownTable(view),
  ...junctionTables(view).map(({ table }) => table),
];

export const ownTable = (view: EntityView): TableShape => ({
  name: view.spec.table,
  columns: [ID, ...ownColumns(view), ...mixinColumns(view)],
  primaryKey: ['id'],
  uniques: [],
});

export interface JunctionTable {
  /** Of the relationship. */
  readonly name: string;
  /** Columns of the two foreign keys, the entity's own first. */
  readonly keys: readonly string[];
  readonly table: TableShape;
}

export function junctionTables(view: EntityView): readonly JunctionTable[] {
  return junctions(view).map((junction): JunctionTable => {
    const columns = [junction.ownKey, junction.targetKey];
    const keys = columns.map((key) => key.name);
    const table: TableShape =
      junction.className === null
        ? { name: junction.table, columns, primaryKey: keys, uniques: [] }
        : {
            name: junction.table,
            columns: [ID, ...columns, ...junction.columns],
            primaryKey: ['id'],
            uniques: [keys],
          };
    return { name: junction.relationship.name, keys, table };
  });
}

/** Columns that the mixins bring, in the order that they give themselves. */
export function mixinColumns(view: EntityView): readonly ShapeColumn[] {
  return mixinsOf(view)
    .flatMap((mixin) => mixin.columns)
    .sort((left, right) => left.order - right.order)
    .map((column) => ({
      ...ID,
      name: column.name,
      sqlType: raw(column.type),
      nullable: column.nullable,
      index: column.index,
      fill: column.nullable ? null : column.type.startsWith('sa.DateTime') ? 'CURRENT_TIMESTAMP' : '1',
    }));
}
