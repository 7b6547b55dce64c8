import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyBlocks, pyGroup, pyImport, pyString } from '../../codegen/render/python';
import { pyModule } from '../../codegen/render/pythonModule';
import { helper, modelName, symbol, type EntityView } from './entityView';
import { awaited, define, session } from './sessionCode';

const raw = (value: string): Code => code(text(value));

interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly options: readonly Code[];
  readonly name: string;
  readonly parameters: readonly Code[];
  readonly returns: Code | string;
  readonly body: Code;
}

/** The guarded routes of an entity. */
export function renderRouter(view: EntityView): string {
  const { route, plural } = view.spec;
  const words = plural.replaceAll('_', ' ');
  const router = py`router = ${pyImport('fastapi', 'APIRouter')}(prefix=${pyString(`/${route}`)}, tags=[${pyString(words)}])`;
  return pyModule(pyBlocks([router, ...routesOf(view).map((route) => renderRoute(view, route))]), {
    width: view.project.width,
    firstParty: view.project.firstParty,
    moduleName: view.modules.router,
  });
}

function renderRoute(view: EntityView, route: Route): Code {
  const decorator = py`@router.${route.method}${pyGroup('(', [pyString(route.path), ...route.options], ')')}`;
  return py`
    ${decorator}
    ${define(view)} ${route.name}${pyGroup('(', route.parameters, ')')} -> ${route.returns}:
        ${route.body}
  `;
}

/** Method and path of each route, e.g. `get /{product_id}`. */
export const routeKeys = (view: EntityView): readonly string[] =>
  routesOf(view).map((route) => `${route.method} ${route.path}`);

/** Fixed paths come before `/{id}`. */
function routesOf(view: EntityView): readonly Route[] {
  const { snake, pascal } = view.names;
  const { plural, features, route } = view.spec;
  const crud = crudModule(view);
  const schema = (suffix: string): Code => pyImport(view.modules.schema, pascal + suffix);
  const model = modelName(view);
  const reader = symbol(view, view.reader);
  const writer = symbol(view, view.writer);
  const db = py`${session(view)}: ${symbol(view, view.project.session ?? { module: '', name: 'DbSession' })}`;
  const annotated = (inner: Code): Code =>
    py`${pyImport('typing', 'Annotated')}[${inner}, ${pyImport('fastapi', 'Query')}()]`;
  const params = py`params: ${annotated(schema('ListParams'))}`;
  const id = py`${snake}_id: ${helper(view, 'RecordId')}`;
  const response = (inner: Code): Code => py`response_model=${inner}`;
  const status = (name: string): Code => py`status_code=${pyImport('fastapi', 'status')}.${name}`;
  const seesDeleted = features.softDelete;
  const readerParameter = py`${seesDeleted ? 'user' : '_user'}: ${reader}`;
  const check = seesDeleted ? py`${helper(view, 'checkMayList')}(user, deleted=params.deleted)` : null;
  const routes: readonly (Route | false)[] = [
    {
      method: 'get',
      path: '',
      options: [response(py`${helper(view, 'Page')}[${schema('Read')}]`)],
      name: `list_${plural}`,
      parameters: [params, db, readerParameter],
      returns: py`${helper(view, 'RowPage')}[${model}]`,
      body: py`
        ${check}
        return ${awaited(view, py`${crud}.list_${plural}(${session(view)}, params)`)}
      `,
    },
    {
      method: 'get',
      path: '/options',
      options: [],
      name: `${snake}_options`,
      parameters: [py`params: ${annotated(helper(view, 'OptionParams'))}`, db, py`_user: ${reader}`],
      returns: py`list[${helper(view, 'Option')}]`,
      body: py`return ${awaited(view, py`${crud}.${snake}_options(${session(view)}, params)`)}`,
    },
    features.csvExport && {
      method: 'get',
      path: '/export',
      options: [],
      name: `export_${plural}`,
      parameters: [params, db, readerParameter],
      returns: pyImport('fastapi.responses', 'StreamingResponse'),
      body: py`
        ${check}
        rows = ${crud}.export_${plural}(${session(view)}, params)
        return ${helper(view, 'csvResponse')}(${pyString(`${route}.csv`)}, ${schema('Read')}, rows)
      `,
    },
    features.bulkActions && {
      method: 'post',
      path: '/bulk-delete',
      options: [],
      name: `bulk_delete_${plural}`,
      parameters: [py`body: ${helper(view, 'BulkIds')}`, db, py`user: ${writer}`],
      returns: helper(view, 'BulkDeleted'),
      body: py`return ${helper(view, 'BulkDeleted')}${pyGroup(
        '(',
        [
          py`deleted=${awaited(view, py`${crud}.bulk_delete_${plural}${pyGroup('(', [session(view), raw('body.ids'), raw('user')], ')')}`)}`,
        ],
        ')',
      )}`,
    },
    {
      method: 'get',
      path: `/{${snake}_id}`,
      options: [response(schema('Read'))],
      name: `get_${snake}`,
      parameters: [id, db, py`_user: ${reader}`],
      returns: model,
      body: py`return ${awaited(view, py`${crud}.get_${snake}(${session(view)}, ${snake}_id)`)}`,
    },
    {
      method: 'post',
      path: '',
      options: [response(schema('Read')), status('HTTP_201_CREATED')],
      name: `create_${snake}`,
      parameters: [py`body: ${schema('Create')}`, db, py`user: ${writer}`],
      returns: model,
      body: py`return ${awaited(view, py`${crud}.create_${snake}(${session(view)}, body, user)`)}`,
    },
    {
      method: 'put',
      path: `/{${snake}_id}`,
      options: [response(schema('Read'))],
      name: `update_${snake}`,
      parameters: [id, py`body: ${schema('Update')}`, db, py`user: ${writer}`],
      returns: model,
      body: py`return ${awaited(view, py`${crud}.update_${snake}(${session(view)}, ${snake}_id, body, user)`)}`,
    },
    {
      method: 'delete',
      path: `/{${snake}_id}`,
      options: [status('HTTP_204_NO_CONTENT')],
      name: `delete_${snake}`,
      parameters: [id, db, py`user: ${writer}`],
      returns: 'None',
      body: awaited(view, py`${crud}.delete_${snake}(${session(view)}, ${snake}_id, user)`),
    },
    features.softDelete && {
      method: 'post',
      path: `/{${snake}_id}/restore`,
      options: [response(schema('Read'))],
      name: `restore_${snake}`,
      parameters: [id, db, py`user: ${writer}`],
      returns: model,
      body: py`return ${awaited(view, py`${crud}.restore_${snake}(${session(view)}, ${snake}_id, user)`)}`,
    },
  ];
  return routes.filter((item) => item !== false);
}

/** The module of the queries as a name; one that the router needs for something else gets an underscore. */
function crudModule(view: EntityView): Code {
  const parts = view.modules.crud.split('.');
  const name = parts[parts.length - 1] ?? '';
  // A module that is named after one entity is called as the siblings call it: after all of them.
  const { plural } = view.spec;
  const wanted = name === view.names.pythonModule ? plural : name;
  const isTaken = TAKEN.has(wanted) || wanted === `${view.names.snake}_id`;
  const variable = isTaken ? `${wanted}_crud` : wanted;
  return code(text(variable), [
    {
      language: 'python',
      module: parts.slice(0, -1).join('.'),
      name: variable === name ? name : `${name} as ${variable}`,
    },
  ]);
}

const TAKEN: ReadonlySet<string> = new Set(
  'router params body db session user rows status list int csv_response check_may_list'.split(' '),
);
