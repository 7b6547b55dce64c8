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
  const { folder, folders, pageFiles } = project;
  const group = kebabCase(spec.group);
  const api = (...parts: string[]) => joinPath(folder, folders.api, group, spec.route, ...parts);
  const page = (...parts: string[]) => joinPath(folder, folders.pages, group, spec.route, ...parts);
  const part = (pattern: string) =>
    page(pattern.replaceAll('{kebab}', names.kebab).replaceAll('{plural}', names.pluralKebab));
  return {
    types: joinPath(folder, folders.types, `${names.kebab}.ts`),
    collectionRoute: api('route.ts'),
    itemRoute: api('[id]', 'route.ts'),
    restoreRoute: api('[id]', 'restore', 'route.ts'),
    optionsRoute: api('options', 'route.ts'),
    exportRoute: api('export', 'route.ts'),
    bulkDeleteRoute: api('bulk-delete', 'route.ts'),
    context: part(pageFiles.context),
    table: part(pageFiles.table),
    columns: part(pageFiles.columns),
    filters: part(pageFiles.filters),
    form: part(pageFiles.form),
    addSheet: part(pageFiles.addSheet),
    editSheet: part(pageFiles.editSheet),
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
  if (generated === undefined) return null;
  const [kind = '', file = ''] = generated.split('/');
  const beside = project.symbols[kind === 'data-table' ? 'dataTable' : 'formSheet']?.module;
  const { prefix, folder } = project.alias;
  // Beside the host's own components of the kind.
  return beside?.startsWith(prefix) === true
    ? joinPath(project.folder, folder, ...beside.slice(prefix.length).split('/').slice(0, -1), file)
    : joinPath(project.folder, project.folders.components, generated);
}

/** Symbol of a module for provides and requires. */
export const moduleSymbol = (path: WorkspacePath): string => `ts:${path.replace(/\.tsx?$/, '')}`;
