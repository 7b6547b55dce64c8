import type { Target } from '../../codegen/propose/target';
import { isMoved } from '../../core/entity/isMoved';
import { diffSpecs } from '../../core/entity/specDiff';
import type { EntityBase } from '../../core/model/entityBase';
import type { WorkspacePath } from '../../core/model/ids';
import { LEFT_BEHIND_RULE } from '../../core/orchestrator/leftBehind';
import type { NewFinding } from '../../core/ports/stateStore';
import type { WorkspaceFiles } from '../../core/ports/workspaceFiles';
import { entityView, type EntityView } from './entityView';
import type { Step } from './targets';

/** Where the files of the last version stood, by key of their targets; empty where the entity is the same. */
export function formerPaths(
  { project, spec }: EntityView,
  base: EntityBase | null,
  stepsOf: (view: EntityView) => readonly Step[],
): ReadonlyMap<string, WorkspacePath> {
  if (base === null || (!isMoved(base.spec, spec) && diffSpecs(base.spec, spec).isEmpty)) return new Map();
  const steps = stepsOf(entityView(project, base.spec));
  const targets = steps.flatMap((step) => (step.kind === 'targets' ? step.targets() : []));
  return new Map(targets.flatMap((target) => (target.kind === 'file' ? [[target.key, target.path]] : [])));
}

/** Files of features that were switched off: a proposal removes none. Components that all entities share stay. */
export async function droppedFiles(
  former: ReadonlyMap<string, WorkspacePath>,
  targets: readonly Target[],
  files: WorkspaceFiles,
): Promise<readonly NewFinding[]> {
  const kept = new Set(targets.map((target) => target.key));
  const findings: NewFinding[] = [];
  for (const [key, path] of former) {
    if (kept.has(key) || key.startsWith('frontend/shared/') || (await files.read(path)) === undefined)
      continue;
    findings.push({
      severity: 'minor',
      category: 'custom',
      message: 'Nothing uses this file any more. Delete it: a proposal removes no files.',
      path,
      line: null,
      column: null,
      source: 'groundwork',
      rule: LEFT_BEHIND_RULE,
    });
  }
  return findings;
}
