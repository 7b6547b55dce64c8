import type { EntitySpec, Field, FieldType, Relationship } from '../model/entitySpec';
import { singularOf, snakeCase } from './caseConversion';
import { canonicalDecimal } from './decimalText';
import { enumLabels } from './labels';
import { foreignKeyName } from './nameClashes';
import { className, pythonAttribute } from './names';
import { isSelfReference, junctionColumns } from './normalizeRelationship';

/** The widget of a form, and with it the editor of a filter. */
export type Widget =
  | 'text'
  | 'textarea'
  | 'number'
  | 'decimal'
  | 'checkbox'
  | 'select'
  | 'date'
  | 'datetime'
  | 'time'
  | 'json'
  | 'file'
  | 'relation'
  | 'relation-many'
  | 'email'
  | 'url';

/** How the value is called in Python; `id` is the host's id type, `ids` a list of it, `links` a list of junction rows. */
export type PythonKind =
  | 'str'
  | 'int'
  | 'float'
  | 'Decimal'
  | 'bool'
  | 'date'
  | 'datetime'
  | 'time'
  | 'UUID'
  | 'json'
  | 'bytes'
  | 'enum'
  | 'id'
  | 'ids'
  | 'links';

/** `eq` one value, `range` from and to, `in` a list of values. */
export type FilterKind = 'eq' | 'range' | 'in';

/** The type of an id in the host project, as JSON carries it. */
export type IdType = 'int' | 'bigint' | 'uuid' | 'string';

/** What both sides validate. Bounds are decimal strings; lengths count characters, `maxBytes` bytes before base64. */
export interface WireRules {
  readonly required: boolean;
  readonly minLength: number | null;
  readonly maxLength: number | null;
  readonly pattern: string | null;
  readonly min: string | null;
  readonly max: string | null;
  readonly integer: boolean;
  /** Digits in all and after the point, of a decimal. */
  readonly precision: number | null;
  readonly scale: number | null;
  readonly maxBytes: number | null;
}

export interface WireEntry {
  /** Key in JSON. */
  readonly json: string;
  /** Column of the entity's own table, null when the value lies elsewhere. */
  readonly column: string | null;
  readonly pythonAttribute: string;
  readonly python: PythonKind;
  /** TypeScript type of the JSON value without `| null`. */
  readonly typescript: string;
  readonly nullable: boolean;
  /** May be left out when a row is added: it is nullable, or has a default. */
  readonly optionalOnCreate: boolean;
  readonly filters: readonly FilterKind[];
  readonly widget: Widget;
  readonly rules: WireRules;
}

export interface WireField extends WireEntry {
  readonly kind: 'field';
  readonly field: Field;
}

/** A nested, read-only `{ id, label }` (or a list of them) beside the ids, for tables and pickers. */
export interface WireReference {
  readonly json: string;
  readonly many: boolean;
}

export interface WireRelationship extends WireEntry {
  readonly kind: 'relationship';
  readonly relationship: Relationship;
  /** Class and snake_case words of the target model. */
  readonly target: string;
  readonly targetSnake: string;
  readonly self: boolean;
  readonly reference: WireReference | null;
  /** Columns of a junction with payload: the id of the target, then these. */
  readonly link: {
    readonly targetKey: string;
    readonly targetReference: string;
    readonly payload: readonly WireField[];
  } | null;
}

/**
 * What crosses the wire for every field and relationship, in their order: the one table that backend and frontend are made
 * from. A one-to-many is not on the wire of its entity (its rows are unbounded; they are listed by a filter on theirs).
 * Base columns (`id`, `version`, audit) are not in the list.
 */
export function wireFields(spec: EntitySpec, ids: IdType = 'int'): readonly (WireField | WireRelationship)[] {
  return [
    ...spec.fields.map(wireField),
    ...spec.relationships.flatMap((relationship) => wireRelationship(spec, relationship, ids) ?? []),
  ];
}

const NO_RULES: WireRules = {
  required: false,
  minLength: null,
  maxLength: null,
  pattern: null,
  min: null,
  max: null,
  integer: false,
  precision: null,
  scale: null,
  maxBytes: null,
};

export function wireField(field: Field): WireField {
  const shape = shapeOf(field.type);
  const required = field.required && field.default === null;
  const isText = shape.typescript === 'string' && ['text', 'textarea', 'email', 'url'].includes(shape.widget);
  const minLength = shape.rules?.minLength ?? (required && isText ? 1 : null);
  return {
    kind: 'field',
    field,
    json: field.name,
    column: field.name,
    pythonAttribute: pythonAttribute(field.name),
    python: shape.python,
    typescript: shape.typescript,
    nullable: !field.required,
    optionalOnCreate: !required,
    filters: field.display.filter ? shape.filters : [],
    widget: shape.widget,
    rules: { ...NO_RULES, ...shape.rules, minLength, required },
  };
}

interface Shape {
  readonly python: PythonKind;
  readonly typescript: string;
  readonly filters: readonly FilterKind[];
  readonly widget: Widget;
  readonly rules?: Partial<WireRules>;
}

const text = (bound: number | null): string | null =>
  bound === null ? null : (canonicalDecimal(String(bound)) ?? null);

function shapeOf(type: FieldType): Shape {
  switch (type.kind) {
    case 'string': {
      const { length: maxLength, minLength, pattern } = type;
      const rules = { maxLength, minLength, pattern };
      return { python: 'str', typescript: 'string', filters: ['eq', 'in'], widget: 'text', rules };
    }
    case 'text':
      return { python: 'str', typescript: 'string', filters: [], widget: 'textarea' };
    case 'email':
      return {
        python: 'str',
        typescript: 'string',
        filters: ['eq'],
        widget: 'email',
        rules: { maxLength: 254 },
      };
    case 'url':
      return {
        python: 'str',
        typescript: 'string',
        filters: ['eq'],
        widget: 'url',
        rules: { maxLength: 2048 },
      };
    case 'int': {
      const rules = { integer: true, min: text(type.min), max: text(type.max) };
      return { python: 'int', typescript: 'number', filters: ['eq', 'range'], widget: 'number', rules };
    }
    case 'bigint': {
      const rules = { integer: true, min: type.min, max: type.max };
      return { python: 'int', typescript: 'string', filters: ['eq', 'range'], widget: 'decimal', rules };
    }
    case 'float': {
      const rules = { min: text(type.min), max: text(type.max) };
      return { python: 'float', typescript: 'number', filters: ['range'], widget: 'number', rules };
    }
    case 'decimal': {
      const { precision, scale, min, max } = type;
      const rules = { precision, scale, min, max };
      return { python: 'Decimal', typescript: 'string', filters: ['eq', 'range'], widget: 'decimal', rules };
    }
    case 'bool':
      return { python: 'bool', typescript: 'boolean', filters: ['eq'], widget: 'checkbox' };
    case 'date':
      return { python: 'date', typescript: 'string', filters: ['eq', 'range'], widget: 'date' };
    case 'datetime':
      return { python: 'datetime', typescript: 'string', filters: ['range'], widget: 'datetime' };
    case 'time':
      return { python: 'time', typescript: 'string', filters: ['range'], widget: 'time' };
    case 'uuid':
      return { python: 'UUID', typescript: 'string', filters: ['eq', 'in'], widget: 'text' };
    case 'json':
      return { python: 'json', typescript: 'JsonValue', filters: [], widget: 'json' };
    case 'bytes':
      return {
        python: 'bytes',
        typescript: 'string',
        filters: [],
        widget: 'file',
        rules: { maxBytes: type.maxSize },
      };
    case 'enum':
      return {
        python: 'enum',
        typescript: type.values.map(typescriptLiteral).join(' | '),
        filters: ['eq', 'in'],
        widget: 'select',
      };
  }
}

/** A string literal with single quotes, as the generated TypeScript writes it. */
export function typescriptLiteral(value: string): string {
  return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** Values of an enumeration with their labels, in order. */
export function enumOptions(
  field: Field,
): readonly { readonly value: string; readonly en: string; readonly ar: string }[] {
  if (field.type.kind !== 'enum') return [];
  const labels = enumLabels(field.type);
  return field.type.values.map((value, index) => ({
    value,
    en: labels[index]?.en ?? value,
    ar: labels[index]?.ar ?? value,
  }));
}

function wireRelationship(
  spec: EntitySpec,
  relationship: Relationship,
  ids: IdType,
): WireRelationship | undefined {
  const json = foreignKeyName(relationship);
  if (json === null) return undefined;
  const idType = ids === 'int' ? 'number' : 'string';
  const common = {
    kind: 'relationship',
    relationship,
    json,
    target: className(relationship.target),
    targetSnake: snakeCase(relationship.target),
    self: isSelfReference(relationship, spec),
  } as const;
  if (relationship.kind !== 'many-to-many') {
    const required = relationship.kind !== 'one-to-many' && relationship.required;
    return {
      ...common,
      column: json,
      pythonAttribute: pythonAttribute(json),
      python: 'id',
      typescript: idType,
      nullable: !required,
      optionalOnCreate: !required,
      filters: ['eq', 'in'],
      widget: 'relation',
      rules: { ...NO_RULES, required, integer: ids === 'int' },
      reference: { json: relationship.name, many: false },
      link: null,
    };
  }
  const hasPayload = relationship.payload.length > 0;
  const targetKey = junctionColumns(relationship, spec).target;
  return {
    ...common,
    column: null,
    pythonAttribute: pythonAttribute(json),
    python: hasPayload ? 'links' : 'ids',
    typescript: hasPayload ? `${junctionClassName(spec, relationship)}[]` : `${idType}[]`,
    nullable: false,
    optionalOnCreate: true,
    filters: ['in'],
    widget: 'relation-many',
    rules: { ...NO_RULES, integer: ids === 'int' },
    reference: hasPayload ? null : { json: relationship.name, many: true },
    link: hasPayload
      ? {
          targetKey,
          targetReference: targetKey.replace(/_id$/, ''),
          payload: relationship.payload.map(wireField),
        }
      : null,
  };
}

/** Class of a junction with payload, e.g. `OrderProductLink`; the suffix keeps it apart from an entity `OrderProduct`. */
export function junctionClassName(
  spec: Pick<EntitySpec, 'name'>,
  relationship: Pick<Relationship, 'name'>,
): string {
  return className(`${spec.name}_${singularOf(relationship.name)}_link`);
}
