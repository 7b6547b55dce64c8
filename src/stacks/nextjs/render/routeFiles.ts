import { code, type Code } from '../../../codegen/render/code';
import { concat, group, hardline, ifBreak, indent, line, softline, text } from '../../../codegen/render/doc';
import { firstLine } from '../../../codegen/render/docShape';
import { ts, tsGroup, tsString } from '../../../codegen/render/typescript';
import type { EntityView } from '../entityView';
import { host, moduleText } from './hostCode';

/** `app/api/setting/products/route.ts`: list and create. */
export function renderCollectionRoute(view: EntityView): string {
  return moduleText(
    view,
    ts`
      const handler = ${proxied(view, '')};

      export { handler as GET, handler as POST };
    `,
  );
}

/** `[id]/route.ts`: read, update, delete. */
export function renderItemRoute(view: EntityView): string {
  return moduleText(
    view,
    ts`
      const handler = ${proxiedItem(view, '', 'const handler = ')};

      export { handler as DELETE, handler as GET, handler as PUT };
    `,
  );
}

export function renderRestoreRoute(view: EntityView): string {
  return moduleText(view, ts`export const POST = ${proxiedItem(view, '/restore', 'export const POST = ')};`);
}

export function renderOptionsRoute(view: EntityView): string {
  return moduleText(view, ts`export const GET = ${proxied(view, '/options')};`);
}

export function renderExportRoute(view: EntityView): string {
  return moduleText(view, ts`export const GET = ${proxied(view, '/export')};`);
}

export function renderBulkDeleteRoute(view: EntityView): string {
  return moduleText(view, ts`export const POST = ${proxied(view, '/bulk-delete')};`);
}

/** `withSession((request) => proxyToBackend(request, "/setting/products"))`; the call goes to a line of its own. */
function proxied(view: EntityView, suffix: string): Code {
  const session = host(view, 'session');
  const call = ts`${host(view, 'proxy')}(request, ${tsString(view.backendPath + suffix)})`;
  const layout = concat([
    session.doc,
    text('((request) =>'),
    indent('  ', concat([line, call.doc])),
    ifBreak(text(',')),
    softline,
    text(')'),
  ]);
  return code(group(layout), [...session.imports, ...call.imports]);
}

function proxiedItem(view: EntityView, suffix: string, start: string): Code {
  const session = host(view, 'session');
  const proxy = host(view, 'proxy');
  const route = tsString(`${view.apiPath}/[id]${suffix}`);
  const path = '`' + `${view.backendPath}/\${encodeURIComponent(id)}${suffix}` + '`';
  const head = ts`${session}<RouteContext<${route}>>`;
  const call = ts`${proxy}${tsGroup('(', [ts`request`, code(text(path))], ')')}`;
  const handler = ts`
    async (request, { params }) => {
      const { id } = await params;
      return ${call};
    }
  `;
  const isBeside =
    `${start}${firstLine(head.doc)}(async (request, { params }) => {`.length <= view.project.style.width;
  const layout = isBeside
    ? concat([head.doc, text('('), handler.doc, text(')')])
    : concat([
        head.doc,
        text('('),
        indent('  ', concat([hardline, handler.doc, text(',')])),
        hardline,
        text(')'),
      ]);
  return code(layout, [...head.imports, ...handler.imports]);
}
