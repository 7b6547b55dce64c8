import { kebabCase } from '../../core/entity/caseConversion';
import type { EntityNames } from '../../core/entity/names';
import type { EntitySpec } from '../../core/model/entitySpec';
import type { WorkspacePath } from '../../core/model/ids';
import { joinPath } from '../../core/model/workspacePath';
import { HOST_ROLES } from './hostRoles';
import type { NextjsProject, Role } from './project';

/** Files of an entity, relative to the workspace. */
export interface EntityPaths {
  readonly types: WorkspacePath;
  readonly collectionRoute: WorkspacePath;
  readonly itemRoute: WorkspacePath;
  readonly restoreRoute: WorkspacePath;
  readonly optionsRoute: WorkspacePath;
  readonly exportRoute: WorkspacePath;
  readonly bulkDeleteRoute: WorkspacePath;
  readonly context: WorkspacePath;
  readonly table: WorkspacePath;
  readonly columns: WorkspacePath;
  readonly filters: WorkspacePath;
  readonly form: WorkspacePath;
  readonly addSheet: WorkspacePath;
  readonly editSheet: WorkspacePath;
  readonly page: WorkspacePath;
  readonly groupLayout: WorkspacePath;
}

export function entityPaths(project: NextjsProject, spec: EntitySpec, names: EntityNames): EntityPaths {
  const { folder, folders } = project;
  const group = kebabCase(spec.group);
  const api = (...parts: string[]) => joinPath(folder, folders.api, group, spec.route, ...parts);
  const page = (...parts: string[]) => joinPath(folder, folders.pages, group, spec.route, ...parts);
  return {
    types: joinPath(folder, folders.types, `${names.kebab}.ts`),
    collectionRoute: api('route.ts'),
    itemRoute: api('[id]', 'route.ts'),
    restoreRoute: api('[id]', 'restore', 'route.ts'),
    optionsRoute: api('options', 'route.ts'),
    exportRoute: api('export', 'route.ts'),
    bulkDeleteRoute: api('bulk-delete', 'route.ts'),
    context: page('context', `${names.pluralKebab}-context.tsx`),
    table: page('_components', 'table', `${names.pluralKebab}-table.tsx`),
    columns: page('_components', 'table', 'columns.tsx'),
    filters: page('_components', 'table', 'filters.tsx'),
    form: page('_components', 'modals', `${names.kebab}-form.tsx`),
    addSheet: page('_components', 'modals', `add-${names.kebab}-sheet.tsx`),
    editSheet: page('_components', 'modals', `edit-${names.kebab}-sheet.tsx`),
    page: page('page.tsx'),
    groupLayout: joinPath(folder, folders.pages, group, 'layout.tsx'),
  };
}

/** Module of a file as others import it through the host's alias, e.g. `@/lib/types/api/product`. */
export function aliasedModule(project: NextjsProject, path: WorkspacePath): string {
  const inProject = project.folder === '' ? path : path.slice(project.folder.length + 1);
  const { prefix, folder } = project.alias;
  const below =
    folder !== '' && inProject.startsWith(`${folder}/`) ? inProject.slice(folder.length + 1) : inProject;
  return prefix + below.replace(/\.tsx?$/, '');
}

/** File of a shared component that the host lacks and that is generated for it; null for other roles. */
export function sharedPath(project: NextjsProject, role: Role): WorkspacePath | null {
  const { generated } = HOST_ROLES[role];
  return generated === undefined ? null : joinPath(project.folder, project.folders.components, generated);
}

/** Symbol of a module for provides and requires. */
export const moduleSymbol = (path: WorkspacePath): string => `ts:${path.replace(/\.tsx?$/, '')}`;
