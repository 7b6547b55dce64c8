import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyGroup, pyImport, pyString } from '../../codegen/render/python';
import { singularOf } from '../../core/entity/caseConversion';
import { className, pythonAttribute } from '../../core/entity/names';
import { isSelfReference, junctionColumns } from '../../core/entity/normalizeRelationship';
import { junctionClassName, wireField, type WireField } from '../../core/entity/wire';
import type { Relationship } from '../../core/model/entitySpec';
import { columnMember, fieldColumn, keyColumn, type Column } from './columns';
import type { EntityView } from './entityView';
import { importsModule } from './importsModule';
import type { PySymbol } from './project';

type ManyToMany = Extract<Relationship, { kind: 'many-to-many' }>;

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

const raw = (value: string): Code => code(text(value));

export function targetTable(view: EntityView, target: string): string {
  if (target === view.names.pascal || target === ownTarget(view)) return view.spec.table;
  return view.project.entities.find((entity) => entity.name === target)?.table ?? target.toLowerCase();
}

/** The entity's name as relationships write it: without the ending that a reserved class name gets. */
const ownTarget = (view: EntityView): string =>
  view.spec.name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

const isSelf = (view: EntityView, relationship: Relationship): boolean =>
  isSelfReference(relationship, view.spec);

export const targetClass = (view: EntityView, relationship: Relationship): string =>
  isSelf(view, relationship) ? view.names.pascal : relationship.target;

/** Whether the class is there before this entity's class, so that it can be named without quotes. */
function isDefinedAbove(view: EntityView, target: string): boolean {
  if (target === view.names.pascal) return false;
  const entity = view.project.entities.find((candidate) => candidate.name === target);
  const own = view.project.entities.find((candidate) => candidate.name === view.names.pascal);
  if (entity === undefined) return false;
  if (entity.module !== view.model.module)
    return !importsModule(view.project, entity.module, view.model.module);
  return own === undefined || entity.line < own.line;
}

/** Classes of other files that are named in quotes, since their files import this entity's: for type checkers only. */
export function typeOnlyClasses(view: EntityView): readonly PySymbol[] {
  const names = new Set(view.spec.relationships.map((relationship) => targetClass(view, relationship)));
  return view.project.entities.flatMap(({ module, name }) =>
    names.has(name) && module !== view.model.module && !isDefinedAbove(view, name) ? [{ module, name }] : [],
  );
}

const classCode = (view: EntityView, target: string): Code => {
  const entity = view.project.entities.find((candidate) => candidate.name === target);
  return pyImport(entity?.module ?? view.model.module, target);
};

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
function inverseKey(view: EntityView, inverse: string): Column {
  return keyColumn({
    name: `${inverse}_id`,
    target: null,
    table: view.spec.table,
    nullable: true,
    unique: false,
    onDelete: 'restrict',
  });
}

const relationshipCall = (items: readonly Code[]): Code =>
  py`${pyImport('sqlalchemy.orm', 'relationship')}${pyGroup('(', items, ')')}`;

const mapped = (inner: Code | string): Code => py`${pyImport('sqlalchemy.orm', 'Mapped')}[${inner}]`;

function single(view: EntityView, target: string, nullable: boolean): Code {
  if (isDefinedAbove(view, target)) return mapped(py`${classCode(view, target)}${nullable ? ' | None' : ''}`);
  return mapped(pyString(nullable ? `${target} | None` : target));
}

function many(view: EntityView, target: string): Code {
  return mapped(py`list[${isDefinedAbove(view, target) ? classCode(view, target) : pyString(target)}]`);
}

const populates = (name: string | null): Code[] =>
  name === null ? [] : [py`back_populates=${pyString(pythonAttribute(name))}`];

/** Loaded with its rows, however many: answers hold its ids, and an update compares with them. */
const withRows = (self: boolean): readonly Code[] => [
  raw('lazy="selectin"'),
  // Without it a class's rows of its own kind are not loaded with it.
  ...(self ? [raw('join_depth=1')] : []),
];

/** The database deletes or keeps the rows of the other side; the session must not touch them. */
const KEEP_ROWS = raw('passive_deletes="all"');

/** More than one way leads from the entity's table to the target's and back. */
function isAmbiguous(view: EntityView, relationship: Relationship): boolean {
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

function selfJoins(
  view: EntityView,
  junction: Junction,
  reversed: 'own' | 'inverse' = 'own',
): readonly Code[] {
  const join = (column: Column): string => `${view.names.pascal}.id == ${junction.table}.c.${column.name}`;
  const [first, second] =
    reversed === 'own' ? [junction.ownKey, junction.targetKey] : [junction.targetKey, junction.ownKey];
  return [py`primaryjoin=${pyString(join(first))}`, py`secondaryjoin=${pyString(join(second))}`];
}

function inverseOfToOne(
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

function inverseOfToMany(view: EntityView, relationship: Relationship, inverse: string): Code {
  const own = view.names.pascal;
  const self = isSelf(view, relationship);
  const key = pythonAttribute(`${inverse}_id`);
  return py`${pythonAttribute(inverse)}: ${mapped(pyString(`${own} | None`))} = ${relationshipCall([
    ...(isAmbiguous(view, relationship) ? [py`foreign_keys=[${key}]`] : []),
    ...(self ? [py`remote_side=${pyString(`${own}.id`)}`] : []),
    ...populates(relationship.name),
  ])}`;
}

function inverseOfManyToMany(view: EntityView, relationship: ManyToMany, inverse: string): Code {
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

/** Attribute of a junction's class that leads to the target. */
const targetAttribute = (junction: Junction): string =>
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
function isDefinedAboveJunction(view: EntityView, target: string, hasClass: boolean): boolean {
  const entity = view.project.entities.find((candidate) => candidate.name === target);
  const isSameFile = entity === undefined || entity.module === view.model.module;
  return (hasClass && isSameFile) || isDefinedAbove(view, target);
}

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
