import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyImportModule, pyString } from '../../codegen/render/python';
import type { EntityView } from './entityView';
import { parametrize, testFunction } from './testFunction';
import { fieldSamples, filterCases } from './testView';
import { utcNow } from './writeTests';

const raw = (value: string): Code => code(text(value));

/** Deleting, export, options, and who may do what. */
export function routeTests(view: EntityView): readonly Code[] {
  const make = `make: Make${view.names.pascal}`;
  const { features } = view.spec;
  return [
    deleteTest(view, make),
    ...(features.bulkActions ? bulkTests(make) : []),
    ...(features.csvExport ? [exportTest(view, make), filteredExportTest(view)] : []),
    optionsTest(view, make),
    testFunction(
      'not_found',
      ['admin_client', 'method: str', 'suffix: str'],
      py`
        answer = admin_client.request(method, f"{URL}/9999{suffix}", json=body(version=1))
        assert answer.status_code == 404
        assert answer.json()["detail"]["code"] == "not_found"
      `,
      [parametrize(raw('("method", "suffix")'), notFoundRoutes(features.softDelete))],
    ),
    testFunction(
      'bad_id',
      ['viewer_client', 'record_id: str'],
      raw('assert viewer_client.get(f"{URL}/{record_id}").status_code == 422'),
      [raw('@pytest.mark.parametrize("record_id", ["0", "x", str(2**63)])')],
    ),
    testFunction(
      'unauthenticated',
      ['client', 'method: str', 'path: str', 'json: Body | None'],
      py`
        answer = client.request(method, path, json=json)
        assert answer.status_code == 401
        assert answer.json()["detail"]["code"] == "unauthenticated"
      `,
      [raw('@pytest.mark.parametrize(("method", "path", "json"), ROUTES)')],
    ),
    testFunction(
      'forbidden',
      ['viewer_client', make, 'method: str', 'path: str', 'json: Body | None'],
      py`
        make()
        answer = viewer_client.request(method, path, json=json)
        assert answer.status_code == 403
        assert answer.json()["detail"]["code"] == "forbidden"
        assert len(found(viewer_client)) == 1
      `,
      [raw('@pytest.mark.parametrize(("method", "path", "json"), ADMIN_ROUTES)')],
    ),
  ];
}

function notFoundRoutes(restores: boolean): readonly Code[] {
  const routes = ['"GET", ""', '"PUT", ""', '"DELETE", ""', ...(restores ? ['"POST", "/restore"'] : [])];
  return routes.map((route) => raw(`(${route})`));
}

function deleteTest(view: EntityView, make: string): Code {
  const isSoft = view.spec.features.softDelete;
  return testFunction(
    isSoft ? 'delete_and_restore' : 'delete',
    ['admin_client', make],
    py`
      row_id = make().id
      url = f"{URL}/{row_id}"
      assert admin_client.delete(url).status_code == 204
      assert admin_client.get(url).status_code == 404
      assert admin_client.delete(url).status_code == 404
      assert found(admin_client) == []
      ${
        isSoft
          ? py`
        assert found(admin_client, {"deleted": "true"}) == [row_id]

        restored = admin_client.post(f"{url}/restore")
        assert restored.status_code == 200
        assert restored.json()["deleted_at"] is None
        assert restored.json()["version"] == 3
        assert admin_client.post(f"{url}/restore").json() == restored.json()
        assert found(admin_client) == [row_id]
      `
          : ''
      }
    `,
  );
}

function bulkTests(make: string): readonly Code[] {
  return [
    testFunction(
      'bulk_delete',
      ['admin_client', make],
      py`
        ids = [make().id for _ in range(3)]
        answer = admin_client.post(f"{URL}/bulk-delete", json={"ids": [*ids[:2], ids[0], 9999]})
        assert answer.json() == {"deleted": 2}
        assert found(admin_client) == ids[2:]
      `,
    ),
    testFunction(
      'bulk_delete_invalid',
      ['admin_client', 'ids: list[object]'],
      raw('assert admin_client.post(f"{URL}/bulk-delete", json={"ids": ids}).status_code == 422'),
      [raw('@pytest.mark.parametrize("ids", [[], [0], [2**31], ["x"], list(range(1, 1002))])')],
    ),
  ];
}

function exportTest(view: EntityView, make: string): Code {
  const [field] = fieldSamples(view).filter(({ entry }) => entry.python === 'str');
  const columns = ['id', ...view.wire.slice(0, 2).map((entry) => entry.pythonAttribute)];
  const csv = pyImportModule('csv');
  const io = pyImportModule('io');
  return testFunction(
    'export',
    ['viewer_client', ...(field === undefined ? [] : [make]), 'rows: list[int]'],
    py`
      ${field === undefined ? '' : py`unsafe = make(${field.entry.pythonAttribute}="=1+1")`}
      answer = viewer_client.get(f"{URL}/export", params={"page_size": 1})
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
        assert by_id[unsafe.id][${pyString(field.entry.pythonAttribute)}] == "'=1+1"
      `
      }
    `,
  );
}

function filteredExportTest(view: EntityView): Code {
  const filter = filterCases(view).find((item) => item.found.length > 0);
  if (filter === undefined) return raw('');
  const wanted = filter.found.map((position) => `rows[${position}]`).join(', ');
  return testFunction(
    'export_is_filtered',
    ['viewer_client', 'rows: list[int]'],
    py`
      params = {${pyString(filter.name)}: ${pyString(filter.value)}}
      answer = viewer_client.get(f"{URL}/export", params=params)
      ids = [int(line.split(",")[0]) for line in answer.text.splitlines()[1:]]
      assert sorted(ids) == [${wanted}]
    `,
  );
}

function optionsTest(view: EntityView, make: string): Code {
  const { labelField, features } = view.spec;
  const find = (name: string) => view.fields.find(({ field }) => field.name === name);
  const english = find(labelField) ?? find(`${labelField}_en`);
  const arabic = find(labelField) ?? find(`${labelField}_ar`);
  const labels =
    english?.python === 'str' && arabic?.python === 'str'
      ? py`
        assert viewer_client.get(f"{URL}/options?ids={first.id}").json() == [
            {"id": first.id, "label_en": first.${english.pythonAttribute}, "label_ar": first.${arabic.pythonAttribute}}
        ]
        assert ids(f"search={second.${english.pythonAttribute}}") == [second.id]
      `
      : raw('');
  return testFunction(
    'options',
    ['viewer_client', make],
    py`
      first, second, gone = make(), make(), make(${features.softDelete ? py`deleted_at=${utcNow()}()` : ''})

      def ids(query: str) -> list[int]:
          answer = viewer_client.get(f"{URL}/options?{query}")
          assert answer.status_code == 200
          return [option["id"] for option in answer.json()]

      assert ids("") == [first.id, second.id${features.softDelete ? '' : ', gone.id'}]
      assert ids("limit=1") == [first.id]
      assert ids(f"ids={second.id}&ids={gone.id}&ids=9999") == [second.id, gone.id]
      assert viewer_client.get(f"{URL}/options?limit=101").status_code == 422
      ${labels}
    `,
  );
}
