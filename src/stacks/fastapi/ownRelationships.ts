import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyString } from '../../codegen/render/python';
import { singularOf } from '../../core/entity/caseConversion';
import { pythonAttribute } from '../../core/entity/names';
import type { EntityView } from './entityView';
import {
  inverseOfManyToMany,
  inverseOfToMany,
  inverseOfToOne,
  isAmbiguous,
  KEEP_ROWS,
  selfJoins,
} from './inverseAttributes';
import { junctionOf, type ManyToMany } from './junction';
import { many, mapped, populates, relationshipCall, single } from './relationshipCall';
import { isSelf, targetClass } from './relationTarget';

const raw = (value: string): Code => code(text(value));

/** Relationship attributes of the entity's own class. */
export function ownRelationships(view: EntityView): readonly Code[] {
  return view.spec.relationships.flatMap((relationship) => {
    const target = targetClass(view, relationship);
    const attribute = pythonAttribute(relationship.name);
    const self = isSelf(view, relationship);
    const { inverse } = relationship;
    const ambiguous = isAmbiguous(view, relationship);
    switch (relationship.kind) {
      case 'many-to-one':
      case 'one-to-one': {
        const key = pythonAttribute(`${relationship.name}_id`);
        const foreignKeys = ambiguous ? [py`foreign_keys=[${key}]`] : [];
        const remote = self ? [py`remote_side=${pyString(`${target}.id`)}`] : [];
        const own = py`${attribute}: ${single(view, target, !relationship.required)} = ${relationshipCall([
          ...foreignKeys,
          ...remote,
          ...populates(inverse),
        ])}`;
        return self && inverse !== null ? [own, inverseOfToOne(view, relationship, inverse)] : [own];
      }
      case 'one-to-many': {
        if (inverse === null) return [];
        const foreignKeys = ambiguous
          ? [py`foreign_keys=${pyString(`${target}.${pythonAttribute(`${inverse}_id`)}`)}`]
          : [];
        const own = py`${attribute}: ${many(view, target)} = ${relationshipCall([
          ...foreignKeys,
          ...populates(inverse),
          KEEP_ROWS,
        ])}`;
        return self ? [own, inverseOfToMany(view, relationship, inverse)] : [own];
      }
      case 'many-to-many':
        return manyToMany(view, relationship);
    }
  });
}

function manyToMany(view: EntityView, relationship: ManyToMany): readonly Code[] {
  const attribute = pythonAttribute(relationship.name);
  const junction = junctionOf(view, relationship);
  const { inverse } = relationship;
  if (junction.className !== null) {
    const annotation = mapped(py`list[${pyString(junction.className)}]`);
    const order = py`order_by=${pyString(`${junction.className}.${junction.targetKey.attribute}`)}`;
    return [
      py`${attribute}: ${annotation} = ${relationshipCall([
        ...(isSelf(view, relationship)
          ? [py`foreign_keys=${pyString(`${junction.className}.${junction.ownKey.attribute}`)}`]
          : []),
        py`back_populates=${pyString(pythonAttribute(view.spec.name))}`,
        raw('cascade="all, delete-orphan"'),
        raw('passive_deletes=True'),
        order,
        ...withRows(false),
      ])}`,
    ];
  }
  const joins = isSelf(view, relationship) ? selfJoins(view, junction) : [];
  const target = targetClass(view, relationship);
  const own = py`${attribute}: ${many(view, target)} = ${relationshipCall([
    py`secondary=${junction.table}`,
    ...joins,
    ...populates(inverse),
    raw('passive_deletes=True'),
    ...withRows(isSelf(view, relationship)),
  ])}`;
  if (!isSelf(view, relationship) || inverse === null) return [own];
  return [own, inverseOfManyToMany(view, relationship, inverse)];
}

/** Loaded with its rows, however many: answers hold its ids, and an update compares with them. */
const withRows = (self: boolean): readonly Code[] => [
  raw('lazy="selectin"'),
  // Without it a class's rows of its own kind are not loaded with it.
  ...(self ? [raw('join_depth=1')] : []),
];

/** `tag_ids`: what the read schema answers for a plain many-to-many. */
export function idProperties(view: EntityView): readonly Code[] {
  return view.spec.relationships.flatMap((relationship) => {
    if (relationship.kind !== 'many-to-many' || relationship.payload.length > 0) return [];
    const singular = singularOf(relationship.name);
    return [
      py`
        @property
        def ${pythonAttribute(`${singular}_ids`)}(self) -> list[int]:
            return sorted(row.id for row in self.${pythonAttribute(relationship.name)})
      `,
    ];
  });
}
