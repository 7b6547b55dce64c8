import type { Code } from '../../codegen/render/code';
import { pythonAttribute } from '../../core/entity/names';
import type { Column } from './columns';
import { addColumns, dropColumns } from './columnSteps';
import type { EntityView } from './entityView';
import { targetTable } from './relationTarget';
import { targetMembers } from './targetMembers';

/** A foreign key that a one-to-many relationship puts into another table. */
export interface TargetColumn {
  /** Of the relationship. */
  readonly name: string;
  readonly table: string;
  readonly column: Column;
}

export function columnsOfTargets(view: EntityView): readonly TargetColumn[] {
  return targetMembers(view).flatMap(({ column, target, populates }) => {
    const relationship = view.spec.relationships.find((item) => pythonAttribute(item.name) === populates);
    if (column === null || relationship === undefined) return [];
    return [{ name: relationship.name, table: targetTable(view, target), column }];
  });
}

/** All of them, as the revision that creates the entity's table adds them. */
export function alterationsOfTargets(view: EntityView): {
  readonly upgrade: readonly Code[];
  readonly downgrade: readonly Code[];
} {
  const columns = columnsOfTargets(view);
  return {
    upgrade: columns.flatMap(({ table, column }) => addColumns(view.project, table, [column])),
    downgrade: [...columns]
      .reverse()
      .flatMap(({ table, column }) => dropColumns(view.project, table, [column])),
  };
}
