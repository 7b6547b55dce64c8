import type { Code } from '../../codegen/render/code';
import { py, pyString } from '../../codegen/render/python';
import { diffSpecs } from '../../core/entity/specDiff';
import type { EntitySpec } from '../../core/model/entitySpec';
import { alterTable } from './alterTable';
import { entityView, type EntityView } from './entityView';
import { createTable, dropTable } from './renderMigration';
import { tablesOf, type TableShape } from './tableShape';
import { alterationsOfTargets } from './targetAlterations';

export interface AlterSteps {
  readonly message: string;
  readonly upgrade: readonly Code[];
  readonly downgrade: readonly Code[];
}

/** What brings the tables from one version of the entity to the next, undefined when nothing of them changed. */
export function alterTables(view: EntityView, before: EntitySpec): AlterSteps | undefined {
  const previous = entityView(view.project, before, undefined, view.spec.table);
  const diff = diffSpecs(before, view.spec);
  const renames = new Map(diff.fields.renamed.map((item) => [item.before.name, item.after.name]));
  const backwards = new Map([...renames].map(([from, to]) => [to, from]));
  const upgrade = steps(previous, view, renames);
  if (upgrade.length === 0) return undefined;
  const changes = [
    ...diff.fields.added.map((field) => `add ${field.name}`),
    ...diff.relationships.added.map((item) => `add ${item.name}`),
    ...diff.fields.removed.map((field) => `drop ${field.name}`),
    ...diff.relationships.removed.map((item) => `drop ${item.name}`),
    ...diff.fields.renamed.map((item) => `rename ${item.before.name} to ${item.after.name}`),
  ];
  const words = view.spec.plural.replaceAll('_', ' ');
  return {
    message: messageOf(words, changes, view.project.width),
    upgrade,
    downgrade: steps(view, previous, backwards),
  };
}

function messageOf(words: string, changes: readonly string[], width: number): string {
  const message = `${words}: ${changes.length === 0 ? 'alter columns' : changes.join(', ')}`;
  return message.length + 6 <= width ? message : `${words}: ${changes.length} changes`;
}

function steps(from: EntityView, to: EntityView, renames: ReadonlyMap<string, string>): readonly Code[] {
  const { project } = to;
  const [ownBefore, ...linksBefore] = tablesOf(from);
  const [ownAfter, ...linksAfter] = tablesOf(to);
  if (ownBefore === undefined || ownAfter === undefined) return [];
  const isIn = (tables: readonly TableShape[], table: TableShape): boolean =>
    tables.some((other) => other.name === table.name);
  const renamed = ownBefore.name !== ownAfter.name;
  return [
    ...linksBefore.filter((table) => !isIn(linksAfter, table)).flatMap((table) => dropTable(project, table)),
    ...alterationsOfTargets(from, to.spec).downgrade,
    ...(renamed ? [py`op.rename_table(${pyString(ownBefore.name)}, ${pyString(ownAfter.name)})`] : []),
    ...alterTable(project, ownBefore, ownAfter, renames),
    ...linksAfter.flatMap((table) => {
      const before = linksBefore.find((other) => other.name === table.name);
      return before === undefined
        ? createTable(project, table)
        : alterTable(project, before, table, new Map());
    }),
    ...alterationsOfTargets(to, from.spec).upgrade,
  ];
}
