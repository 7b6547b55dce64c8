import { joinLines } from '../../../codegen/render/code';
import { jsxWhen, type JsxAttribute } from '../../../codegen/render/jsx';
import { ts, tsString } from '../../../codegen/render/typescript';
import type { EntityView } from '../entityView';
import { component, host, moduleText, translations } from './hostCode';
import { siblingImport } from './relativeImport';
import { rowLabel, rowLabelFunction } from './rowLabel';

/** `_components/table/products-table.tsx`: heading, table and the sheet that is open. */
export function renderTableFile(view: EntityView): string {
  const { ids, paths } = view;
  const { sheet } = view.project.contextKeys;
  const sibling = (path: (typeof paths)[keyof typeof paths], name: string) =>
    siblingImport(paths.table, path, name);
  const list = ts`${ids.list}`;
  const usesLocalized = rowLabel(view).usesLocalized;
  const header = component(host(view, 'pageHeader'), [
    { name: 'list', value: list },
    { name: 'title', value: ts`t('title')` },
    { name: 'description', value: ts`t('description')` },
    { name: 'addLabel', value: ts`t('add.title')` },
  ]);
  const filters: readonly JsxAttribute[] =
    view.filters.length === 0
      ? []
      : [{ name: 'filters', value: component(sibling(paths.filters, ids.filters), []) }];
  const table = component(host(view, 'dataTable'), [
    { name: 'list', value: list },
    { name: 'columns', value: ts`columns` },
    { name: 'caption', value: ts`t('title')` },
    { name: 'rowLabel', value: rowLabelFunction(view) },
    ...filters,
  ]);
  const add = jsxWhen(ts`${sheet}?.mode === 'add'`, component(sibling(paths.addSheet, ids.addSheet), []));
  const edit = jsxWhen(
    ts`${sheet}?.mode === 'edit'`,
    component(sibling(paths.editSheet, ids.editSheet), [{ name: ids.row, value: ts`${sheet}.row` }]),
  );
  return moduleText(
    view,
    ts`
      export function ${ids.table}() {
        const t = ${translations}(${tsString(view.namespace)});
        const ${ids.list} = ${sibling(paths.context, ids.hook)}();
        ${usesLocalized && ts`const localized = ${host(view, 'localized')}();`}
        const columns = ${sibling(paths.columns, ids.columnsHook)}();
        const { ${sheet} } = ${ids.list};

        return (
          <div className="flex flex-col gap-6">
            ${joinLines([header, table, add, edit])}
          </div>
        );
      }
    `,
    'use client',
  );
}
