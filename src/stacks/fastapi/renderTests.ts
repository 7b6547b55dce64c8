import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import {
  py,
  pyBlocks,
  pyClauses,
  pyExploded,
  pyGroup,
  pyImport,
  pyMembers,
  pyString,
} from '../../codegen/render/python';
import { pyModule } from '../../codegen/render/pythonModule';
import { modelName, type EntityView } from './entityView';
import { listTests } from './listTests';
import { renderRelated } from './relatedRows';
import { testDialect, type TestDialect } from './testDialect';
import { bodyEntries, dictionary, neededValues, risingValues } from './testView';
import { routeTests } from './routeTests';
import { pytestImport } from './testFunction';
import { writeTests } from './writeTests';

const raw = (value: string): Code => code(text(value));

/** Fixtures of the host's conftest that the tests use. */
export const TEST_FIXTURES = ['client', 'admin_client', 'viewer_client', 'count_statements'];

/** Tests of the entity's routes, after those of its siblings. */
export function renderTests(view: EntityView): string {
  const dialect = testDialect(view);
  const body = pyBlocks([
    constants(view, dialect),
    ...factories(view, dialect),
    ...listTests(view, dialect),
    ...writeTests(view, dialect),
    ...routeTests(view, dialect),
  ]);
  return pyModule(body, {
    width: view.project.width,
    firstParty: [...view.project.firstParty, view.project.tests?.folder ?? 'tests'],
  });
}

function constants(view: EntityView, dialect: TestDialect): Code {
  const { features } = view.spec;
  const url = `${view.group.prefix}/${view.spec.route}`;
  const body = dictionary(bodyEntries(view));
  const route = (method: string, path: string, json: Code): Code =>
    pyGroup('(', [pyString(method), raw(path === '' ? 'URL' : `f"{URL}${path}"`), json], ')');
  const none = raw('None');
  const routes = [
    route('GET', '', none),
    route('GET', '/options', none),
    ...(features.csvExport ? [route('GET', '/export', none)] : []),
    route('GET', '/1', none),
    route('POST', '', raw('BODY')),
    route('PUT', '/1', raw('BODY | {"version": 1}')),
    route('DELETE', '/1', none),
    ...(features.softDelete ? [route('POST', '/1/restore', none)] : []),
    ...(features.bulkActions ? [route('POST', '/bulk-delete', raw('{"ids": [1]}'))] : []),
  ];
  const deleted = [
    route('GET', '?deleted=true', none),
    ...(features.csvExport ? [route('GET', '/export?deleted=true', none)] : []),
  ];
  const writes = [
    raw('*(route for route in ROUTES if route[0] != "GET")'),
    ...(features.softDelete ? deleted : []),
  ];
  const hasAudit = features.audit;
  const made =
    dialect.kind === 'async'
      ? py`${pyImport('collections.abc', 'Awaitable')}[${modelName(view)}]`
      : modelName(view);
  const isMarked = dialect.kind === 'async' && view.project.tests?.mark === 'anyio';
  const start = py`START = ${pyImport('datetime', 'datetime')}(2026, 1, 1, tzinfo=${pyImport('datetime', 'UTC')})`;
  return pyMembers([
    isMarked ? py`pytestmark = pytest.mark.anyio${pytestImport}` : raw(''),
    py`
      URL = ${pyString(url)}
      ${hasAudit ? start : ''}
    `,
    py`
      Body = dict[str, object]
      Make${view.names.pascal} = ${pyImport('collections.abc', 'Callable')}[..., ${made}]
    `,
    py`BODY: Body = ${body}`,
    py`
      ROUTES: list[tuple[str, str, Body | None]] = ${pyExploded('[', routes, ']')}
      ADMIN_ROUTES = ${pyExploded('[', writes, ']')}
    `,
  ]);
}

function factories(view: EntityView, dialect: TestDialect): readonly Code[] {
  const { snake, pascal } = view.names;
  const { define, session, sessionParameter, wait, answer } = dialect;
  const model = modelName(view);
  const needed = neededValues(view).map(({ attribute, value }) => ({ json: attribute, value }));
  const rising = risingValues(view).map(({ attribute, value }) => py`${attribute}=${value}`);
  const hasAudit = view.spec.features.audit ? [pyImport('datetime', 'timedelta')] : [];
  const fixture = py`@pytest.fixture${pytestImport}`;
  const query = raw('params={key: str(value) for key, value in (params or {}).items()}');
  return [
    py`
      def new_${snake}(number: int, /, **values: object) -> ${model}:
          ${needed.length === 0 ? '' : py`made_up: Body = ${dictionary(needed)}`}
          return ${model}(**${needed.length === 0 ? 'values' : 'made_up | values'})
    `,
    ...renderRelated(view, dialect),
    py`
      ${fixture}
      def make(${sessionParameter}) -> Make${pascal}:
          """Adds a record; values that are not given are made up and unique."""
          numbers = ${pyImport('itertools', 'count')}(1)

          ${define} make_${snake}(**values: object) -> ${model}:
              row = new_${snake}(next(numbers), **values)
              ${session}.add(row)
              ${wait(`${session}.commit()`)}
              return row

          return make_${snake}
    `,
    withImports(
      py`
        ${fixture}
        ${define} rows(make: Make${pascal}) -> list[int]:
            """Three records, by id; no value of one is below the same of the one before."""
            return ${pyClauses(
              '[',
              [
                py`${answer(py`make${pyGroup('(', rising, ')')}`)}.id`,
                raw(rising.length === 0 ? 'for _ in range(3)' : 'for number in range(3)'),
              ],
              ']',
            )}
      `,
      hasAudit,
    ),
    py`
      def body(**values: object) -> Body:
          return BODY | values
    `,
    py`
      ${define} found(client: ${dialect.client}, params: Body | None = None) -> list[int]:
          answer = ${wait(py`client.get${pyGroup('(', [raw('URL'), query], ')')}`)}
          assert answer.status_code == 200, answer.text
          return [item["id"] for item in answer.json()["items"]]
    `,
  ];
}

const withImports = (value: Code, others: readonly Code[]): Code =>
  code(value.doc, [...value.imports, ...others.flatMap((other) => other.imports)]);
