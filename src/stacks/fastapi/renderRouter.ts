import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyBlocks, pyGroup, pyImport, pyString } from '../../codegen/render/python';
import { pyModule } from '../../codegen/render/pythonModule';
import { helper, modelName, symbol, type EntityView } from './entityView';

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
  return pyModule(pyBlocks([router, ...routesOf(view).map(renderRoute)]), {
    width: view.project.width,
    firstParty: view.project.firstParty,
    moduleName: view.modules.router,
  });
}

function renderRoute(route: Route): Code {
  const decorator = py`@router.${route.method}${pyGroup('(', [pyString(route.path), ...route.options], ')')}`;
  return py`
    ${decorator}
    def ${route.name}${pyGroup('(', route.parameters, ')')} -> ${route.returns}:
        ${route.body}
  `;
}

/** Fixed paths come before `/{id}`. */
function routesOf(view: EntityView): readonly Route[] {
  const { snake, pascal } = view.names;
  const { plural, features, route } = view.spec;
  const crud = crudModule(view);
  const schema = (suffix: string): Code => pyImport(view.modules.schema, pascal + suffix);
  const model = modelName(view);
  const reader = symbol(view, view.reader);
  const writer = symbol(view, view.writer);
  const db = py`db: ${symbol(view, view.project.session ?? { module: '', name: 'DbSession' })}`;
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
        return ${crud}.list_${plural}(db, params)
      `,
    },
    {
      method: 'get',
      path: '/options',
      options: [],
      name: `${snake}_options`,
      parameters: [py`params: ${annotated(helper(view, 'OptionParams'))}`, db, py`_user: ${reader}`],
      returns: py`list[${helper(view, 'Option')}]`,
      body: py`return ${crud}.${snake}_options(db, params)`,
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
        rows = ${crud}.export_${plural}(db, params)
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
          py`deleted=${crud}.bulk_delete_${plural}${pyGroup('(', [raw('db'), raw('body.ids'), raw('user')], ')')}`,
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
      body: py`return ${crud}.get_${snake}(db, ${snake}_id)`,
    },
    {
      method: 'post',
      path: '',
      options: [response(schema('Read')), status('HTTP_201_CREATED')],
      name: `create_${snake}`,
      parameters: [py`body: ${schema('Create')}`, db, py`user: ${writer}`],
      returns: model,
      body: py`return ${crud}.create_${snake}(db, body, user)`,
    },
    {
      method: 'put',
      path: `/{${snake}_id}`,
      options: [response(schema('Read'))],
      name: `update_${snake}`,
      parameters: [id, py`body: ${schema('Update')}`, db, py`user: ${writer}`],
      returns: model,
      body: py`return ${crud}.update_${snake}(db, ${snake}_id, body, user)`,
    },
    {
      method: 'delete',
      path: `/{${snake}_id}`,
      options: [status('HTTP_204_NO_CONTENT')],
      name: `delete_${snake}`,
      parameters: [id, db, py`user: ${writer}`],
      returns: 'None',
      body: py`${crud}.delete_${snake}(db, ${snake}_id, user)`,
    },
    features.softDelete && {
      method: 'post',
      path: `/{${snake}_id}/restore`,
      options: [response(schema('Read'))],
      name: `restore_${snake}`,
      parameters: [id, db, py`user: ${writer}`],
      returns: model,
      body: py`return ${crud}.restore_${snake}(db, ${snake}_id, user)`,
    },
  ];
  return routes.filter((item) => item !== false);
}

/** The module of the queries as a name; one that the router needs for something else gets an underscore. */
function crudModule(view: EntityView): Code {
  const parts = view.modules.crud.split('.');
  const name = parts[parts.length - 1] ?? '';
  const isTaken = TAKEN.has(name) || name === `${view.names.snake}_id`;
  const imported = isTaken ? `${name} as ${name}_crud` : name;
  return code(text(isTaken ? `${name}_crud` : name), [
    { language: 'python', module: parts.slice(0, -1).join('.'), name: imported },
  ]);
}

const TAKEN: ReadonlySet<string> = new Set(
  'router params body db user rows status list int csv_response check_may_list'.split(' '),
);
