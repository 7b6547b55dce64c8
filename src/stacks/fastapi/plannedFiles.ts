import type { EntitySpec } from '../../core/model/entitySpec';
import type { PlannedFile } from '../../core/orchestrator/dialogueService';
import { modulePath } from './backendTargets';
import { entityView, fileName, moduleAt } from './entityView';
import type { FastapiProject } from './project';

/** What a run would propose, before it runs: paths by convention, edits first. */
export function plannedFiles(project: FastapiProject, spec: EntitySpec): readonly PlannedFile[] {
  if (project.unsupported.length > 0) return [];
  const view = entityView(project, spec);
  const create = (module: string, title: string): PlannedFile => ({
    path: modulePath(view, module),
    action: 'create',
    title,
  });
  const { tests, models, migrations } = project;
  return [
    ...(models === null ? [] : [{ path: models.path, action: 'edit', title: 'Model created' } as const]),
    { path: view.group.path, action: 'edit', title: 'Router registered' },
    ...(migrations === null
      ? []
      : [create(moduleAt(migrations.folder, `*_${spec.plural}`), 'Migration created')]),
    create(view.modules.schema, 'Schemas created'),
    create(view.modules.crud, 'CRUD helpers created'),
    create(view.modules.router, 'Router created'),
    ...(tests === null || !spec.features.tests
      ? []
      : [create(moduleAt(tests.folder, fileName(tests.pattern, view.names)), 'Backend tests created')]),
  ];
}
