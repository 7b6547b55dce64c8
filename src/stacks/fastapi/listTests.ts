import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyExploded, pyGroup, pyImport, pyString } from '../../codegen/render/python';
import type { EntityView } from './entityView';
import type { TestDialect } from './testDialect';
import { relatedEntities } from './relatedRows';
import { parametrize, pytestImport, testFunction } from './testFunction';
import { fieldSamples, filterCases, roomForRows } from './testView';
import { utcNow } from './utcNow';

const raw = (value: string): Code => code(text(value));

/** Lists: shape, search, filters, order, pages, deleted rows, number of statements. */
export function listTests(view: EntityView, dialect: TestDialect): readonly Code[] {
  const { wait, answer } = dialect;
  const { features } = view.spec;
  const { pascal, snake } = view.names;
  const make = `make: Make${pascal}`;
  const pageSize = features.pagination ? 20 : 100;
  return [
    testFunction(
      dialect,
      'list',
      ['admin_client', 'viewer_client'],
      py`
        created = ${answer('admin_client.post(URL, json=body())')}.json()
        answer = ${wait('viewer_client.get(URL)')}
        assert answer.json() == {"items": [created], "total": 1, "page": 1, "page_size": ${pageSize}}
      `,
    ),
    features.softDelete
      ? testFunction(
          dialect,
          'list_hides_deleted',
          ['viewer_client', make],
          py`
            ${wait(py`make(deleted_at=${utcNow(view)})`)}
            assert ${wait('found(viewer_client)')} == []
          `,
        )
      : raw(''),
    ...searchTests(view, dialect, make),
    ...filterTests(view, dialect),
    ...sortTests(view, dialect),
    badParameters(view, dialect),
    testFunction(
      dialect,
      'pages',
      ['viewer_client', make],
      py`
        ids = [${answer('make()')}.id for _ in range(5)]
        ${raw('order = {"order": "asc"}')}
        assert ${wait('found(viewer_client, order | {"page_size": 2})')} == ids[:2]
        assert ${wait('found(viewer_client, order | {"page_size": 2, "page": 3})')} == ids[4:]
        assert ${wait('found(viewer_client, order | {"page_size": 2, "page": 4})')} == []
        assert ${wait('found(viewer_client, order | {"page_size": 100})')} == ids
        ${dialect.kind === 'sync' ? 'assert viewer_client.get(URL, params={"page": 4, "page_size": 2}).json()["total"] == 5' : AWAITED_TOTAL}
      `,
    ),
    statements(view, dialect, snake),
  ];
}

const AWAITED_TOTAL = py`
  answer = await viewer_client.get(URL, params={"page": 4, "page_size": 2})
  assert answer.json()["total"] == 5
`;

function searchTests(view: EntityView, dialect: TestDialect, make: string): readonly Code[] {
  const { wait } = dialect;
  const searched = fieldSamples(view).filter(({ entry }) => entry.field.display.search);
  const [first] = searched;
  if (!view.spec.features.search || first === undefined) return [];
  const names = searched.map(({ entry }) => pyString(entry.pythonAttribute));
  return [
    testFunction(
      dialect,
      'search',
      ['viewer_client', make, 'field: str'],
      py`
        row = ${wait('make(**{field: "Zebras"})')}
        ${wait('make()')}
        assert ${wait('found(viewer_client, {"search": " ZEBRA "})')} == [row.id]
        assert ${wait('found(viewer_client, {"search": "missing"})')} == []
      `,
      [parametrize(pyString('field'), names)],
    ),
    testFunction(
      dialect,
      'search_takes_wildcards_as_they_are',
      ['viewer_client', make, 'text: str'],
      py`
        row = ${wait(`make(${first.entry.pythonAttribute}=f"a{text}b")`)}
        ${wait(`make(${first.entry.pythonAttribute}="ab")`)}
        assert ${wait('found(viewer_client, {"search": text})')} == [row.id]
      `,
      [parametrize(pyString('text'), [pyString('%'), pyString('_'), pyString('\\')])],
    ),
  ];
}

function filterTests(view: EntityView, dialect: TestDialect): readonly Code[] {
  const { wait } = dialect;
  const cases = filterCases(view);
  if (cases.length === 0) return [];
  const items = cases.map(({ name, value, found }) =>
    pyGroup('(', [pyString(name), pyString(value), raw(`[${found.join(', ')}]`)], ')'),
  );
  return [
    testFunction(
      dialect,
      'filters',
      ['viewer_client', 'rows: list[int]', 'name: str', 'value: str', 'positions: list[int]'],
      py`
        wanted = [rows[position] for position in positions]
        assert sorted(${wait('found(viewer_client, {name: value})')}) == wanted
      `,
      [parametrize(raw('("name", "value", "positions")'), items)],
    ),
  ];
}

function sortTests(view: EntityView, dialect: TestDialect): readonly Code[] {
  const { wait } = dialect;
  const sort = `${view.names.pascal}Sort`;
  const sorts = pyImport(view.modules.schema, sort);
  const args = py`${pyImport('typing', 'get_args')}(${sorts})`;
  const withSamples = fieldSamples(view).filter(({ entry }) => entry.field.display.sort);
  const tied = withSamples.filter(({ sample }) => sample.isTied && sample.distinct > 1);
  const same = withSamples.filter(({ sample }) => sample.isTied && sample.distinct === 1);
  const set = (members: typeof withSamples): Code =>
    pyGroup(
      '{',
      members.map(({ entry }) => pyString(entry.json)),
      '}',
    );
  return [
    testFunction(
      dialect,
      'sort',
      ['viewer_client', 'rows: list[int]', 'sort: str'],
      py`
        first, second, third = rows
        ${raw('descending = [third, second, first]')}
        ${
          tied.length === 0
            ? ''
            : py`
          if sort in ${set(tied)}:  # the first two are equal
              descending = [third, first, second]
        `
        }
        ${
          same.length === 0
            ? ''
            : py`
          if sort in ${set(same)}:  # all are equal
              descending = rows
        `
        }
        assert ${wait('found(viewer_client, {"sort": sort, "order": "asc"})')} == rows
        assert ${wait('found(viewer_client, {"sort": sort, "order": "desc"})')} == descending
      `,
      [py`@pytest.mark.parametrize${pyGroup('(', [pyString('sort'), args], ')')}`],
    ),
    testFunction(
      withoutAnswers(view, dialect),
      'every_sort_has_a_column',
      [],
      py`assert list(${pyImport(view.modules.crud, 'SORTS')}) == list(get_args(${sort}))`,
    ),
  ];
}

/** A test that talks to nobody is a plain one, unless it has a fixture that talks. */
const withoutAnswers = (view: EntityView, dialect: TestDialect): TestDialect =>
  relatedEntities(view).length === 0 ? { ...dialect, define: 'def' } : dialect;

function badParameters(view: EntityView, dialect: TestDialect): Code {
  const { features, defaultSort } = view.spec;
  const ranges = filterCases(view).filter((item) => item.name.endsWith('_min'));
  const queries = [
    'sort=version',
    `sort=${defaultSort.field};drop`,
    'order=up',
    'page=0',
    'page_size=101',
    'colour=red',
    'search=%00',
    ...ranges.map((item) => `${item.name}=x`),
  ].map(pyString);
  const paths = [raw('URL'), ...(features.csvExport ? [raw('f"{URL}/export"')] : [])];
  return testFunction(
    dialect,
    'bad_list_parameters',
    ['viewer_client', 'path: str', 'query: str'],
    py`assert ${dialect.answer('viewer_client.get(f"{path}?{query}")')}.status_code == 422`,
    [
      py`@pytest.mark.parametrize${pyGroup('(', [pyString('query'), pyExploded('[', queries, ']')], ')')}`,
      parametrize(pyString('path'), paths),
    ],
  );
}

function statements(view: EntityView, dialect: TestDialect, snake: string): Code {
  const { session, sessionParameter, wait, answer } = dialect;
  const { counter: found } = view.project.tests ?? { counter: null };
  const counter =
    found === null ? pyImport('tests.conftest', 'StatementCounter') : pyImport(found.module, found.name);
  const { features } = view.spec;
  const room = roomForRows(view);
  const collections = view.relationships.filter((entry) => entry.python !== 'id').length;
  // Collections are loaded for 500 rows at a time.
  const ranges =
    room < 1000
      ? `[(0, 2), (2, ${Math.min(room, 8)})]`
      : `[(0, 10), (10, ${collections === 0 ? 1000 : 400})]`;
  const paths = [
    raw('URL'),
    raw('f"{URL}/options"'),
    ...(features.csvExport ? [raw('f"{URL}/export"')] : []),
  ];
  return testFunction(
    dialect,
    'number_of_statements_does_not_grow',
    ['viewer_client', sessionParameter, py`count_statements: ${counter}`, 'path: str'],
    py`
      counts = []
      for start, end in ${ranges}:
          ${session}.add_all(new_${snake}(number) for number in range(start, end))
          ${wait(`${session}.commit()`)}
          with count_statements() as statements:
              assert ${answer('viewer_client.get(path)')}.status_code == 200
          counts.append(len(statements))
      assert counts[0] == counts[1] <= ${3 + collections}
    `,
    [parametrize(pyString('path'), paths), pytestImport],
  );
}
