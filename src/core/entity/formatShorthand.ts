import type { EntitySpec, Field, FieldType, Relationship } from '../model/entitySpec';
import { pascalCase } from './caseConversion';
import { canonicalDecimal } from './decimalText';
import { defaultPresence } from './normalizeField';
import { bilingualStem } from './toEntityInput';

/**
 * The entity as shorthand: `product name:bilingual(64)! price:decimal(10,2)!`. It carries names, types, presence, defaults
 * and relationships; labels, display options, inverses, features and other names stay behind.
 */
export function formatShorthand(spec: EntitySpec): string {
  const relationships = spec.relationships.map(
    (relationship) => `${relationship.name}:${formatRelationship(relationship, spec.name, 'with payload')}`,
  );
  return [spec.name, ...formatFields(spec.fields, spec.relationships), ...relationships].join(' ');
}

function formatFields(
  fields: readonly Field[],
  relationships: readonly Relationship[] = [],
): readonly string[] {
  const items: string[] = [];
  const taken = new Set([...fields, ...relationships].map((member) => member.name));
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index];
    if (field === undefined) break;
    const stem = bilingualStem(field, fields[index + 1], taken);
    if (stem === undefined) items.push(`${field.name}:${formatType(field)}`);
    else {
      items.push(`${stem}:${formatType(field, 'bilingual')}`);
      index++;
    }
  }
  return items;
}

/** `decimal(10,2)!`: type, arguments and modifiers of a field. */
export function formatType(field: Field, as?: 'bilingual'): string {
  return `${as ?? field.type.kind}${formatArguments(field.type)}${formatModifiers(field)}`;
}

function formatModifiers(field: Field): string {
  const presence = defaultPresence(field.type.kind);
  const isUsual = field.required === presence.required && field.default === presence.default;
  let text = '';
  if (!isUsual) {
    if (field.required && !(presence.required && field.default !== null)) text += '!';
    if (!field.required && presence.required) text += '?';
  }
  if (field.unique) text += '^';
  if (field.index) text += '#';
  if (!isUsual && field.default !== null) text += `=${formatLiteral(field.default)}`;
  return text;
}

function formatLiteral(value: string | number | boolean): string {
  const text = typeof value === 'number' ? plain(value) : String(value);
  return /^[^\s();"\\,]+$/.test(text) ? text : quote(text);
}

/** JSON with line separators escaped, so that YAML and a single input line carry it. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function formatArguments(type: FieldType): string {
  const list = argumentsOf(type);
  return list.length === 0 ? '' : `(${list.join(',')})`;
}

function argumentsOf(type: FieldType): readonly string[] {
  switch (type.kind) {
    case 'string': {
      const pattern = type.pattern === null ? [] : [`/${escapeSlashes(type.pattern)}/`];
      if (type.minLength !== null) return [`${type.minLength}..${type.length}`, ...pattern];
      return type.length === 255 ? pattern : [String(type.length), ...pattern];
    }
    case 'int':
    case 'bigint':
    case 'float':
      return range(type.min, type.max);
    case 'decimal':
      return [String(type.precision), String(type.scale), ...range(type.min, type.max)];
    case 'bytes':
      return type.maxSize === 1024 * 1024 ? [] : [formatSize(type.maxSize)];
    case 'enum':
      return type.values.map((value) => (/^[^\s,;()"/][^,;()"]*$/.test(value) ? value : quote(value)));
    default:
      return [];
  }
}

function range(min: string | number | null, max: string | number | null): readonly string[] {
  return min === null && max === null ? [] : [`${plain(min)}..${plain(max)}`];
}

/** Digits without an exponent. */
function plain(value: string | number | null): string {
  return value === null ? '' : (canonicalDecimal(String(value)) ?? String(value));
}

function formatSize(bytes: number): string {
  for (const [unit, size] of [
    ['mb', 1024 * 1024],
    ['kb', 1024],
  ] as const) {
    if (bytes % size === 0) return `${bytes / size}${unit}`;
  }
  return String(bytes);
}

function escapeSlashes(pattern: string): string {
  return pattern.replace(/\\.|\//g, (piece) => (piece === '/' ? '\\/' : piece));
}

const WORDS = {
  'many-to-one': 'ref',
  'one-to-one': 'one',
  'one-to-many': 'many',
  'many-to-many': 'refs',
} as const;

/** `ref(Category,cascade)!`. */
export function formatRelationship(
  relationship: Relationship,
  entity: string,
  payload: 'with payload' | 'without payload',
): string {
  const target = relationship.target === pascalCase(entity) ? 'self' : relationship.target;
  const word = WORDS[relationship.kind];
  switch (relationship.kind) {
    case 'many-to-one':
    case 'one-to-one': {
      const rule = relationship.onDelete === 'restrict' ? '' : `,${relationship.onDelete}`;
      return `${word}(${target}${rule})${relationship.required ? '!' : ''}`;
    }
    case 'one-to-many':
      return `${word}(${target})`;
    case 'many-to-many': {
      const columns = payload === 'with payload' ? formatFields(relationship.payload) : [];
      return `${word}(${target}${columns.length === 0 ? '' : `; ${columns.join(' ')}`})`;
    }
  }
}
