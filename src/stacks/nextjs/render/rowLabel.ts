import type { Code } from '../../../codegen/render/code';
import { ts } from '../../../codegen/render/typescript';
import type { Field } from '../../../core/model/entitySpec';
import type { EntityView } from '../entityView';
import { isReservedVariable } from './propertyKey';

export interface RowLabel {
  /** Fields that the label is made of, besides `id` where a label may be empty. */
  readonly fields: readonly string[];
  readonly usesLocalized: boolean;
  /** The label, given how a field is read: `name_en` or `product.name_en`. */
  readonly of: (read: (field: string) => string) => Code;
}

/** What names one row: the field that the spec chose, in the language of the page when it has two. */
export function rowLabel(view: EntityView): RowLabel {
  const { labelField, fields } = view.spec;
  const named = (name: string) => fields.find((field) => field.name === name);
  const english = named(`${labelField}_en`);
  const arabic = named(`${labelField}_ar`);
  const single = named(labelField);
  if (single !== undefined) return singleLabel(single);
  if (english === undefined || arabic === undefined) {
    return { fields: ['id'], usesLocalized: false, of: (read) => ts`String(${read('id')})` };
  }
  if (english.required && arabic.required) {
    return {
      fields: [english.name, arabic.name],
      usesLocalized: true,
      of: (read) => ts`localized(${read(english.name)}, ${read(arabic.name)})`,
    };
  }
  const text = (field: Field, read: (name: string) => string) =>
    field.required ? read(field.name) : `${read(field.name)} ?? ''`;
  return {
    fields: ['id', english.name, arabic.name],
    usesLocalized: true,
    of: (read) => {
      const texts = [text(english, read), text(arabic, read)].map((part) =>
        part.endsWith(" ?? ''") ? ts`${part.slice(0, -6)} ?? ''` : ts`${part}`,
      );
      return ts`localized(${texts[0]}, ${texts[1]}) || String(${read('id')})`;
    },
  };
}

function singleLabel(field: Field): RowLabel {
  const isText = ['string', 'text', 'email', 'url', 'uuid', 'date', 'time', 'datetime', 'enum'].includes(
    field.type.kind,
  );
  const isExact = field.type.kind === 'decimal' || field.type.kind === 'bigint';
  if (isText || isExact) {
    if (field.required)
      return { fields: [field.name], usesLocalized: false, of: (read) => ts`${read(field.name)}` };
    return {
      fields: ['id', field.name],
      usesLocalized: false,
      of: (read) => ts`${read(field.name)} ?? String(${read('id')})`,
    };
  }
  return {
    fields: field.required ? [field.name] : ['id', field.name],
    usesLocalized: false,
    of: (read) => ts`String(${read(field.name)}${field.required ? '' : ` ?? ${read('id')}`})`,
  };
}

/** `({ name_en, name_ar }) => localized(name_en, name_ar)`; a reserved word is read from the row instead. */
export function rowLabelFunction(view: EntityView): Code {
  const label = rowLabel(view);
  if (label.fields.some(isReservedVariable) || label.fields.some((field) => CLASHING.has(field))) {
    return ts`(row) => ${label.of((field) => `row.${field}`)}`;
  }
  return ts`({ ${label.fields.join(', ')} }) => ${label.of((field) => field)}`;
}

const CLASHING = new Set(['t', 'localized', 'columns', 'sheet']);
