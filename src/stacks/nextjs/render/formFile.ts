import { joinLines, type Code } from '../../../codegen/render/code';
import { jsxExpression, type JsxAttribute } from '../../../codegen/render/jsx';
import { ts, tsGroup, tsImport, tsString } from '../../../codegen/render/typescript';
import { pascalCase } from '../../../core/entity/caseConversion';
import type { WireField, WireRelationship } from '../../../core/entity/wire';
import { optionsEndpoint, type EntityView, type WireEntry } from '../entityView';
import { enumOptionsCode, enumTranslation } from './enumLabels';
import { fragment } from './filtersFile';
import { component, host, moduleText, ownType, translations } from './hostCode';
import { initialValue } from './sheetFiles';
import { returned } from './returned';

/** `_components/modals/product-form.tsx`: the inputs that both sheets have. */
export function renderFormFile(view: EntityView): string {
  const { ids } = view;
  const links = view.inputs.flatMap((entry) =>
    entry.kind === 'relationship' && entry.link !== null ? [entry] : [],
  );
  const fields = view.inputs.flatMap((entry) =>
    entry.kind === 'field' ? [entry] : (entry.link?.payload ?? []),
  );
  const translators = [
    ...links.map((entry) => payloadTranslation(view, entry)),
    ...fields.filter((field) => view.enums.has(field)).map((field) => enumTranslation(view, field)),
  ];
  return moduleText(
    view,
    ts`
      export function ${ids.form}() {
        const t = ${translations}(${tsString(`${view.namespace}.fields`)});
        ${joinLines(translators)}
        const { control } = ${tsImport('react-hook-form', 'useFormContext')}<${ownType(view, ids.createType)}>();
        return ${returned(fragment(view.inputs.map((entry) => input(view, entry))))};
      }
    `,
    'use client',
  );
}

function input(view: EntityView, entry: WireEntry): Code {
  const common: readonly JsxAttribute[] = [
    { name: 'control', value: ts`control` },
    { name: 'name', value: entry.json },
    { name: 'label', value: ts`t(${tsString(entry.json)})` },
  ];
  return entry.kind === 'relationship' ? relationInput(view, entry, common) : fieldInput(view, entry, common);
}

function fieldInput(view: EntityView, entry: WireField, common: readonly JsxAttribute[]): Code {
  const required: readonly JsxAttribute[] = isRequired(entry) ? [{ name: 'required' }] : [];
  const nullable: readonly JsxAttribute[] = entry.nullable ? [{ name: 'nullable' }] : [];
  switch (entry.field.type.kind) {
    case 'string': {
      const language = languageOf(view, entry);
      const attributes = language === null ? [] : [{ name: 'language', value: language }];
      const isLong = (entry.rules.maxLength ?? 0) > LONGEST_LINE;
      const field = host(view, isLong ? 'textareaField' : 'textField');
      return component(field, [...common, ...attributes, ...nullable, ...required]);
    }
    case 'uuid':
      return component(host(view, 'textField'), [...common, ...nullable, ...required]);
    case 'email':
    case 'url': {
      const type = { name: 'type', value: entry.field.type.kind };
      return component(host(view, 'textField'), [...common, type, ...nullable, ...required]);
    }
    case 'text':
      return component(host(view, 'textareaField'), [...common, ...nullable, ...required]);
    case 'int':
      return component(host(view, 'numberField'), [...common, { name: 'integer' }, ...required]);
    case 'float':
      return component(host(view, 'numberField'), [...common, ...required]);
    case 'bigint':
      return component(host(view, 'decimalField'), [...common, { name: 'integer' }, ...required]);
    case 'decimal':
      return component(host(view, 'decimalField'), [...common, ...required]);
    case 'bool':
      return component(host(view, entry.nullable ? 'optionalBooleanField' : 'checkboxField'), common);
    case 'date':
      return component(host(view, 'dateField'), [...common, ...required]);
    case 'datetime':
      return component(host(view, 'datetimeField'), [...common, ...required]);
    case 'time':
      return component(host(view, 'timeField'), [...common, ...required]);
    case 'json':
      return component(host(view, 'jsonField'), [...common, ...required]);
    case 'bytes':
      return component(host(view, 'fileField'), [...common, ...required]);
    case 'enum': {
      const options = { name: 'options', value: enumOptionsCode(view, entry) };
      return component(host(view, 'selectField'), [...common, options, ...required]);
    }
  }
}

/** More characters than anybody types into one line. */
const LONGEST_LINE = 255;

function relationInput(view: EntityView, entry: WireRelationship, common: readonly JsxAttribute[]): Code {
  const endpoint = { name: 'endpoint', value: optionsEndpoint(view, entry) };
  if (entry.link !== null) return payloadInput(view, entry, entry.link, [...common, endpoint]);
  if (entry.widget === 'relation-many') {
    return component(host(view, 'relationManyField'), [...common, endpoint]);
  }
  const required: readonly JsxAttribute[] = entry.nullable ? [] : [{ name: 'required' }];
  return component(host(view, 'relationField'), [...common, endpoint, ...required]);
}

const payloadTranslator = (entry: WireRelationship): string => `t${pascalCase(entry.json)}`;

function payloadTranslation(view: EntityView, entry: WireRelationship): Code {
  const path = `${view.namespace}.payload.${entry.json}`;
  return ts`const ${payloadTranslator(entry)} = ${translations}(${tsString(path)});`;
}

/** Rows of a junction: the other entity is chosen, the columns of each row are filled in. */
function payloadInput(
  view: EntityView,
  entry: WireRelationship,
  link: NonNullable<WireRelationship['link']>,
  common: readonly JsxAttribute[],
): Code {
  const initial = link.payload.flatMap((field) => {
    const value = initialValue(field);
    return value === null ? [] : [ts`${field.json}: ${value}`];
  });
  const inputs = link.payload.map((field) =>
    fieldInput(view, field, [
      { name: 'control', value: ts`control` },
      { name: 'name', value: ts`${'`'}${entry.json}.$${'{index}'}.${field.json}${'`'}` },
      { name: 'label', value: ts`${payloadTranslator(entry)}(${tsString(field.json)})` },
    ]),
  );
  const body = ts`(index) => ${returned(fragment(inputs))}`;
  return component(
    host(view, 'payloadField'),
    [
      ...common,
      { name: 'targetName', value: link.targetKey },
      { name: 'empty', value: tsGroup('{', initial, '}') },
    ],
    [jsxExpression(body)],
  );
}

/** Whether an empty input is refused. */
function isRequired({ nullable, rules, widget }: WireField): boolean {
  const isText = ['text', 'textarea', 'email', 'url'].includes(widget);
  return !nullable && (!isText || rules.required || (rules.minLength ?? 0) > 0);
}

/** The language that a half of a bilingual pair is written in. */
function languageOf(view: EntityView, entry: WireField): 'en' | 'ar' | null {
  const [, stem, language] = /^(.+)_(en|ar)$/.exec(entry.json) ?? [];
  const other = view.spec.fields.some(
    (field) => field.name === `${stem ?? ''}_${language === 'en' ? 'ar' : 'en'}`,
  );
  return other && (language === 'en' || language === 'ar') ? language : null;
}
