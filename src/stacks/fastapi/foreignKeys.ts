import { keyColumn, type Column } from './columns';
import type { EntityView } from './entityView';
import { classCode, isDefinedAbove, isSelf, targetClass, targetTable } from './relationTarget';

/** Foreign keys of the entity's own table, in the order of the specification. */
export function ownKeys(view: EntityView): readonly Column[] {
  return view.spec.relationships.flatMap((relationship) => {
    const target = targetClass(view, relationship);
    switch (relationship.kind) {
      case 'many-to-one':
      case 'one-to-one':
        return [
          keyColumn({
            name: `${relationship.name}_id`,
            target: isDefinedAbove(view, target) ? classCode(view, target) : null,
            table: targetTable(view, target),
            nullable: !relationship.required,
            unique: relationship.kind === 'one-to-one',
            onDelete: relationship.onDelete,
          }),
        ];
      case 'one-to-many':
        return isSelf(view, relationship) && relationship.inverse !== null
          ? [inverseKey(view, relationship.inverse)]
          : [];
      case 'many-to-many':
        return [];
    }
  });
}

/** The foreign key that a one-to-many puts into the target's table. */
export function inverseKey(view: EntityView, inverse: string): Column {
  return keyColumn({
    name: `${inverse}_id`,
    target: null,
    table: view.spec.table,
    nullable: true,
    unique: false,
    onDelete: 'restrict',
  });
}
