import type { Parsers } from '../../codegen/inspect/parsers';
import type { EntitySpec } from '../../core/model/entitySpec';
import { entityView } from './entityView';
import type { NextjsProject } from './project';
import { pageSteps, routeSteps } from './targets';

/** Files that a generation touches, for a preview; what is missing of the host shows when it is generated. */
export function plannedFiles(
  project: NextjsProject,
  spec: EntitySpec,
  parsers: Parsers,
): readonly { readonly path: string; readonly action: 'create' | 'edit'; readonly title: string }[] {
  const view = entityView(project, spec);
  const planned = new Map<string, { path: string; action: 'create' | 'edit'; title: string }>();
  for (const step of [...routeSteps(view), ...pageSteps(view, parsers)]) {
    if (step.kind === 'leftOut') continue;
    for (const file of step.files) {
      if (!planned.has(file.path)) planned.set(file.path, { ...file, title: step.step });
    }
  }
  return [...planned.values()];
}
