import type { Code } from '../../codegen/render/code';
import { className, pythonAttribute } from '../../core/entity/names';
import { columnMember, type Column } from './columns';
import type { EntityView } from './entityView';
import { inverseKey } from './foreignKeys';
import { inverseOfManyToMany, inverseOfToMany, inverseOfToOne } from './inverseAttributes';
import { isSelf, targetClass } from './relationTarget';

/** What goes into the class of another model. */
export interface TargetMember {
  readonly target: string;
  readonly name: string;
  readonly section: 'field' | 'relationship';
  /** Attribute of the entity's own class that goes with it. */
  readonly populates: string;
  readonly code: Code;
  /** Of a foreign key: what the migration adds to the target's table. */
  readonly column: Column | null;
}

/** Inverse attributes, and the foreign keys of one-to-many relationships, of other classes. */
export function targetMembers(view: EntityView): readonly TargetMember[] {
  return view.spec.relationships.flatMap((relationship): TargetMember[] => {
    const { inverse } = relationship;
    if (inverse === null || isSelf(view, relationship)) return [];
    const target =
      className(relationship.target) === relationship.target
        ? relationship.target
        : targetClass(view, relationship);
    const attribute = (member: Code): TargetMember => ({
      target,
      name: pythonAttribute(inverse),
      section: 'relationship',
      populates: pythonAttribute(relationship.name),
      code: member,
      column: null,
    });
    switch (relationship.kind) {
      case 'many-to-one':
      case 'one-to-one':
        return [attribute(inverseOfToOne(view, relationship, inverse))];
      case 'one-to-many': {
        const column = inverseKey(view, inverse);
        return [
          {
            target,
            name: column.attribute,
            section: 'field',
            populates: pythonAttribute(relationship.name),
            code: columnMember(column),
            column,
          },
          attribute(inverseOfToMany(view, relationship, inverse)),
        ];
      }
      case 'many-to-many':
        return [attribute(inverseOfManyToMany(view, relationship, inverse))];
    }
  });
}
