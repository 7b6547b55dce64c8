import { planPyRemoval } from '../../codegen/edit/planPyRemoval';
import type { Parsers } from '../../codegen/inspect/parsers';
import type { InsertionTarget, Target } from '../../codegen/propose/target';
import type { EntityBase } from '../../core/model/entityBase';
import type { WorkspacePath } from '../../core/model/ids';
import { joinPath } from '../../core/model/workspacePath';
import type { EntityView } from './entityView';
import { MODEL_STEP } from './modelStep';
import { modelPath } from './ownFileTargets';

/** What hunks bring that take something away from a file of models. */
export const droppedSymbol = (path: WorkspacePath): string => `dropped:${path}`;

/** What the last version generated into files of models and this one does not: attributes of other classes, classes, tables. */
export function staleTargets(
  view: EntityView,
  parsers: Parsers,
  base: EntityBase | null,
  targets: readonly Target[],
): readonly InsertionTarget[] {
  const current = new Set(targets.map((target) => target.key));
  return Object.entries(base?.fragments ?? {}).flatMap(([key, text]): InsertionTarget[] => {
    const [, kind, path] = /^backend\/(member|model)\/([\w.]+)$/.exec(key) ?? [];
    if (kind === undefined || path === undefined || current.has(key)) return [];
    const [first = '', second] = path.split('.');
    const [owner, name] = second === undefined ? [null, first] : [first, second];
    const file = owner === null ? modelPath(view) : pathOf(view, owner);
    if (file === undefined) return [];
    return [
      {
        kind: 'insertion',
        key,
        path: file,
        layer: 'model',
        step: MODEL_STEP,
        provides: [droppedSymbol(file)],
        requires: [],
        plan: (source) =>
          planPyRemoval(parsers, source, { owner, name, text, label: { title: `Remove ${path}` } }),
      },
    ];
  });
}

function pathOf(view: EntityView, name: string): WorkspacePath | undefined {
  const entity = view.project.entities.find((candidate) => candidate.name === name);
  return entity === undefined ? undefined : joinPath(entity.path);
}
