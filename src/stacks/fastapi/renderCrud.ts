import { code, groupCode, joinCode, type Code } from '../../codegen/render/code';
import { line, text } from '../../codegen/render/doc';
import { py, pyBlocks, pyExploded, pyGroup, pyImport, pyString } from '../../codegen/render/python';
import { pyModule } from '../../codegen/render/pythonModule';
import { filterParameters } from '../../core/entity/filterParameters';
import { pythonAttribute } from '../../core/entity/names';
import type { WireField, WireRelationship } from '../../core/entity/wire';
import { helper, importedModel, modelName, ownClass, type EntityView } from './entityView';
import { labelColumns } from './labels';
import { linkFunctions, linkValues } from './renderLinks';
import { awaited, define, iterator, session as sessionName, sessionParameter } from './sessionCode';
import { filteredEntries, sortsOf } from './sorts';

const raw = (value: string): Code => code(text(value));
const call = (callee: Code | string, items: readonly Code[]): Code =>
  py`${callee}${pyGroup('(', items, ')')}`;

/** A function with its parameters and answer. */
function pyFunction(
  keyword: string,
  name: string,
  parameters: readonly Code[],
  returns: Code | string,
  body: Code,
): Code {
  return py`
    ${keyword} ${name}${pyGroup('(', parameters, ')')} -> ${returns}:
        ${body}
  `;
}

/** Queries and writes of an entity over the helpers of the project. */
export function renderCrud(view: EntityView): string {
  const { snake, pascal } = view.names;
  const { plural, features } = view.spec;
  const model = modelName(view);
  const sort = pyImport(view.modules.schema, `${pascal}Sort`);
  const schema = (suffix: string): Code => pyImport(view.modules.schema, pascal + suffix);
  const session = sessionParameter(view);
  const keyword = define(view);
  const params = py`params: ${schema('ListParams')}`;
  const id = py`${snake}_id: int`;
  const user = py`user: ${helper(view, 'User')}`;
  const own = raw(`${snake}_id`);
  const db = sessionName(view);
  const body = pyBlocks([
    py`SORTS: ${pyImport('collections.abc', 'Mapping')}[${sort}, ${helper(view, 'SortColumn')}] = ${pyExploded(
      '{',
      sortsOf(view).map(({ name, attribute }) => py`${pyString(name)}: ${model}.${attribute}`),
      '}',
    )}`,
    pyFunction(
      keyword,
      `list_${plural}`,
      [session, params],
      py`${helper(view, 'RowPage')}[${model}]`,
      py`return ${awaited(view, call(helper(view, 'fetchPage'), [db, raw('_query(params)'), raw('params')]))}`,
    ),
    features.csvExport
      ? pyFunction(
          'def',
          `export_${plural}`,
          [session, params],
          py`${iterator(view)}[${model}]`,
          py`return ${call(helper(view, 'streamRows'), [db, raw('_query(params)')])}`,
        )
      : raw(''),
    pyFunction(
      keyword,
      `${snake}_options`,
      [session, py`params: ${helper(view, 'OptionParams')}`],
      py`list[${helper(view, 'Option')}]`,
      py`return ${awaited(view, call(helper(view, 'fetchOptions'), [db, model, raw('params'), ...labelColumns(view)]))}`,
    ),
    pyFunction(
      keyword,
      `get_${snake}`,
      [session, id],
      model,
      py`return ${awaited(view, call(helper(view, 'getRecord'), [db, model, own]))}`,
    ),
    createFunction(view),
    updateFunction(view),
    pyFunction(
      keyword,
      `delete_${snake}`,
      [session, id, user],
      'None',
      awaited(view, call(helper(view, 'deleteRecord'), [db, model, own, raw('user')])),
    ),
    features.softDelete
      ? pyFunction(
          keyword,
          `restore_${snake}`,
          [session, id, user],
          model,
          py`return ${awaited(view, call(helper(view, 'restoreRecord'), [db, model, own, raw('user')]))}`,
        )
      : raw(''),
    features.bulkActions
      ? pyFunction(
          keyword,
          `bulk_delete_${plural}`,
          [session, raw('ids: list[int]'), user],
          'int',
          py`return ${awaited(view, call(helper(view, 'deleteRecords'), [db, model, raw('ids'), raw('user')]))}`,
        )
      : raw(''),
    ...linkFunctions(view),
    queryFunction(view),
  ]);
  return pyModule(body, {
    width: view.project.width,
    firstParty: view.project.firstParty,
    moduleName: view.modules.crud,
    docstring: `Reading and writing ${view.spec.plural.replaceAll('_', ' ')}.`,
  });
}

function createFunction(view: EntityView): Code {
  const { snake, pascal } = view.names;
  const model = modelName(view);
  const links = linkValues(view, null);
  const dump = raw('data.model_dump()');
  const parameters = [
    sessionParameter(view),
    py`data: ${pyImport(view.modules.schema, `${pascal}Create`)}`,
    py`user: ${helper(view, 'User')}`,
  ];
  const create = (values: Code): Code =>
    py`return ${awaited(view, call(helper(view, 'createRecord'), [sessionName(view), model, values, raw('user')]))}`;
  const body =
    links === null
      ? create(dump)
      : py`
    ${links}
    ${create(raw('values'))}
  `;
  return pyFunction(define(view), `create_${snake}`, parameters, model, body);
}

function updateFunction(view: EntityView): Code {
  const { snake, pascal, pythonVariable } = view.names;
  const row = pythonVariable;
  const parameters = [
    sessionParameter(view),
    py`${snake}_id: int`,
    py`data: ${pyImport(view.modules.schema, `${pascal}Update`)}`,
    py`user: ${helper(view, 'User')}`,
  ];
  const values = linkValues(view, row) ?? raw('values = data.model_dump(exclude={"version"})');
  const update = call(helper(view, 'updateRecord'), [
    sessionName(view),
    raw(row),
    raw('values'),
    raw('user'),
    raw('version=data.version'),
  ]);
  return pyFunction(
    define(view),
    `update_${snake}`,
    parameters,
    modelName(view),
    py`
      ${row} = ${awaited(view, py`get_${snake}(${sessionName(view)}, ${snake}_id)`)}
      ${values}
      return ${awaited(view, update)}
    `,
  );
}

function queryFunction(view: EntityView): Code {
  const model = modelName(view);
  const { features } = view.spec;
  const { pascal } = view.names;
  const searched = view.fields
    .filter(({ field }) => field.display.search)
    .map((field) => py`${model}.${field.pythonAttribute}`);
  const conditions = [
    ...(features.softDelete ? [call(helper(view, 'isDeleted'), [model, raw('params.deleted')])] : []),
    ...(features.search && searched.length > 0
      ? [call(helper(view, 'matches'), [raw('params.search'), ...searched])]
      : []),
    ...(features.filters ? filterConditions(view) : []),
  ];
  const select = py`${pyImport('sqlalchemy', 'select')}(${model})`;
  const query =
    conditions.length === 0
      ? select
      : py`${select}.where${(conditions.length === 1 ? pyGroup : pyExploded)('(', conditions, ')')}`;
  return pyFunction(
    'def',
    '_query',
    [py`params: ${pyImport(view.modules.schema, `${pascal}ListParams`)}`],
    py`${pyImport('sqlalchemy', 'Select')}[${model}]`,
    py`
      query = ${query}
      return ${call(helper(view, 'ordered'), [raw('query'), model, raw('SORTS[params.sort]'), raw('params.order')])}
    `,
  );
}

/** Conditions by kind: chosen values first, then ranges, as the host's lists have them. */
function filterConditions(view: EntityView): readonly Code[] {
  const audit = view.spec.features.audit ? ['created_at', 'updated_at'] : [];
  const model = modelName(view);
  return [
    ...filteredEntries(view).flatMap((entry) => condition(view, entry) ?? []),
    ...audit.map((name) =>
      call(helper(view, 'between'), [
        py`${model}.${name}`,
        raw(`params.${name}_min`),
        raw(`params.${name}_max`),
      ]),
    ),
  ];
}

function condition(view: EntityView, entry: WireField | WireRelationship): Code | undefined {
  const filter = filterParameters(entry);
  const column = py`${modelName(view)}.${entry.pythonAttribute}`;
  const parameter = (name: string): Code => raw(`params.${pythonAttribute(name)}`);
  switch (filter?.kind) {
    case undefined:
      return undefined;
    case 'equals':
      return call(helper(view, 'equals'), [column, parameter(filter.name)]);
    case 'oneOf':
      return call(helper(view, 'oneOf'), [column, parameter(filter.name)]);
    case 'range':
      return call(helper(view, 'between'), [column, parameter(filter.min), parameter(filter.max)]);
    case 'linkedTo':
      return linkCondition(view, entry, parameter(filter.name));
  }
}

function linkCondition(view: EntityView, entry: WireField | WireRelationship, ids: Code): Code | undefined {
  if (entry.kind === 'field') return undefined;
  const relation = py`${modelName(view)}.${pythonAttribute(entry.relationship.name)}`;
  const target = entry.self ? view.names.pascal : entry.relationship.target;
  const entity = view.project.entities.find((candidate) => candidate.name === target);
  if (entry.link === null) {
    const targetClass = importedModel(view, entity?.module ?? view.model.module, target);
    return call(helper(view, 'linkedTo'), [relation, targetClass, ids]);
  }
  const link = ownClass(view, entry.typescript.replace(/\[\]$/, ''));
  const any = py`${relation}.any(${link}.${pythonAttribute(entry.link.targetKey)}.in_(${ids}))`;
  const otherwise = pyImport('sqlalchemy', 'true');
  const parts = [any, py`if ${ids}`, py`else ${otherwise}()`];
  return groupCode(joinCode(parts, [line]));
}
