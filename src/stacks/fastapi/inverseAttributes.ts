import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyString } from '../../codegen/render/python';
import { pythonAttribute } from '../../core/entity/names';
import type { Relationship } from '../../core/model/entitySpec';
import type { Column } from './columns';
import type { EntityView } from './entityView';
import { junctionOf, targetAttribute, type Junction, type ManyToMany } from './junction';
import { mapped, populates, relationshipCall } from './relationshipCall';
import { isSelf } from './relationTarget';

const raw = (value: string): Code => code(text(value));

/** The database deletes or keeps the rows of the other side; the session must not touch them. */
export const KEEP_ROWS = raw('passive_deletes="all"');

/** More than one way leads from the entity's table to the target's and back. */
export function isAmbiguous(view: EntityView, relationship: Relationship): boolean {
  if (isSelf(view, relationship)) {
    return (
      view.spec.relationships.filter((other) => isSelf(view, other) && other.kind !== 'many-to-many').length >
      1
    );
  }
  const keys = view.spec.relationships.filter(
    (other) => other.target === relationship.target && other.kind !== 'many-to-many',
  );
  const target = view.project.entities.find((entity) => entity.name === relationship.target);
  const back = target?.references.filter((table) => table === view.spec.table).length ?? 0;
  const counted = keys.filter((other) => other.kind === 'one-to-many').length;
  return keys.length > 1 || back > counted;
}

export function selfJoins(
  view: EntityView,
  junction: Junction,
  reversed: 'own' | 'inverse' = 'own',
): readonly Code[] {
  const join = (column: Column): string => `${view.names.pascal}.id == ${junction.table}.c.${column.name}`;
  const [first, second] =
    reversed === 'own' ? [junction.ownKey, junction.targetKey] : [junction.targetKey, junction.ownKey];
  return [py`primaryjoin=${pyString(join(first))}`, py`secondaryjoin=${pyString(join(second))}`];
}

export function inverseOfToOne(
  view: EntityView,
  relationship: Extract<Relationship, { kind: 'many-to-one' | 'one-to-one' }>,
  inverse: string,
): Code {
  const own = view.names.pascal;
  const key = `${own}.${pythonAttribute(`${relationship.name}_id`)}`;
  const annotation =
    relationship.kind === 'one-to-one'
      ? mapped(pyString(`${own} | None`))
      : mapped(py`list[${pyString(own)}]`);
  return py`${pythonAttribute(inverse)}: ${annotation} = ${relationshipCall([
    ...(isAmbiguous(view, relationship) ? [py`foreign_keys=${pyString(key)}`] : []),
    ...populates(relationship.name),
    KEEP_ROWS,
  ])}`;
}

export function inverseOfToMany(view: EntityView, relationship: Relationship, inverse: string): Code {
  const own = view.names.pascal;
  const self = isSelf(view, relationship);
  const key = pythonAttribute(`${inverse}_id`);
  return py`${pythonAttribute(inverse)}: ${mapped(pyString(`${own} | None`))} = ${relationshipCall([
    ...(isAmbiguous(view, relationship) ? [py`foreign_keys=[${key}]`] : []),
    ...(self ? [py`remote_side=${pyString(`${own}.id`)}`] : []),
    ...populates(relationship.name),
  ])}`;
}

export function inverseOfManyToMany(view: EntityView, relationship: ManyToMany, inverse: string): Code {
  const junction = junctionOf(view, relationship);
  const item =
    junction.className === null
      ? [
          py`secondary=${pyString(junction.table)}`,
          ...(isSelf(view, relationship) ? selfJoins(view, junction, 'inverse') : []),
          ...populates(relationship.name),
          raw('passive_deletes=True'),
        ]
      : [
          ...(isSelf(view, relationship)
            ? [py`foreign_keys=${pyString(`${junction.className}.${junction.targetKey.attribute}`)}`]
            : []),
          py`back_populates=${pyString(targetAttribute(junction))}`,
          KEEP_ROWS,
        ];
  const element = junction.className ?? view.names.pascal;
  return py`${pythonAttribute(inverse)}: ${mapped(py`list[${pyString(element)}]`)} = ${relationshipCall(item)}`;
}
