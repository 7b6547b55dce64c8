import type { Code } from '../../codegen/render/code';
import type { EntitySpec } from '../../core/model/entitySpec';
import type { EntityView } from './entityView';
import { targetMembers, targetTable } from './relations';
import { addColumns, dropColumns } from './columnSteps';

/** The foreign keys that one-to-many relationships put into other tables; with `before` only those that are new. */
export function alterationsOfTargets(
  view: EntityView,
  before: EntitySpec | null,
): { readonly upgrade: readonly Code[]; readonly downgrade: readonly Code[] } {
  const known = new Set(
    before?.relationships.flatMap((item) =>
      item.kind === 'one-to-many' ? [`${item.target}.${item.inverse ?? ''}_id`] : [],
    ),
  );
  const columns = targetMembers(view).flatMap((member) =>
    member.column === null || known.has(`${member.target}.${member.column.name}`)
      ? []
      : [{ table: targetTable(view, member.target), column: member.column }],
  );
  return {
    upgrade: columns.flatMap(({ table, column }) => addColumns(view.project, table, [column])),
    downgrade: [...columns]
      .reverse()
      .flatMap(({ table, column }) => dropColumns(view.project, table, [column])),
  };
}
