import { code, type Code } from '../../../codegen/render/code';
import { concat, group, hardline, ifBreak, indent, line, softline, text } from '../../../codegen/render/doc';
import { ts, tsString } from '../../../codegen/render/typescript';
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
      const handler = ${proxiedItem(view, '')};

      export { handler as DELETE, handler as GET, handler as PUT };
    `,
  );
}

export function renderRestoreRoute(view: EntityView): string {
  return moduleText(view, ts`export const POST = ${proxiedItem(view, '/restore')};`);
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

function proxiedItem(view: EntityView, suffix: string): Code {
  const route = `${view.apiPath}/[id]${suffix}`;
  const session = host(view, 'session');
  const path = '`' + `${view.backendPath}/\${encodeURIComponent(id)}${suffix}` + '`';
  const handler = ts`
    async (request, { params }) => {
      const { id } = await params;
      return ${host(view, 'proxy')}(request, ${path});
    }
  `;
  // Prettier puts a single argument that is a function on lines of its own when its head does not fit.
  const head = concat([session.doc, text('<RouteContext<'), tsString(route).doc, text('>>(')]);
  const exploded = concat([
    head,
    indent('  ', concat([hardline, handler.doc, text(',')])),
    hardline,
    text(')'),
  ]);
  return code(exploded, [...session.imports, ...handler.imports]);
}
