import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyGroup, pyImport, pyString } from '../../codegen/render/python';
import { enumMembers, pythonAttribute } from '../../core/entity/names';
import type { WireField } from '../../core/entity/wire';
import type { Field } from '../../core/model/entitySpec';
import { enumClassName } from './enums';
import type { EntityView } from './entityView';
import { pythonLiteral } from './pythonLiteral';
import { sqlName } from './sqlReserved';

/** One column of a table, for the model and for the migration. */
export interface Column {
  readonly name: string;
  readonly attribute: string;
  /** Python type without `| None`. */
  readonly annotation: Code;
  readonly nullable: boolean;
  /** What `mapped_column` is given: a type, a foreign key; then named arguments. */
  readonly arguments: readonly Code[];
  readonly default: Code | null;
  /** The default of rows that exist when the column is added, as SQL's text; null for none. */
  readonly fill: string | null;
  readonly unique: boolean;
  readonly index: boolean;
  readonly checks: readonly Check[];
  /** As a migration writes it, e.g. `sa.String(length=64)`. */
  readonly sqlType: Code;
  readonly reference: Reference | null;
}

export interface Check {
  readonly name: string;
  readonly sql: string;
}

export interface Reference {
  readonly table: string;
  readonly onDelete: 'CASCADE' | 'SET NULL' | null;
}

const raw = (value: string): Code => code(text(value));

/** Longest decimal that SQLite's floating point keeps exactly. */
const EXACT_DIGITS = 15;

export const needsExactDecimal = (field: Field): boolean =>
  field.type.kind === 'decimal' && field.type.precision > EXACT_DIGITS;

/** `owner` is the entity, or the class of a junction that the field is payload of. */
export function fieldColumn(view: EntityView, entry: WireField, owner: string): Column {
  const { field } = entry;
  const { annotation, argument, sqlType } = columnType(view, field, owner);
  const enumClass = pyImport(view.model.module, enumClassName(view.project, owner, field));
  return {
    name: field.name,
    attribute: entry.pythonAttribute,
    annotation,
    nullable: entry.nullable,
    arguments: [
      ...(argument === null ? [] : [argument]),
      // `JsonValue` has None in it, which would make the column nullable.
      ...(field.type.kind === 'json' && field.required ? [raw('nullable=False')] : []),
    ],
    default:
      field.default === null
        ? null
        : pythonLiteral(field, field.default, (value) => py`${enumClass}.${memberOf(field, value)}`),
    fill: fillOf(field),
    unique: field.unique,
    index: field.index,
    checks: checksOf(field),
    sqlType,
    reference: null,
  };
}

export function memberOf(field: Field, value: string): string {
  if (field.type.kind !== 'enum') return value;
  return enumMembers(field.type.values)[field.type.values.indexOf(value)] ?? value;
}

interface ColumnType {
  readonly annotation: Code;
  readonly argument: Code | null;
  readonly sqlType: Code;
}

function columnType(view: EntityView, field: Field, owner: string): ColumnType {
  const { type } = field;
  const sqlalchemy = (name: string, argument = ''): Code =>
    py`${pyImport('sqlalchemy', name)}${argument === '' ? '' : `(${argument})`}`;
  const textOf = (length: number): ColumnType => ({
    annotation: raw('str'),
    argument: sqlalchemy('String', String(length)),
    sqlType: raw(`sa.String(length=${length})`),
  });
  switch (type.kind) {
    case 'string':
      return textOf(type.length);
    case 'email':
      return textOf(254);
    case 'url':
      return textOf(2048);
    case 'text':
      return { annotation: raw('str'), argument: sqlalchemy('Text'), sqlType: raw('sa.Text()') };
    case 'int':
      return { annotation: raw('int'), argument: null, sqlType: raw('sa.Integer()') };
    case 'bigint':
      return {
        annotation: raw('int'),
        argument: sqlalchemy('BigInteger'),
        sqlType: raw('sa.BigInteger()'),
      };
    case 'float':
      return { annotation: raw('float'), argument: null, sqlType: raw('sa.Double()') };
    case 'decimal': {
      const { precision, scale } = type;
      const annotation = pyImport('decimal', 'Decimal');
      const plain = raw(`sa.Numeric(precision=${precision}, scale=${scale})`);
      if (!needsExactDecimal(field)) {
        return { annotation, argument: sqlalchemy('Numeric', `${precision}, ${scale}`), sqlType: plain };
      }
      const exact = pyImport(exactDecimalModule(view), 'ExactDecimal');
      const digits = raw(`sa.String(length=${precision + 1})`);
      return {
        annotation,
        argument: py`${exact}(${`${precision}, ${scale}`})`,
        sqlType: py`${plain}.with_variant${pyGroup('(', [digits, pyString('sqlite')], ')')}`,
      };
    }
    case 'bool':
      return { annotation: raw('bool'), argument: null, sqlType: raw('sa.Boolean()') };
    case 'date':
      return { annotation: pyImport('datetime', 'date'), argument: null, sqlType: raw('sa.Date()') };
    case 'datetime':
      return {
        annotation: pyImport('datetime', 'datetime'),
        argument: null,
        sqlType: raw('sa.DateTime(timezone=True)'),
      };
    case 'time':
      return { annotation: pyImport('datetime', 'time'), argument: null, sqlType: raw('sa.Time()') };
    case 'uuid':
      return { annotation: pyImport('uuid', 'UUID'), argument: null, sqlType: raw('sa.Uuid()') };
    case 'json':
      return {
        annotation: pyImport('pydantic', 'JsonValue'),
        argument: field.required ? sqlalchemy('JSON') : sqlalchemy('JSON', 'none_as_null=True'),
        sqlType: raw(field.required ? 'sa.JSON()' : 'sa.JSON(none_as_null=True)'),
      };
    case 'bytes':
      return { annotation: raw('bytes'), argument: null, sqlType: raw('sa.LargeBinary()') };
    case 'enum': {
      const enumName = enumClassName(view.project, owner, field);
      const enumClass = pyImport(view.model.module, enumName);
      const length = enumLength(view, type.values);
      const isLong = length > view.project.enumLength;
      const argument = pyGroup(
        'Enum(',
        [
          enumClass,
          raw('native_enum=False'),
          raw(`length=${length}`),
          raw('values_callable=lambda members: [member.value for member in members]'),
        ],
        ')',
      );
      const sqlType = pyGroup(
        'sa.Enum(',
        [
          ...type.values.map((value) => pyString(value)),
          py`name=${pyString(enumName.toLowerCase())}`,
          raw('native_enum=False'),
          raw(`length=${length}`),
        ],
        ')',
      );
      return {
        annotation: enumClass,
        argument: isLong ? withImport(argument, pyImport('sqlalchemy', 'Enum')) : null,
        sqlType,
      };
    }
  }
}

const withImport = (value: Code, from: Code): Code => code(value.doc, [...value.imports, ...from.imports]);

/** A power of two that holds every value, at least what the base uses. */
function enumLength(view: EntityView, values: readonly string[]): number {
  const longest = Math.max(...values.map((value) => value.length));
  let length = view.project.enumLength;
  while (length < longest) length *= 2;
  return length;
}

export function exactDecimalModule(view: EntityView): string {
  const base = view.project.base?.module ?? view.model.module;
  return [...base.split('.').slice(0, -1), 'exact_decimal'].join('.');
}

function checksOf(field: Field): readonly Check[] {
  const { type } = field;
  // SQLite keeps these as text, which compares to no number.
  if (needsExactDecimal(field)) return [];
  if (type.kind !== 'int' && type.kind !== 'bigint' && type.kind !== 'float' && type.kind !== 'decimal')
    return [];
  const column = sqlName(field.name);
  return [
    ...(type.min === null ? [] : [{ name: `${field.name}_min`, sql: `${column} >= ${String(type.min)}` }]),
    ...(type.max === null ? [] : [{ name: `${field.name}_max`, sql: `${column} <= ${String(type.max)}` }]),
  ];
}

/** What rows that exist get in a new required column: the default, else the type's empty value within its range. */
function fillOf(field: Field): string | null {
  if (!field.required) return null;
  const { type } = field;
  const given = field.default;
  switch (type.kind) {
    case 'bool':
      return given === true ? 'true' : 'false';
    case 'int':
    case 'bigint':
    case 'float':
    case 'decimal':
      return given === null ? String(type.min ?? 0) : String(given);
    case 'date':
      return quoted(given, '1970-01-01');
    case 'datetime':
      return quoted(given, '1970-01-01 00:00:00+00:00');
    case 'time':
      return quoted(given, '00:00:00');
    case 'uuid':
      return quoted(given, '00000000-0000-0000-0000-000000000000');
    case 'json':
      return "'{}'";
    case 'bytes':
      return "''";
    case 'enum':
      return quoted(given, type.values[0] ?? '');
    case 'string':
    case 'text':
    case 'email':
    case 'url':
      return quoted(given, '');
  }
}

const quoted = (given: Field['default'], empty: string): string =>
  `'${String(given ?? empty).replaceAll("'", "''")}'`;

/** The column of a foreign key. `target` is the class when it is defined above, else null for a reference by table name. */
export function keyColumn(parts: {
  readonly name: string;
  readonly target: Code | null;
  readonly table: string;
  readonly nullable: boolean;
  readonly unique: boolean;
  readonly onDelete: 'restrict' | 'cascade' | 'set-null';
}): Column {
  const onDelete = { restrict: null, cascade: 'CASCADE', 'set-null': 'SET NULL' } as const;
  const rule = onDelete[parts.onDelete];
  const key = pyImport('sqlalchemy', 'ForeignKey');
  const target = parts.target === null ? pyString(`${parts.table}.id`) : py`${parts.target}.id`;
  const foreignKey = py`${key}${pyGroup('(', rule === null ? [target] : [target, py`ondelete=${pyString(rule)}`], ')')}`;
  return {
    name: parts.name,
    attribute: pythonAttribute(parts.name),
    annotation: raw('int'),
    nullable: parts.nullable,
    arguments: [foreignKey],
    default: null,
    // Rows that exist must refer to something: the oldest record there is.
    fill: parts.nullable ? null : `(SELECT MIN(id) FROM ${sqlName(parts.table)})`,
    unique: parts.unique,
    index: !parts.unique,
    checks: [],
    sqlType: raw('sa.Integer()'),
    reference: { table: parts.table, onDelete: rule },
  };
}

/** `name: Mapped[str] = mapped_column(...)`. */
export function columnMember(column: Column): Code {
  const mapped = pyImport('sqlalchemy.orm', 'Mapped');
  const nullable = column.nullable ? ' | None' : '';
  const all = [
    ...(column.attribute === column.name ? [] : [pyString(column.name)]),
    ...column.arguments,
    ...(column.default === null ? [] : [py`default=${column.default}`]),
    ...(column.unique ? [raw('unique=True')] : []),
    ...(column.index && !column.unique ? [raw('index=True')] : []),
  ];
  const annotation = py`${column.attribute}: ${mapped}[${column.annotation}${nullable}]`;
  if (all.length === 0) return annotation;
  const call = py`${pyImport('sqlalchemy.orm', 'mapped_column')}${pyGroup('(', all, ')')}`;
  return py`${annotation} = ${call}`;
}
