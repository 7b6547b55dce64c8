import type { FileTarget } from '../../codegen/propose/target';
import { snakeCase } from '../../core/entity/caseConversion';
import type { EntityBase } from '../../core/model/entityBase';
import { joinPath } from '../../core/model/workspacePath';
import { fingerprint } from '../../core/review/fingerprint';
import type { EntityView } from './entityView';
import { createTable, dropTable, renderRevision } from './renderMigration';
import { alterTables } from './alterTables';
import { tablesOf } from './tableShape';
import { alterationsOfTargets } from './targetAlterations';
import type { Code } from '../../codegen/render/code';
import { compareRevisions } from './revisionNumbers';

export const MIGRATION_STEP = 'Migration created';

interface Steps {
  /** Whether tables are altered that may have rows, or only made. */
  readonly kind: 'create' | 'alter';
  readonly message: string;
  readonly upgrade: readonly Code[];
  readonly downgrade: readonly Code[];
}

/**
 * The revision that brings the database to the entity, undefined when there is nothing to do. `createdTables` are those
 * that revisions create already; `down` is the head to follow.
 */
export function migrationTarget(
  view: EntityView,
  base: EntityBase | null,
  createdTables: ReadonlySet<string>,
  down: string | null,
): FileTarget | undefined {
  const { migrations } = view.project;
  if (migrations === null) return undefined;
  const steps = stepsOf(view, base, createdTables);
  if (steps === undefined) return undefined;
  const slug = snakeCase(steps.message).slice(0, 40).replace(/_+$/, '');
  const revision = nextRevision(view, down, slug);
  const file = migrations.pattern.replace('{revision}', revision).replace('{slug}', slug);
  return {
    kind: 'file',
    key: `backend/migration/${file}`,
    path: joinPath(view.project.folder, migrations.folder, `${file}.py`),
    layer: 'migration',
    step: MIGRATION_STEP,
    provides: [`rev:${revision}`],
    requires: [`py:${view.model.module}.${view.names.pascal}`],
    text: renderRevision(view.project, { revision, down, ...steps }),
  };
}

function stepsOf(
  view: EntityView,
  base: EntityBase | null,
  createdTables: ReadonlySet<string>,
): Steps | undefined {
  const { project, spec } = view;
  const words = spec.plural.replaceAll('_', ' ');
  const wanted = base !== null && base.spec.table !== spec.table ? base.spec.table : spec.table;
  if (createdTables.has(wanted)) {
    const steps = base === null ? undefined : alterTables(view, base.spec);
    return steps === undefined ? undefined : { kind: 'alter', ...steps };
  }
  const tables = tablesOf(view).filter((table) => !createdTables.has(table.name));
  const targets = alterationsOfTargets(view);
  return {
    kind: targets.upgrade.length === 0 ? 'create' : 'alter',
    message: words,
    upgrade: [...tables.flatMap((table) => createTable(project, table)), ...targets.upgrade],
    downgrade: [...targets.downgrade, ...[...tables].reverse().flatMap((table) => dropTable(project, table))],
  };
}

/** The next number where the host numbers its revisions, else a fingerprint of what the revision follows and does. */
function nextRevision(view: EntityView, down: string | null, slug: string): string {
  const { migrations } = view.project;
  const digits = migrations?.digits ?? null;
  if (migrations === null || digits === null)
    return fingerprint([down ?? '', view.spec.name, slug]).slice(0, 12);
  const last = migrations.revisions
    .map((item) => item.revision)
    .sort(compareRevisions)
    .at(-1);
  return String(Number(last ?? '0') + 1).padStart(digits, '0');
}
