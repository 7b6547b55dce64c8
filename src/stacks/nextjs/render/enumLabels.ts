import type { Code } from '../../../codegen/render/code';
import { ts, tsGroup, tsString } from '../../../codegen/render/typescript';
import { pascalCase } from '../../../core/entity/caseConversion';
import type { WireField } from '../../../core/entity/wire';
import type { EntityView } from '../entityView';
import { ownType, translations } from './hostCode';

/** `tStatus`, the translator of an enumeration's values. */
export const enumTranslator = (view: EntityView, entry: WireField): string =>
  `t${pascalCase(view.enums.get(entry)?.key ?? entry.json)}`;

/** `const tStatus = useTranslations("products.values.status");` */
export function enumTranslation(view: EntityView, entry: WireField): Code {
  const path = `${view.namespace}.values.${view.enums.get(entry)?.key ?? entry.json}`;
  return ts`const ${enumTranslator(view, entry)} = ${translations}(${tsString(path)});`;
}

/** The label of a value, given the expression that holds it. */
export function enumLabel(view: EntityView, entry: WireField, value: string): Code {
  const choice = view.enums.get(entry);
  const key =
    choice === undefined || choice.keys === null
      ? ts`${value}`
      : ts`${ownType(view, choice.keys.name, 'value')}[${value}]`;
  return ts`${enumTranslator(view, entry)}(${key})`;
}

/** `productStatuses.map((value) => ({ value, label: tStatus(value) }))` */
export function enumOptionsCode(view: EntityView, entry: WireField): Code {
  const constant = ownType(view, view.enums.get(entry)?.constant ?? '', 'value');
  const option = tsGroup('{', [ts`value`, ts`label: ${enumLabel(view, entry, 'value')}`], '}');
  return ts`${constant}.map${tsGroup('(', [ts`(value) => (${option})`], ')')}`;
}
