import type { Code } from '../../../codegen/render/code';
import { firstLine } from '../../../codegen/render/docShape';
import { ts, tsGroup, tsString } from '../../../codegen/render/typescript';
import type { EntityView } from '../entityView';
import { host, moduleText, ownType } from './hostCode';

/** `context/products-context.tsx`: list, selection and mutations of the entity. */
export function renderContextFile(view: EntityView): string {
  const { ids, spec } = view;
  const keys = view.project.contextKeys;
  const parameters = view.filters.flatMap(({ filter }) =>
    filter.kind === 'range' ? [filter.min, filter.max] : [filter.name],
  );
  const defaults = tsGroup(
    '{',
    [
      ts`sort: ${tsString(spec.defaultSort.field)}`,
      ...(spec.defaultSort.order === 'desc' ? [ts`order: 'desc'`] : []),
      ...(spec.features.pagination || !view.project.lists.capabilities ? [] : [ts`pageSize: 100`]),
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
  const head = `export const { ${keys.provider}: ${ids.provider}, ${keys.hook}: ${ids.hook} } =`;
  const create = host(view, 'entityContext');
  const call = ts`
    ${create}${types}({
      path: ${tsString(view.apiPath)},
      defaults: ${defaults},
      ${capabilities(view)}
    })
  `;
  // What comes before the first place to break must fit beside the names.
  const isBeside = `${head} ${firstLine(create.doc)}<`.length <= view.project.style.width;
  const body = isBeside
    ? ts`${head} ${call};`
    : ts`
        ${head}
          ${call};
      `;
  return moduleText(view, body, 'use client');
}

/** What the backend does not offer: the list then shows no control for it. */
function capabilities(view: EntityView): Code | null {
  const { search, pagination, csvExport, bulkActions, softDelete } = view.spec.features;
  const offered = {
    search,
    pages: pagination,
    export: csvExport,
    bulkDelete: bulkActions,
    restore: softDelete,
  };
  const missing = Object.entries(offered).flatMap(([name, isOffered]) =>
    isOffered ? [] : [ts`${name}: false`],
  );
  if (missing.length === 0 || !view.project.lists.capabilities) return null;
  return ts`capabilities: ${tsGroup('{', missing, '}')},`;
}
