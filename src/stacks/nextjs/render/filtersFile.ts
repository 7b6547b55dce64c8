import { joinLines, type Code } from '../../../codegen/render/code';
import { jsxElement, type JsxAttribute } from '../../../codegen/render/jsx';
import { ts, tsString } from '../../../codegen/render/typescript';
import { optionsEndpoint, type EntityView, type ViewFilter } from '../entityView';
import { enumOptionsCode, enumTranslation } from './enumLabels';
import { component, host, moduleText, translations } from './hostCode';
import { siblingImport } from './relativeImport';
import { returned } from './returned';

/** `_components/table/filters.tsx`: the controls of the filters that the backend offers. */
export function renderFiltersFile(view: EntityView): string {
  const { ids, paths } = view;
  const enums = view.filters.flatMap(({ entry }) =>
    entry !== 'created_at' && entry.kind === 'field' && view.enums.has(entry) ? [entry] : [],
  );
  return moduleText(
    view,
    ts`
      export function ${ids.filters}() {
        const t = ${translations}(${tsString(`${view.namespace}.fields`)});
        ${joinLines(enums.map((entry) => enumTranslation(view, entry)))}
        const ${ids.list} = ${siblingImport(paths.filters, paths.context, ids.hook)}();
        return ${returned(fragment(view.filters.map((filter) => filterControl(view, filter))))};
      }
    `,
    'use client',
  );
}

/** One element stands alone, several in a fragment. */
export function fragment(elements: readonly Code[]): Code {
  const [only] = elements;
  return only !== undefined && elements.length === 1 ? only : jsxElement('', [], elements);
}

function filterControl(view: EntityView, { entry, filter }: ViewFilter): Code {
  const json = entry === 'created_at' ? entry : entry.json;
  const name = filter.kind === 'range' ? json : filter.name;
  const common: readonly JsxAttribute[] = [
    { name: 'list', value: ts`${view.ids.list}` },
    { name: 'name', value: name },
    { name: 'label', value: ts`t(${tsString(json)})` },
  ];
  if (filter.kind === 'range') {
    return component(host(view, 'rangeFilter'), [...common, { name: 'type', value: rangeType(entry) }]);
  }
  if (entry !== 'created_at' && entry.kind === 'relationship') {
    const endpoint = { name: 'endpoint', value: optionsEndpoint(view, entry) };
    return component(host(view, 'relationFilter'), [...common, endpoint]);
  }
  if (entry !== 'created_at' && view.enums.has(entry)) {
    return component(host(view, 'selectFilter'), [
      ...common,
      { name: 'options', value: enumOptionsCode(view, entry) },
    ]);
  }
  const isBoolean = entry !== 'created_at' && entry.widget === 'checkbox';
  return component(host(view, isBoolean ? 'booleanFilter' : 'textFilter'), common);
}

function rangeType(entry: ViewFilter['entry']): 'number' | 'date' | 'datetime' | 'time' {
  if (entry === 'created_at') return 'datetime';
  const kind = entry.kind === 'field' ? entry.field.type.kind : null;
  return kind === 'date' || kind === 'datetime' || kind === 'time' ? kind : 'number';
}
