import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyGroup, pyString } from '../../codegen/render/python';
import { filterParameters } from '../../core/entity/filterParameters';
import { pythonAttribute } from '../../core/entity/names';
import type { WireRelationship } from '../../core/entity/wire';
import { enumClassName } from './enums';
import { ownClass, type EntityView } from './entityView';
import { FIRST_RELATED } from './relatedIds';
import { sampleOf } from './samples';
import type { TestDialect } from './testDialect';
import { testFunction } from './testFunction';
import { dictionary, linkWire } from './testView';

const raw = (value: string): Code => code(text(value));

/** One test for each relationship to itself and each collection: written, answered, filtered by, replaced. */
export function linkTests(view: EntityView, dialect: TestDialect, make: string): readonly Code[] {
  return view.relationships.flatMap((entry) => {
    if (entry.python !== 'id') return [collectionTest(view, dialect, entry, make)];
    return entry.self ? [selfTest(view, dialect, entry, make)] : [];
  });
}

function filterName(view: EntityView, entry: WireRelationship): string | undefined {
  const filter = view.spec.features.filters ? filterParameters(entry) : undefined;
  return filter?.kind === 'oneOf' || filter?.kind === 'linkedTo' ? filter.name : undefined;
}

/** A request of the client that may write. */
const request = (method: string, url: Code, json: Code): Code =>
  py`admin_client.${method}${pyGroup('(', [url, py`json=${json}`], ')')}`;

/** `body(parent_id=row.id)`; a name that Python keeps cannot be an argument. */
function given(json: string, value: Code | string, ...others: readonly Code[]): Code {
  const argument =
    pythonAttribute(json) === json ? py`${json}=${value}` : py`**{${pyString(json)}: ${value}}`;
  return py`body${pyGroup('(', [...others, argument], ')')}`;
}

function selfTest(view: EntityView, dialect: TestDialect, entry: WireRelationship, make: string): Code {
  const { wait, answer } = dialect;
  const filter = filterName(view, entry);
  const json = pyString(entry.json);
  return testFunction(
    dialect,
    entry.json,
    ['admin_client', make],
    py`
      row = ${wait('make()')}
      created = ${answer(request('post', raw('URL'), given(entry.json, 'row.id')))}.json()
      assert created[${json}] == row.id
      ${
        filter === undefined
          ? ''
          : py`assert ${wait(py`found(admin_client, {${pyString(filter)}: row.id})`)} == [created["id"]]`
      }
    `,
  );
}

function collectionTest(view: EntityView, dialect: TestDialect, entry: WireRelationship, make: string): Code {
  const { wait, answer } = dialect;
  const filter = filterName(view, entry);
  const json = pyString(entry.json);
  const name = (id: string): Code => raw(id);
  const [first, second] = entry.self
    ? [name('first.id'), name('second.id')]
    : [raw(String(FIRST_RELATED)), raw(String(FIRST_RELATED + 1))];
  const link = (id: Code, changed: boolean): Code =>
    entry.link === null ? id : linkOf(view, entry, id, changed);
  const find = (id: Code, found: string): Code =>
    filter === undefined
      ? raw('')
      : py`assert ${wait(py`found(admin_client, {${pyString(filter)}: ${id}})`)} == ${found}`;
  return testFunction(
    dialect,
    entry.json,
    ['admin_client', ...(entry.self ? [make] : [])],
    py`
      ${entry.self ? py`first, second = ${wait('make()')}, ${wait('make()')}` : ''}
      both = ${pyGroup('[', [link(first, false), link(second, false)], ']')}
      created = ${answer(request('post', raw('URL'), given(entry.json, 'both')))}.json()
      assert created[${json}] == both
      ${find(first, '[created["id"]]')}
      one = ${pyGroup('[', [link(second, true)], ']')}
      url = f"{URL}/{created['id']}"
      updated = ${answer(request('put', raw('url'), given(entry.json, 'one', raw('version=1'))))}.json()
      assert updated[${json}] == one
      ${view.spec.features.audit ? raw('assert updated["version"] == 2') : ''}
      ${find(first, '[]')}
      ${find(second, '[created["id"]]')}
    `,
  );
}

function linkOf(view: EntityView, entry: WireRelationship, id: Code, changed: boolean): Code {
  const { link } = entry;
  const [first, ...others] = link?.payload ?? [];
  if (link === null || first === undefined) return linkWire(view, entry, FIRST_RELATED);
  const owner = entry.typescript.replace(/\[\]$/, '');
  const sample = (field: typeof first) =>
    sampleOf(field.field, ownClass(view, enumClassName(view.project, owner, field.field)));
  return dictionary([
    { json: link.targetKey, value: id },
    { json: first.json, value: changed ? sample(first).fresh : sample(first).wire },
    ...others.map((field) => ({ json: field.json, value: sample(field).wire })),
  ]);
}
