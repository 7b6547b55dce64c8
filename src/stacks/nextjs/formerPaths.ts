import { isMoved } from '../../core/entity/isMoved';
import type { EntityBase } from '../../core/model/entityBase';
import type { WorkspacePath } from '../../core/model/ids';
import { entityView, type EntityView } from './entityView';
import type { Step } from './targets';

/** Where the files of the last version stood, by key of their targets; empty where names and folders are the same. */
export function formerPaths(
  { project, spec }: EntityView,
  base: EntityBase | null,
  stepsOf: (view: EntityView) => readonly Step[],
): ReadonlyMap<string, WorkspacePath> {
  if (base === null || !isMoved(base.spec, spec)) return new Map();
  const steps = stepsOf(entityView(project, base.spec));
  const targets = steps.flatMap((step) => (step.kind === 'targets' ? step.targets() : []));
  return new Map(targets.flatMap((target) => (target.kind === 'file' ? [[target.key, target.path]] : [])));
}
