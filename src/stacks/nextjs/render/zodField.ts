import { joinCode, type Code } from '../../../codegen/render/code';
import { ts, tsGroup, tsImport, tsString } from '../../../codegen/render/typescript';
import { EMAIL_PATTERN, URL_PATTERN } from '../../../core/entity/textPatterns';
import type { WireField } from '../../../core/entity/wire';
import type { EntityView, WireEntry } from '../entityView';
import { host } from './hostCode';

const zod = tsImport('zod', 'z');

/** The schema of a value as the backend takes it. */
export function zodOf(view: EntityView, entry: WireEntry): Code {
  const schema = entry.kind === 'field' ? fieldSchema(view, entry) : relationSchema(view, entry);
  return entry.nullable ? ts`${schema}.nullable()` : schema;
}

function fieldSchema(view: EntityView, entry: WireField): Code {
  const { type } = entry.field;
  const { rules } = entry;
  switch (type.kind) {
    case 'string':
      return textSchema(view, entry, rules.pattern === null ? '' : regex(rules.pattern, 'u'));
    case 'text':
      return textSchema(view, entry, '');
    case 'email':
      return textSchema(view, entry, regex(EMAIL_PATTERN, ''));
    case 'url':
      return textSchema(view, entry, regex(URL_PATTERN, ''));
    case 'int':
      return ts`${zod}.int32()${bounds(rules.min, rules.max)}`;
    case 'float':
      return ts`${zod}.number()${bounds(rules.min, rules.max)}`;
    case 'bigint':
      return ts`${host(view, 'bigintString')}${tsGroup('(', limits(rules.min, rules.max), ')')}`;
    case 'decimal': {
      const digits = [ts`${type.precision}`, ts`${type.scale}`];
      return ts`${host(view, 'decimalString')}${tsGroup('(', [...digits, ...limits(rules.min, rules.max)], ')')}`;
    }
    case 'bool':
      return ts`${zod}.boolean()`;
    case 'date':
      return ts`${zod}.iso.date()`;
    case 'datetime':
      return ts`${zod}.iso.datetime({ offset: true })`;
    case 'time':
      return ts`${zod}.iso.time()`;
    case 'uuid':
      return ts`${zod}.guid()`;
    case 'json':
      return ts`${host(view, 'jsonValue')}()`;
    case 'bytes': {
      const characters = Math.ceil((rules.maxBytes ?? type.maxSize) / 3) * 4;
      return ts`${zod}.base64()${entry.nullable ? '' : '.min(1)'}.max(${characters})`;
    }
    case 'enum':
      return ts`${zod}.enum(${view.enums.get(entry)?.constant ?? ''})`;
  }
}

function relationSchema(view: EntityView, entry: Exclude<WireEntry, WireField>): Code {
  if (entry.link !== null) {
    const items = [
      ts`${entry.link.targetKey}: ${id}`,
      ...entry.link.payload.map((field) => ts`${field.json}: ${zodOf(view, field)}`),
    ];
    return ts`${zod}.array(${zod}.object(${tsGroup('{', items, '}')}))`;
  }
  return entry.widget === 'relation-many' ? ts`${zod}.array(${id})` : id;
}

const id = ts`${zod}.int32().min(1)`;

function textSchema(view: EntityView, entry: WireField, pattern: string): Code {
  const { minLength, maxLength } = entry.rules;
  return joinCode(
    [
      ts`${host(view, 'plainText')}()`,
      ts`${minLength === null || minLength === 0 ? '' : `.min(${minLength})`}`,
      ts`${maxLength === null ? '' : `.max(${maxLength})`}`,
      pattern === '' ? ts`` : ts`.regex(${pattern})`,
    ],
    [],
  );
}

function bounds(min: string | null, max: string | null): string {
  return (min === null ? '' : `.min(${min})`) + (max === null ? '' : `.max(${max})`);
}

function limits(min: string | null, max: string | null): readonly Code[] {
  const entries = [
    ...(min === null ? [] : [ts`min: ${tsString(min)}`]),
    ...(max === null ? [] : [ts`max: ${tsString(max)}`]),
  ];
  return entries.length === 0 ? [] : [tsGroup('{', entries, '}')];
}

/** A regular expression literal. */
function regex(pattern: string, flags: string): string {
  return `/${pattern.replace(/\\.|\//g, (match) => (match === '/' ? '\\/' : match))}/${flags}`;
}
