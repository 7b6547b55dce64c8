import type { Parsers } from '../../codegen/inspect/parsers';
import type { FileTarget, InsertionTarget, Target } from '../../codegen/propose/target';
import type { Layer } from '../../core/model/changeSet';
import type { WorkspacePath } from '../../core/model/ids';
import { joinPath } from '../../core/model/workspacePath';
import { modelSymbols, type EntityView } from './entityView';
import { exactDecimalModule } from './columns';
import { MODEL_STEP } from './modelStep';
import type { ExistingModels } from './definitionTargets';
import { modelTargets, usesExactDecimal } from './modelTargets';
import { namedKeyTargets } from './namedKeys';
import { namedRequired } from './namedRequired';
import { planRegistration, planRouterImport } from './registration';
import { renderCrud } from './renderCrud';
import { renderExactDecimal } from './exactDecimal';
import { renderRouter } from './renderRouter';
import { renderSchemas } from './renderSchemas';
import { staleImportTargets } from './staleImports';
import { staleTargets } from './staleTargets';

/** Path of a dotted module of the project. */
export const modulePath = (view: EntityView, module: string): WorkspacePath =>
  joinPath(view.project.folder, view.project.root, `${module.replaceAll('.', '/')}.py`);

/** Everything but the migration and the tests, in the order of the checklist. */
export function backendTargets(
  view: EntityView,
  parsers: Parsers,
  existing: ExistingModels,
): readonly Target[] {
  const { modules } = view;
  const needsModel = modelSymbols(view);
  const models = modelTargets(view, parsers, existing);
  const file = (
    key: string,
    module: string,
    layer: Layer,
    step: string,
    text: string,
    requires: readonly string[],
  ): FileTarget => ({
    kind: 'file',
    key: `backend/${key}`,
    path: modulePath(view, module),
    layer,
    step,
    provides: [`py:${module}`],
    requires,
    text,
  });
  const exact = exactDecimalModule(view);
  const targets = [
    ...(usesExactDecimal(view)
      ? [file('exactDecimal', exact, 'model', MODEL_STEP, renderExactDecimal(view.project), [])]
      : []),
    ...staleTargets(view, parsers, existing.base, models),
    ...models,
    ...namedKeyTargets(view, parsers),
    file('schemas', modules.schema, 'schema', 'Schemas created', renderSchemas(view), []),
    file('crud', modules.crud, 'crud', 'CRUD helpers created', renderCrud(view), [
      ...needsModel,
      `py:${modules.schema}`,
    ]),
    file('router', modules.router, 'router', 'Router created', renderRouter(view), [
      ...needsModel,
      `py:${modules.schema}`,
      `py:${modules.crud}`,
    ]),
    ...registrationTargets(view, parsers),
    ...staleImportTargets(view, parsers, existing.base),
  ];
  return namedRequired(
    targets,
    models.flatMap(({ provides }) => provides),
  );
}

function registrationTargets(view: EntityView, parsers: Parsers): readonly InsertionTarget[] {
  const common = {
    kind: 'insertion',
    path: joinPath(view.group.path),
    layer: 'router',
    step: 'Router registered',
  } as const;
  const imported = `registered:${view.modules.router}`;
  return [
    {
      ...common,
      key: 'backend/registration/import',
      provides: [imported],
      requires: [`py:${view.modules.router}`],
      plan: (source) => planRouterImport(parsers, source, view),
    },
    {
      ...common,
      key: 'backend/registration',
      provides: [`routed:${view.modules.router}`],
      requires: [imported],
      plan: (source) => planRegistration(parsers, source, view),
    },
  ];
}
