import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyGroup, pyImportModule, pyString } from '../../codegen/render/python';
import type { WireField, WireRelationship } from '../../core/entity/wire';
import type { EntityView } from './entityView';
import type { TestDialect } from './testDialect';
import { parametrize, testFunction } from './testFunction';
import { dictionary, fieldSamples, filterCases } from './testView';
import { utcNow } from './utcNow';

const raw = (value: string): Code => code(text(value));

/** Deleting, export, options, and who may do what. */
export function routeTests(view: EntityView, dialect: TestDialect): readonly Code[] {
  const { wait, answer } = dialect;
  const make = `make: Make${view.names.pascal}`;
  const { features } = view.spec;
  return [
    deleteTest(view, dialect, make),
    ...(features.bulkActions ? bulkTests(dialect, make) : []),
    ...(features.csvExport ? [exportTest(view, dialect, make), filteredExportTest(view, dialect)] : []),
    optionsTest(view, dialect, make),
    testFunction(
      dialect,
      'not_found',
      ['admin_client', 'method: str', 'suffix: str'],
      py`
        answer = ${wait(py`admin_client.request${pyGroup('(', [raw('method'), raw('f"{URL}/9999{suffix}"'), raw('json=body(version=1)')], ')')}`)}
        assert answer.status_code == 404
        assert answer.json()["detail"]["code"] == "not_found"
      `,
      [parametrize(raw('("method", "suffix")'), notFoundRoutes(features.softDelete))],
    ),
    testFunction(
      dialect,
      'bad_id',
      ['viewer_client', 'record_id: str'],
      py`assert ${answer('viewer_client.get(f"{URL}/{record_id}")')}.status_code == 422`,
      [raw('@pytest.mark.parametrize("record_id", ["0", "x", str(2**63)])')],
    ),
    testFunction(
      dialect,
      'unauthenticated',
      ['client', 'method: str', 'path: str', 'json: Body | None'],
      py`
        answer = ${wait('client.request(method, path, json=json)')}
        assert answer.status_code == 401
        assert answer.json()["detail"]["code"] == "unauthenticated"
      `,
      [raw('@pytest.mark.parametrize(("method", "path", "json"), ROUTES)')],
    ),
    testFunction(
      dialect,
      'forbidden',
      ['viewer_client', make, 'method: str', 'path: str', 'json: Body | None'],
      py`
        ${wait('make()')}
        answer = ${wait('viewer_client.request(method, path, json=json)')}
        assert answer.status_code == 403
        assert answer.json()["detail"]["code"] == "forbidden"
        assert len(${wait('found(viewer_client)')}) == 1
      `,
      [raw('@pytest.mark.parametrize(("method", "path", "json"), ADMIN_ROUTES)')],
    ),
  ];
}

function notFoundRoutes(restores: boolean): readonly Code[] {
  const routes = ['"GET", ""', '"PUT", ""', '"DELETE", ""', ...(restores ? ['"POST", "/restore"'] : [])];
  return routes.map((route) => raw(`(${route})`));
}

function deleteTest(view: EntityView, dialect: TestDialect, make: string): Code {
  const { wait, answer } = dialect;
  const isSoft = view.spec.features.softDelete;
  return testFunction(
    dialect,
    isSoft ? 'delete_and_restore' : 'delete',
    ['admin_client', make],
    py`
      row_id = ${answer('make()')}.id
      url = f"{URL}/{row_id}"
      assert ${answer('admin_client.delete(url)')}.status_code == 204
      assert ${answer('admin_client.get(url)')}.status_code == 404
      assert ${answer('admin_client.delete(url)')}.status_code == 404
      assert ${wait('found(admin_client)')} == []
      ${
        isSoft
          ? py`
        assert ${wait('found(admin_client, {"deleted": "true"})')} == [row_id]

        restored = ${wait('admin_client.post(f"{url}/restore")')}
        assert restored.status_code == 200
        assert restored.json()["deleted_at"] is None
        assert restored.json()["version"] == 3
        assert ${answer('admin_client.post(f"{url}/restore")')}.json() == restored.json()
        assert ${wait('found(admin_client)')} == [row_id]
      `
          : ''
      }
    `,
  );
}

const bulkDelete = (json: string): Code =>
  py`admin_client.post${pyGroup('(', [raw('f"{URL}/bulk-delete"'), raw(`json=${json}`)], ')')}`;

function bulkTests(dialect: TestDialect, make: string): readonly Code[] {
  const { wait, answer } = dialect;
  return [
    testFunction(
      dialect,
      'bulk_delete',
      ['admin_client', make],
      py`
        ids = [${answer('make()')}.id for _ in range(3)]
        answer = ${wait(bulkDelete('{"ids": [*ids[:2], ids[0], 9999]}'))}
        assert answer.json() == {"deleted": 2}
        assert ${wait('found(admin_client)')} == ids[2:]
      `,
    ),
    testFunction(
      dialect,
      'bulk_delete_invalid',
      ['admin_client', 'ids: list[object]'],
      py`assert ${answer(bulkDelete('{"ids": ids}'))}.status_code == 422`,
      [raw('@pytest.mark.parametrize("ids", [[], [0], [2**31], ["x"], list(range(1, 1002))])')],
    ),
  ];
}

function exportTest(view: EntityView, dialect: TestDialect, make: string): Code {
  const { wait } = dialect;
  // Helpers of hosts write a column's name as Python or as JSON has it: only where both agree a test may say it.
  const isPlain = (entry: WireField | WireRelationship): boolean => entry.pythonAttribute === entry.json;
  const [field] = fieldSamples(view).filter(({ entry }) => entry.python === 'str' && isPlain(entry));
  const renamed = view.wire.findIndex((entry) => !isPlain(entry));
  const leading = view.wire.slice(0, renamed === -1 ? 2 : Math.min(2, renamed));
  const columns = ['id', ...leading.map((entry) => entry.json)];
  const csv = pyImportModule('csv');
  const io = pyImportModule('io');
  return testFunction(
    dialect,
    'export',
    ['viewer_client', ...(field === undefined ? [] : [make]), 'rows: list[int]'],
    py`
      ${field === undefined ? '' : py`unsafe = ${wait(`make(${field.entry.pythonAttribute}="=1+1")`)}`}
      answer = ${wait('viewer_client.get(f"{URL}/export", params={"page_size": 1})')}
      assert answer.status_code == 200
      assert answer.headers["content-type"] == "text/csv; charset=utf-8"
      disposition = answer.headers["content-disposition"]
      assert disposition == 'attachment; filename="${view.spec.route}.csv"'
      lines = list(${csv}.DictReader(${io}.StringIO(answer.content.decode("utf-8-sig"), newline="")))
      assert list(lines[0])[:${columns.length}] == [${columns.map((name) => `"${name}"`).join(', ')}]
      by_id = {int(line["id"]): line for line in lines}
      ${
        field === undefined
          ? raw('assert sorted(by_id) == rows')
          : py`
        assert sorted(by_id) == [*rows, unsafe.id]
        assert by_id[unsafe.id][${pyString(field.entry.json)}] == "'=1+1"
      `
      }
    `,
  );
}

function filteredExportTest(view: EntityView, dialect: TestDialect): Code {
  const filter = filterCases(view).find((item) => item.found.length > 0);
  if (filter === undefined) return raw('');
  const wanted = filter.found.map((position) => `rows[${position}]`).join(', ');
  return testFunction(
    dialect,
    'export_is_filtered',
    ['viewer_client', 'rows: list[int]'],
    py`
      params = {${pyString(filter.name)}: ${pyString(filter.value)}}
      answer = ${dialect.wait('viewer_client.get(f"{URL}/export", params=params)')}
      ids = [int(line.split(",")[0]) for line in answer.text.splitlines()[1:]]
      assert sorted(ids) == [${wanted}]
    `,
  );
}

const optionOf = (english: string, arabic: string) => [
  { json: 'id', value: raw('first.id') },
  { json: 'label_en', value: raw(`first.${english}`) },
  { json: 'label_ar', value: raw(`first.${arabic}`) },
];

function optionsTest(view: EntityView, dialect: TestDialect, make: string): Code {
  const { wait, answer } = dialect;
  const { labelField, features } = view.spec;
  const find = (name: string) => view.fields.find(({ field }) => field.name === name);
  const english = find(labelField) ?? find(`${labelField}_en`);
  const arabic = find(labelField) ?? find(`${labelField}_ar`);
  const labels =
    english?.python === 'str' && arabic?.python === 'str'
      ? py`
        assert ${answer('viewer_client.get(f"{URL}/options?ids={first.id}")')}.json() == [
            ${dictionary(optionOf(english.pythonAttribute, arabic.pythonAttribute))}
        ]
        assert ${wait(`ids(f"search={second.${english.pythonAttribute}}")`)} == [second.id]
      `
      : raw('');
  return testFunction(
    dialect,
    'options',
    ['viewer_client', make],
    py`
      first, second, gone = ${wait('make()')}, ${wait('make()')}, ${wait(py`make(${features.softDelete ? py`deleted_at=${utcNow(view)}` : ''})`)}

      ${dialect.define} ids(query: str) -> list[int]:
          answer = ${wait('viewer_client.get(f"{URL}/options?{query}")')}
          assert answer.status_code == 200
          return [option["id"] for option in answer.json()]

      assert ${wait('ids("")')} == [first.id, second.id${features.softDelete ? '' : ', gone.id'}]
      assert ${wait('ids("limit=1")')} == [first.id]
      assert ${wait('ids(f"ids={second.id}&ids={gone.id}&ids=9999")')} == [second.id, gone.id]
      assert ${answer('viewer_client.get(f"{URL}/options?limit=101")')}.status_code == 422
      ${labels}
    `,
  );
}
