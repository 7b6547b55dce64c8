import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyClauses, pyGroup, pyImport } from '../../codegen/render/python';
import { importedModel, type EntityView } from './entityView';
import type { FastapiProject } from './project';
import { testModule } from './testModule';
import type { TestDialect } from './testDialect';

type Entity = FastapiProject['entities'][number];
type Need = Entity['needs'][number];

const raw = (value: string): Code => code(text(value));

/** Ids of the rows that a test's records may refer to. */
export const FIRST_RELATED = 101;
export const RELATED_ROWS = 10;

/** Classes that the entity refers to and those they need themselves, each after what it needs. */
export function relatedEntities(view: EntityView): readonly Entity[] {
  const ordered: Entity[] = [];
  const visit = (name: string): void => {
    const entity = view.project.entities.find((candidate) => candidate.name === name);
    if (entity === undefined || name === view.names.pascal || ordered.includes(entity)) return;
    for (const need of entity.needs) if (need.target !== null && need.target !== name) visit(need.target);
    ordered.push(entity);
  };
  for (const entry of view.relationships) if (!entry.self) visit(entry.relationship.target);
  return ordered;
}

/** With a session called `db`: `db.add_all(new_product(number, id=number) for number in range(101, 111))`. */
export function renderRelated(view: EntityView, dialect: TestDialect, entity: Entity): Code {
  const range = raw(`for number in range(${FIRST_RELATED}, ${FIRST_RELATED + RELATED_ROWS})`);
  return py`
    ${dialect.session}.add_all${pyClauses('(', [relatedRow(view, entity), range], ')')}
    ${dialect.wait(`${dialect.session}.commit()`)}
  `;
}

/** By the entity's own factory where its tests have one: a field that it gets later is then no matter of these tests. */
function relatedRow(view: EntityView, entity: Entity): Code {
  const own = view.project.tests?.factories.find((item) => item.entity === entity.name);
  if (own === undefined || leadsTo(view, own.factory.module, testModule(view))) {
    const values = entity.needs.map((need) => py`${need.attribute}=${valueOf(view, entity, need)}`);
    const model = importedModel(view, entity.module, entity.name);
    return py`${model}${pyGroup('(', [raw('id=number'), ...values], ')')}`;
  }
  // The factory counts the records that others refer to from one, here they have the same numbers.
  const keys = entity.needs.filter((need) => need.target !== null && need.unique);
  const values = [raw('id=number'), ...keys.map((need) => raw(`${need.attribute}=number`))];
  return py`${pyImport(own.factory.module, own.factory.name)}${pyGroup('(', [raw('number'), ...values], ')')}`;
}

/** Whether a test module imports another one, directly or not: two that import each other do not load. */
function leadsTo(view: EntityView, from: string, to: string, seen: readonly string[] = []): boolean {
  if (from === to) return true;
  const next = view.project.tests?.factories.find((item) => item.factory.module === from)?.imports ?? [];
  return next.some((module) => !seen.includes(module) && leadsTo(view, module, to, [...seen, from]));
}

function valueOf(view: EntityView, entity: Entity, need: Need): Code {
  if (need.target !== null) return raw(need.unique ? 'number' : String(FIRST_RELATED));
  switch (need.type.replace(/^.*\./, '')) {
    case 'str':
      return raw(
        need.size !== null && need.size < entity.name.length + 5
          ? 'str(number)'
          : `f"${entity.name} {number}"`,
      );
    case 'int':
      return raw('number');
    case 'float':
      return raw('float(number)');
    case 'bool':
      return raw('True');
    case 'Decimal': {
      const decimal = pyImport('decimal', 'Decimal');
      return need.size === null || need.size === 0
        ? py`${decimal}(number)`
        : py`${decimal}(number).scaleb(-${need.size})`;
    }
    case 'date':
      return py`${pyImport('datetime', 'date')}(2026, 1, 1)`;
    case 'datetime':
      return py`${pyImport('datetime', 'datetime')}(2026, 1, 1, tzinfo=${pyImport('datetime', 'UTC')})`;
    case 'time':
      return py`${pyImport('datetime', 'time')}(8)`;
    case 'UUID':
      return py`${pyImport('uuid', 'UUID')}(int=number)`;
    case 'bytes':
      return raw('b""');
    case 'JsonValue':
      return raw('{}');
    default:
      return need.module === null
        ? raw('number')
        : py`next(iter(${importedModel(view, need.module, need.type)}))`;
  }
}
