import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyClauses, pyGroup, pyImport } from '../../codegen/render/python';
import { neededValue } from './neededValue';
import { importedModel, modelName, type EntityView } from './entityView';
import type { FastapiProject, PySymbol } from './project';
import { FIRST_RELATED, LAST_RELATED } from './relatedIds';
import { pytestImport } from './testFunction';
import { testModule } from './testModule';
import type { TestDialect } from './testDialect';

type Entity = FastapiProject['entities'][number];

const raw = (value: string): Code => code(text(value));

/**
 * Classes that the entity refers to and those they need themselves, each after what it needs. What is added by the tests of
 * its own entity brings along what it needs.
 */
export function relatedEntities(view: EntityView): readonly Entity[] {
  return entitiesOf(view, view.relationships);
}

function entitiesOf(view: EntityView, relationships: EntityView['relationships']): readonly Entity[] {
  const ordered: Entity[] = [];
  const visit = (name: string): void => {
    const entity = view.project.entities.find((candidate) => candidate.name === name);
    if (entity === undefined || name === view.names.pascal || ordered.includes(entity)) return;
    if (adderOf(view, entity) === undefined)
      for (const need of entity.needs) if (need.target !== null && need.target !== name) visit(need.target);
    ordered.push(entity);
  };
  for (const entry of relationships) if (!entry.self) visit(entry.relationship.target);
  return ordered;
}

/**
 * The fixture of what the tests' records refer to, and the function by which tests of others add records of this entity.
 * That one adds what the records cannot do without and no more: what they may refer to can be what is tested there.
 */
export function renderRelated(view: EntityView, dialect: TestDialect): readonly Code[] {
  const related = relatedEntities(view);
  const needed = entitiesOf(
    view,
    view.relationships.filter((entry) => entry.python === 'id' && !entry.nullable),
  );
  const isNeeded = needed.length > 0;
  const others = related.filter((entity) => !needed.includes(entity));
  const words = view.spec.plural.replaceAll('_', ' ');
  // What is added in two ways at once would be there twice.
  const isGuarded = isNeeded || related.some((entity) => adderOf(view, entity) !== undefined);
  const told = (what: string): Code =>
    py`"""What ${words} ${what}: records ${String(FIRST_RELATED)} to ${String(LAST_RELATED)}."""`;
  const rows = (entities: readonly Entity[]): readonly Code[] =>
    entities.map((entity) => addRelated(view, dialect, entity, isGuarded));
  const define = (name: string): Code => py`${dialect.define} ${name}(${dialect.sessionParameter}) -> None:`;
  const addNeeded = isNeeded ? dialect.wait(`_add_needed(${dialect.session})`) : '';
  const own = py`
    ${define(adderName(view))}
        """Records ${String(FIRST_RELATED)} to ${String(LAST_RELATED)}, for tests of what refers to them."""
        ${unlessThere(
          dialect,
          modelName(view),
          py`
            ${addNeeded}
            ${addAll(dialect, ownRow(view))}
          `,
        )}
  `;
  if (related.length === 0) return [own];
  const fixture = py`
    @pytest.fixture${pytestImport}(autouse=True)
    ${define('related')}
        ${told('refer to')}
        ${addNeeded}
        ${rows(others)}
  `;
  if (!isNeeded) return [fixture, own];
  return [
    py`
      ${define('_add_needed')}
          ${told('cannot do without')}
          ${rows(needed)}
    `,
    fixture,
    own,
  ];
}

const adderName = (view: EntityView): string => `add_${view.spec.plural}`;

/** By the tests of the entity itself where they say how: what it cannot do without later is then no matter of these tests. */
function addRelated(view: EntityView, dialect: TestDialect, entity: Entity, isGuarded: boolean): Code {
  const adder = adderOf(view, entity);
  if (adder !== undefined) {
    return dialect.wait(py`${pyImport(adder.module, adder.name)}(${dialect.session})`);
  }
  const model = importedModel(view, entity.module, entity.name);
  const values = entity.needs.map((need) => py`${need.attribute}=${neededValue(view, entity, need)}`);
  const rows = addAll(dialect, py`${model}${pyGroup('(', [raw('id=number'), ...values], ')')}`);
  return isGuarded ? unlessThere(dialect, model, rows) : rows;
}

function unlessThere(dialect: TestDialect, model: Code, rows: Code): Code {
  return py`
    if ${dialect.wait(py`${dialect.session}.get(${model}, ${String(FIRST_RELATED)})`)} is None:
        ${rows}
  `;
}

/** With a session called `db`: `db.add_all(new_product(number, id=number) for number in range(101, 111))`. */
function addAll(dialect: TestDialect, row: Code): Code {
  const range = raw(`for number in range(${FIRST_RELATED}, ${LAST_RELATED + 1})`);
  return py`
    ${dialect.session}.add_all${pyClauses('(', [row, range], ')')}
    ${dialect.wait(`${dialect.session}.commit()`)}
  `;
}

/** The factory counts records that nobody else may refer to from one; here both have the same numbers. */
function ownRow(view: EntityView): Code {
  const unique = view.relationships.filter(
    (entry) => entry.relationship.kind === 'one-to-one' && entry.python === 'id' && !entry.nullable,
  );
  const values = [raw('id=number'), ...unique.map((entry) => raw(`${entry.pythonAttribute}=number`))];
  return py`new_${view.names.snake}${pyGroup('(', [raw('number'), ...values], ')')}`;
}

/** Undefined where two test modules would import each other. */
function adderOf(view: EntityView, entity: Entity): PySymbol | undefined {
  const own = view.project.tests?.adders.find((item) => item.entity === entity.name);
  return own === undefined || leadsTo(view, own.adder.module, testModule(view)) ? undefined : own.adder;
}

/** Whether a test module imports another one, directly or not: two that import each other do not load. */
function leadsTo(view: EntityView, from: string, to: string, seen: readonly string[] = []): boolean {
  if (from === to) return true;
  const next = view.project.tests?.adders.find((item) => item.adder.module === from)?.imports ?? [];
  return next.some((module) => !seen.includes(module) && leadsTo(view, module, to, [...seen, from]));
}
