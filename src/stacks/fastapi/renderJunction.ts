import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyGroup, pyImport, pyString } from '../../codegen/render/python';
import { pythonAttribute } from '../../core/entity/names';
import { columnMember, type Column } from './columns';
import type { EntityView } from './entityView';
import { isDefinedAboveJunction, targetAttribute, type Junction } from './junction';
import { mapped, populates, relationshipCall, single } from './relationshipCall';
import { classCode, isSelf, targetClass } from './relationTarget';

const raw = (value: string): Code => code(text(value));

/** `product_tag = Table(...)`. */
export function renderJunctionTable(view: EntityView, junction: Junction): Code {
  const table = pyImport('sqlalchemy', 'Table');
  const columnOf = (column: Column, index: boolean): Code =>
    py`${pyImport('sqlalchemy', 'Column')}${pyGroup(
      '(',
      [
        pyString(column.name),
        ...column.arguments,
        raw('primary_key=True'),
        ...(index ? [raw('index=True')] : []),
      ],
      ')',
    )}`;
  const base = view.project.base;
  const metadata = base === null ? raw('metadata') : py`${pyImport(base.module, base.name)}.metadata`;
  return py`${junction.table} = ${table}${pyGroup(
    '(',
    [
      pyString(junction.table),
      metadata,
      columnOf(junction.ownKey, false),
      columnOf(junction.targetKey, true),
    ],
    ')',
  )}`;
}

/** The class of a junction with payload. */
export function renderJunctionClass(view: EntityView, junction: Junction): Code {
  const { base } = view.project;
  const target = targetClass(view, junction.relationship);
  const { inverse } = junction.relationship;
  const self = isSelf(view, junction.relationship);
  const ownAttribute = pythonAttribute(view.spec.name);
  const foreignKeys = (column: Column): Code[] => (self ? [py`foreign_keys=[${column.attribute}]`] : []);
  return py`
    class ${junction.className}(${base === null ? '' : pyImport(base.module, base.name)}):
        __tablename__ = ${pyString(junction.table)}
        __table_args__ = ${pyGroup('(', junctionConstraints(junction), ')')}

        ${[junction.ownKey, junction.targetKey, ...junction.columns].map(columnMember)}

        ${ownAttribute}: ${mapped(pyImport(view.model.module, view.names.pascal))} = ${relationshipCall([
          ...foreignKeys(junction.ownKey),
          ...populates(junction.relationship.name),
        ])}
        ${targetAttribute(junction)}: ${
          isDefinedAboveJunction(view, target, true)
            ? mapped(classCode(view, target))
            : single(view, target, false)
        } = ${relationshipCall([...foreignKeys(junction.targetKey), ...populates(inverse)])}
  `;
}

function junctionConstraints(junction: Junction): readonly Code[] {
  const columns = [junction.ownKey, junction.targetKey].map((column) => pyString(column.name));
  return [
    py`${pyImport('sqlalchemy', 'UniqueConstraint')}${pyGroup('(', columns, ')')}`,
    ...junction.columns.flatMap((column) =>
      column.checks.map(
        (check) =>
          py`${pyImport('sqlalchemy', 'CheckConstraint')}(${pyString(check.sql)}, name=${pyString(check.name)})`,
      ),
    ),
  ];
}
