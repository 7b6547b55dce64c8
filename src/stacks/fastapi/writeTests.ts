import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyExploded, pyGroup, pyString } from '../../codegen/render/python';
import { pythonAttribute } from '../../core/entity/names';
import type { Field } from '../../core/model/entitySpec';
import type { WireRelationship } from '../../core/entity/wire';
import type { EntityView } from './entityView';
import { linkTests } from './linkTests';
import { FIRST_RELATED } from './relatedIds';
import type { TestDialect } from './testDialect';
import { parametrize, testFunction } from './testFunction';
import { dictionary, fieldSamples, linkWire, uniqueValues } from './testView';

const raw = (value: string): Code => code(text(value));

/** Creating and changing: round trips, defaults, refusals, versions. */
export function writeTests(view: EntityView, dialect: TestDialect): readonly Code[] {
  const { wait, answer } = dialect;
  const make = `make: Make${view.names.pascal}`;
  const { audit } = view.spec.features;
  return [
    testFunction(
      dialect,
      'get',
      ['viewer_client', make],
      py`
        row = ${wait('make()')}
        assert ${answer('viewer_client.get(f"{URL}/{row.id}")')}.json()["id"] == row.id
      `,
    ),
    testFunction(
      dialect,
      'create',
      ['admin_client'],
      py`
        answer = ${wait('admin_client.post(URL, json=body())')}
        assert answer.status_code == 201
        created = answer.json()
        assert {key: created[key] for key in BODY} == BODY
        assert created["version"] == 1
        ${
          audit
            ? py`
          assert created["created_by"] == created["updated_by"] == "admin"
          assert created["created_at"] == created["updated_at"]
        `
            : ''
        }
        assert ${answer('admin_client.get(f"{URL}/{created[\'id\']}")')}.json() == created
      `,
    ),
    ...defaultTests(view, dialect),
    ...invalidTests(view, dialect, make),
    ...missingTests(view, dialect, make),
    ...duplicateTests(view, dialect, make),
    ...linkTests(view, dialect, make),
    testFunction(
      dialect,
      'update',
      ['admin_client', make],
      py`
        row = ${wait('make()')}
        answer = ${wait('admin_client.put(f"{URL}/{row.id}", json=body(version=1))')}
        assert answer.status_code == 200
        updated = answer.json()
        assert {key: updated[key] for key in BODY} == BODY
        assert updated["version"] == 2
        ${
          audit
            ? py`
          assert updated["created_by"] is None
          assert updated["updated_by"] == "admin"
          assert updated["updated_at"] > updated["created_at"]
        `
            : ''
        }
      `,
    ),
    testFunction(
      dialect,
      'update_without_changes',
      ['admin_client'],
      py`
        created = ${answer('admin_client.post(URL, json=body())')}.json()
        answer = ${wait('admin_client.put(f"{URL}/{created[\'id\']}", json=body(version=1))')}
        assert answer.json() == created
      `,
    ),
    testFunction(
      dialect,
      'stale_update',
      ['admin_client', make],
      py`
        row = ${wait('make()')}
        url = f"{URL}/{row.id}"
        assert ${answer('admin_client.put(url, json=body(version=1))')}.status_code == 200
        answer = ${wait('admin_client.put(url, json=body(version=1))')}
        assert answer.status_code == 409
        assert answer.json()["detail"]["code"] == "stale"
        assert ${answer('admin_client.get(url)')}.json()["version"] == 2
      `,
    ),
  ];
}

function defaultTests(view: EntityView, dialect: TestDialect): readonly Code[] {
  const optional = [
    ...fieldSamples(view)
      .filter(({ entry }) => entry.optionalOnCreate)
      .map(({ entry }) => ({
        json: entry.json,
        value: wireDefault(entry.field),
      })),
    ...view.relationships
      .filter((entry) => entry.optionalOnCreate)
      .map((entry) => ({ json: entry.json, value: raw(entry.python === 'id' ? 'None' : '[]') })),
  ];
  const required = view.wire.filter((entry) => !entry.optionalOnCreate).map((entry) => pyString(entry.json));
  return [
    optional.length === 0
      ? raw('')
      : testFunction(
          dialect,
          'defaults',
          ['admin_client'],
          py`
            defaults: Body = ${dictionary(optional)}
            answer = ${dialect.wait(py`admin_client.post${pyGroup('(', [raw('URL'), raw('json={key: value for key, value in BODY.items() if key not in defaults}')], ')')}`)}
            assert answer.status_code == 201
            created = answer.json()
            assert {key: created[key] for key in defaults} == defaults
          `,
        ),
    required.length === 0
      ? raw('')
      : testFunction(
          dialect,
          'required_values',
          ['admin_client', 'field: str'],
          py`
            values = body()
            del values[field]
            answer = ${dialect.wait('admin_client.post(URL, json=values)')}
            assert answer.status_code == 422
            assert [error["loc"] for error in answer.json()["detail"]] == [["body", field]]
          `,
          [parametrize(pyString('field'), required)],
        ),
  ];
}

function wireDefault({ type, default: value }: Field): Code {
  const { kind } = type;
  if (value === null) return raw('None');
  if (typeof value === 'boolean') return raw(value ? 'True' : 'False');
  if (type.kind === 'decimal') return pyString(scaled(String(value), type.scale));
  if (kind === 'datetime') return pyString(utcText(String(value)));
  if (kind === 'time') return pyString(String(value).length === 5 ? `${String(value)}:00` : String(value));
  return typeof value === 'number' ? raw(String(value)) : pyString(value);
}

/** With all the digits after the point that the column keeps. */
function scaled(decimal: string, scale: number): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return scale === 0 ? whole : `${whole}.${fraction.padEnd(scale, '0')}`;
}

/** As the answer writes it: in UTC, without a fraction that is zero. */
function utcText(value: string): string {
  return new Date(value).toISOString().replace('.000Z', 'Z');
}

function invalidTests(view: EntityView, dialect: TestDialect, make: string): readonly Code[] {
  const item = (name: string, value: Code): Code => pyGroup('(', [pyString(name), value], ')');
  const cases = [
    ...fieldSamples(view).flatMap(({ entry, sample }) =>
      sample.invalid.map((value) => item(entry.json, value)),
    ),
    ...view.relationships.flatMap((entry) => [
      item(entry.json, raw(entry.python === 'id' ? '0' : '[0]')),
      ...(entry.nullable ? [] : [item(entry.json, raw('None'))]),
    ]),
    ...(view.spec.features.audit ? [item('created_by', pyString('mallory'))] : []),
    item('id', raw('1')),
    item('unknown', raw('1')),
  ];
  return [
    py`INVALID_VALUES: list[tuple[str, object]] = ${pyExploded('[', cases, ']')}`,
    refusalTest(
      dialect,
      'invalid_values',
      make,
      raw('@pytest.mark.parametrize(("field", "value"), INVALID_VALUES)'),
      py`assert {tuple(error["loc"][:2]) for error in answer.json()["detail"]} == ${pyGroup('{', [raw('("body", field)')], '}')}`,
    ),
  ];
}

/** A related record that does not exist, or is chosen twice. */
function missingTests(view: EntityView, dialect: TestDialect, make: string): readonly Code[] {
  const item = (entry: WireRelationship, value: Code): Code =>
    pyGroup('(', [pyString(entry.json), value], ')');
  const cases = view.relationships.flatMap((entry) => {
    if (entry.python === 'id') return [item(entry, raw('9999'))];
    if (entry.link === null) return [item(entry, raw('[9999]'))];
    const twice = linkWire(view, entry, FIRST_RELATED);
    return [
      item(entry, py`[${linkWire(view, entry, 9999)}]`),
      ...(entry.self ? [] : [item(entry, pyGroup('[', [twice, twice], ']'))]),
    ];
  });
  if (cases.length === 0) return [];
  return [
    refusalTest(
      dialect,
      'related_records_that_cannot_be_chosen',
      make,
      parametrize(raw('("field", "value")'), cases),
      py`
        assert answer.json()["detail"]["code"] == "invalid"
        assert answer.json()["detail"]["field"] == field
      `,
    ),
  ];
}

/** A value that is taken neither in a new record nor in one that is there. */
function refusalTest(dialect: TestDialect, name: string, make: string, values: Code, said: Code): Code {
  const { wait } = dialect;
  const changed = pyGroup(
    '(',
    [raw('f"{URL}/{row.id}"'), raw('json=body(version=1, **{field: value})')],
    ')',
  );
  return testFunction(
    dialect,
    name,
    ['admin_client', make, 'field: str', 'value: object'],
    py`
      row = ${wait('make()')}
      created = ${wait('admin_client.post(URL, json=body(**{field: value}))')}
      updated = ${wait(py`admin_client.put${changed}`)}
      for answer in (created, updated):
          assert answer.status_code == 422
          ${said}
    `,
    [values],
  );
}

function duplicateTests(view: EntityView, dialect: TestDialect, make: string): readonly Code[] {
  const { wait } = dialect;
  const unique = uniqueValues(view);
  if (unique.length === 0) return [];
  return [
    testFunction(
      dialect,
      'duplicates',
      ['admin_client', make, 'field: str'],
      py`
        others: Body = ${dictionary(unique)}
        row = ${wait('make()')}
        assert ${dialect.answer('admin_client.post(URL, json=body())')}.status_code == 201
        values = body(**others | {field: BODY[field]})
        created = ${wait('admin_client.post(URL, json=values)')}
        updated = ${wait('admin_client.put(f"{URL}/{row.id}", json=values | {"version": 1})')}
        for answer in (created, updated):
            assert answer.status_code == 409
            assert answer.json()["detail"]["code"] == "duplicate"
            assert answer.json()["detail"]["field"] == field
      `,
      [
        parametrize(
          pyString('field'),
          unique.map(({ json }) => pyString(json)),
        ),
      ],
    ),
  ];
}

export const attributeOf = (entry: WireRelationship): string => pythonAttribute(entry.relationship.name);
