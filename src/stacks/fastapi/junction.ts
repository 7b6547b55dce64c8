import { pyImport } from '../../codegen/render/python';
import { pythonAttribute } from '../../core/entity/names';
import { junctionColumns } from '../../core/entity/normalizeRelationship';
import { junctionClassName, wireField, type WireField } from '../../core/entity/wire';
import type { Relationship } from '../../core/model/entitySpec';
import { fieldColumn, keyColumn, type Column } from './columns';
import type { EntityView } from './entityView';
import { classCode, isDefinedAbove, targetClass, targetTable } from './relationTarget';

export type ManyToMany = Extract<Relationship, { kind: 'many-to-many' }>;

/** A junction table: plain, or with payload a class of its own. */
export interface Junction {
  readonly relationship: ManyToMany;
  readonly table: string;
  /** Name of the class when there is payload. */
  readonly className: string | null;
  readonly ownKey: Column;
  readonly targetKey: Column;
  readonly payload: readonly WireField[];
  readonly columns: readonly Column[];
}

/** Attribute of a junction's class that leads to the target. */
export const targetAttribute = (junction: Junction): string =>
  pythonAttribute(junction.targetKey.name.replace(/_id$/, ''));

export function junctions(view: EntityView): readonly Junction[] {
  return view.spec.relationships.flatMap((relationship) =>
    relationship.kind === 'many-to-many' ? [junctionOf(view, relationship)] : [],
  );
}

export function junctionOf(view: EntityView, relationship: ManyToMany): Junction {
  const names = junctionColumns(relationship, view.spec);
  const target = targetClass(view, relationship);
  const hasPayload = relationship.payload.length > 0;
  const owner = hasPayload ? junctionClassName(view.spec, relationship) : null;
  const ownKey = keyColumn({
    name: names.own,
    target: hasPayload ? pyImport(view.model.module, view.names.pascal) : null,
    table: view.spec.table,
    nullable: false,
    unique: false,
    onDelete: 'cascade',
  });
  const above = isDefinedAboveJunction(view, target, hasPayload);
  const targetKey = keyColumn({
    name: names.target,
    target: above ? classCode(view, target) : null,
    table: targetTable(view, target),
    nullable: false,
    unique: false,
    onDelete: hasPayload ? 'restrict' : 'cascade',
  });
  const payload = relationship.payload.map(wireField);
  return {
    relationship,
    table: relationship.table,
    className: owner,
    // The unique constraint of both, or the primary key, starts with the own key: it needs no index.
    ownKey: { ...ownKey, index: false },
    targetKey,
    payload,
    columns: owner === null ? [] : payload.map((field) => fieldColumn(view, field, owner)),
  };
}

/** A junction's class stands below all others of its file. */
export function isDefinedAboveJunction(view: EntityView, target: string, hasClass: boolean): boolean {
  const entity = view.project.entities.find((candidate) => candidate.name === target);
  const isSameFile = entity === undefined || entity.module === view.model.module;
  return (hasClass && isSameFile) || isDefinedAbove(view, target);
}
