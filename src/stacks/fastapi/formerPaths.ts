import { isMoved } from '../../core/entity/isMoved';
import type { EntityBase } from '../../core/model/entityBase';
import type { WorkspacePath } from '../../core/model/ids';
import { modulePath } from './backendTargets';
import { entityView, type EntityView } from './entityView';
import { testPath } from './testTarget';

/** Where the files of the last version stood, by key of their targets; empty where names and folders are the same. */
export function formerPaths(view: EntityView, base: EntityBase | null): ReadonlyMap<string, WorkspacePath> {
  const { project, spec } = view;
  if (base === null || !isMoved(base.spec, spec)) return new Map();
  if (!project.groups.some((group) => group.name === base.spec.group)) return new Map();
  const former = entityView(project, base.spec, undefined, spec.table);
  return new Map([
    ['backend/schemas', modulePath(former, former.modules.schema)],
    ['backend/crud', modulePath(former, former.modules.crud)],
    ['backend/router', modulePath(former, former.modules.router)],
    ['backend/tests', testPath(former)],
  ]);
}
