import type { Code } from '../../codegen/render/code';
import { py, pyGroup, pyImport, pyMembers, pyString } from '../../codegen/render/python';
import { columnMember, fieldColumn, type Column } from './columns';
import type { EntityView } from './entityView';
import type { Mixin } from './project';
import { ownKeys } from './foreignKeys';
import { idProperties, ownRelationships } from './ownRelationships';

/** Mixins that the entity's features ask for, in the order of the bases. */
export function mixinsOf(view: EntityView): readonly Mixin[] {
  const { audit, softDelete, version } = view.project.mixins;
  const { features } = view.spec;
  return [features.audit ? audit : null, features.softDelete ? softDelete : null, version].filter(
    (mixin) => mixin !== null,
  );
}

/** Columns of the entity's own table without those of base and mixins. */
export function ownColumns(view: EntityView): readonly Column[] {
  return [...view.fields.map((field) => fieldColumn(view, field, view.names.pascal)), ...ownKeys(view)];
}

/** The class of the entity. */
export function renderModel(view: EntityView): Code {
  const { base } = view.project;
  const bases = [...mixinsOf(view), ...(base === null ? [] : [base])].map((item) =>
    pyImport(item.module, item.name),
  );
  const columns = ownColumns(view);
  const checks = columns.flatMap((column) =>
    column.checks.map(
      (check) =>
        py`${pyImport('sqlalchemy', 'CheckConstraint')}(${pyString(check.sql)}, name=${pyString(check.name)})`,
    ),
  );
  const body = pyMembers([
    py`
      __tablename__ = ${pyString(view.spec.table)}
      ${checks.length === 0 ? '' : py`__table_args__ = ${pyGroup('(', checks, ')')}`}
    `,
    py`${columns.map(columnMember)}`,
    py`${ownRelationships(view)}`,
    ...idProperties(view),
  ]);
  return py`
    class ${view.names.pascal}${pyGroup('(', bases, ')')}:
        ${body}
  `;
}
