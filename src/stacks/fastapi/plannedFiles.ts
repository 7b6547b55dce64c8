import type { EntitySpec } from '../../core/model/entitySpec';
import type { PlannedFile } from '../../core/orchestrator/dialogueService';
import { joinPath } from '../../core/model/workspacePath';
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
  const beside = (module: string, title: string): PlannedFile => ({
    path: joinPath(project.folder, `${module.replaceAll('.', '/')}.py`),
    action: 'create',
    title,
  });
  const { tests, models, modelFiles, migrations } = project;
  const index = modelFiles?.index;
  return [
    ...(models === null
      ? [create(view.model.module, 'Model created')]
      : [{ path: models.path, action: 'edit', title: 'Model created' } as const]),
    ...(index === undefined || index === null
      ? []
      : [{ path: index.path, action: 'edit', title: 'Model created' } as const]),
    { path: view.group.path, action: 'edit', title: 'Router registered' },
    ...(migrations === null
      ? []
      : [beside(moduleAt(migrations.folder, `*_${spec.plural}`), 'Migration created')]),
    create(view.modules.schema, 'Schemas created'),
    create(view.modules.crud, 'CRUD helpers created'),
    create(view.modules.router, 'Router created'),
    ...(tests === null || !spec.features.tests
      ? []
      : [beside(moduleAt(tests.folder, fileName(tests.pattern, view.names)), 'Backend tests created')]),
  ];
}
