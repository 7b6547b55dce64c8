import { planImport } from '../../codegen/edit/planPyImport';
import { planStatementBesideSiblings } from '../../codegen/edit/planPyStatement';
import type { EditPlan } from '../../codegen/edit/editPlan';
import type { Parsers } from '../../codegen/inspect/parsers';
import type { EntityView } from './entityView';

/** Variable that a group's file imports a router as, e.g. `category_router`. */
export const routerVariable = (view: EntityView): string => `${view.names.snake}_router`;

/** `warehouse.api.endpoints.suppliers` -> `warehouse.api.endpoints`, `suppliers`. */
function splitModule(module: string): readonly [string, string] {
  const cut = module.lastIndexOf('.');
  return [module.slice(0, Math.max(0, cut)), module.slice(cut + 1)];
}

/** `from api.routers.setting.product_router import router as product_router`. */
export function planRouterImport(parsers: Parsers, source: string, view: EntityView): EditPlan {
  const module = view.modules.router;
  const { width, firstParty } = view.project;
  if (view.group.members === 'modules') {
    const [parent, name] = splitModule(module);
    const label = { title: `Import the router of ${view.spec.plural}` };
    return planImport(parsers, source, { module: parent, names: [name], width, firstParty, label });
  }
  const present = parsers.python(source).imports.some((item) => item.module === module);
  if (present) return { kind: 'alreadyPresent' };
  return planImport(parsers, source, {
    module,
    names: [`router as ${routerVariable(view)}`],
    width,
    firstParty,
    label: { title: `Import the router of ${view.spec.plural}` },
  });
}

/** `setting_router.include_router(product_router)`, beside its siblings. */
export function planRegistration(parsers: Parsers, source: string, view: EntityView): EditPlan {
  const { group } = view;
  const imported = parsers
    .python(source)
    .imports.find((item) => item.module === view.modules.router)
    ?.names.find((item) => item.name === 'router');
  const key =
    group.members === 'modules'
      ? `${splitModule(view.modules.router)[1]}.router`
      : imported === undefined
        ? routerVariable(view)
        : (imported.alias ?? imported.name);
  const callee = `${group.router}.include_router`;
  return planStatementBesideSiblings(parsers, source, {
    callee,
    statement: `${callee}(${key})`,
    key,
    order: 'sorted',
    ...(group.function === null ? {} : { insideFunction: group.function }),
    label: { title: `Register the router of ${view.spec.plural}` },
  });
}
