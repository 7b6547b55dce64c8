import { joinLines, type Code } from '../../../codegen/render/code';
import type { JsxAttribute } from '../../../codegen/render/jsx';
import { ts, tsImport, tsString } from '../../../codegen/render/typescript';
import type { WireField } from '../../../core/entity/wire';
import { optionsEndpoint, type EntityView, type WireEntry } from '../entityView';
import { enumOptionsCode, enumTranslation } from './enumLabels';
import { fragment } from './filtersFile';
import { component, host, moduleText, ownType, translations } from './hostCode';
import { returned } from './returned';

/** `_components/modals/product-form.tsx`: the inputs that both sheets have. */
export function renderFormFile(view: EntityView): string {
  const { ids } = view;
  const enums = view.inputs.filter(
    (entry): entry is WireField => entry.kind === 'field' && view.enums.has(entry),
  );
  return moduleText(
    view,
    ts`
      export function ${ids.form}() {
        const t = ${translations}(${tsString(`${view.namespace}.fields`)});
        ${joinLines(enums.map((entry) => enumTranslation(view, entry)))}
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
  if (entry.kind === 'relationship') return relationInput(view, entry, common);
  const required: readonly JsxAttribute[] = isRequired(entry) ? [{ name: 'required' }] : [];
  const nullable: readonly JsxAttribute[] = entry.nullable ? [{ name: 'nullable' }] : [];
  switch (entry.field.type.kind) {
    case 'string': {
      const language = languageOf(view, entry);
      const attributes = language === null ? [] : [{ name: 'language', value: language }];
      return component(host(view, 'textField'), [...common, ...attributes, ...nullable, ...required]);
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
      return component(host(view, 'checkboxField'), common);
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

function relationInput(
  view: EntityView,
  entry: Exclude<WireEntry, WireField>,
  common: readonly JsxAttribute[],
): Code {
  const endpoint = { name: 'endpoint', value: optionsEndpoint(view, entry) };
  if (entry.widget === 'relation-many') {
    return component(host(view, 'relationManyField'), [...common, endpoint]);
  }
  const required: readonly JsxAttribute[] = entry.nullable ? [] : [{ name: 'required' }];
  return component(host(view, 'relationField'), [...common, endpoint, ...required]);
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
