import { ts, tsGroup, tsString } from '../../../codegen/render/typescript';
import type { EntityView } from '../entityView';
import { host, moduleText, ownType } from './hostCode';

/** `context/products-context.tsx`: list, selection and mutations of the entity. */
export function renderContextFile(view: EntityView): string {
  const { ids, spec } = view;
  const parameters = view.filters.flatMap(({ filter }) =>
    filter.kind === 'range' ? [filter.min, filter.max] : [filter.name],
  );
  const defaults = tsGroup(
    '{',
    [
      ts`sort: ${tsString(spec.defaultSort.field)}`,
      ...(spec.defaultSort.order === 'desc' ? [ts`order: 'desc'`] : []),
      ...(parameters.length === 0 ? [] : [ts`filters: ${tsGroup('[', parameters.map(tsString), ']')}`]),
    ],
    '}',
  );
  const types = tsGroup(
    '<',
    [ownType(view, ids.type), ownType(view, ids.createType), ownType(view, ids.updateType)],
    '>',
    { trailingComma: 'none' },
  );
  return moduleText(
    view,
    ts`
      export const { EntityProvider: ${ids.provider}, useEntity: ${ids.hook} } = ${host(view, 'entityContext')}${types}({
        path: ${tsString(view.apiPath)},
        defaults: ${defaults},
      });
    `,
    'use client',
  );
}
