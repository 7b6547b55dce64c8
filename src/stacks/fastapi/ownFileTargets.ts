import { planImport } from '../../codegen/edit/planPyImport';
import { planListItem } from '../../codegen/edit/planPyStatement';
import { planTypeImport } from '../../codegen/edit/planPyTypeImport';
import type { EditPlan } from '../../codegen/edit/editPlan';
import type { Parsers } from '../../codegen/inspect/parsers';
import type { FileTarget, InsertionTarget, Target } from '../../codegen/propose/target';
import { pyBlocks } from '../../codegen/render/python';
import { pyModule } from '../../codegen/render/pythonModule';
import type { CodeImport } from '../../codegen/render/code';
import type { WorkspacePath } from '../../core/model/ids';
import { joinPath } from '../../core/model/workspacePath';
import { AppError } from '../../core/model/appError';
import {
  definitionTargets,
  foreignDefinitions,
  type Definition,
  type ExistingModels,
} from './definitionTargets';
import type { EntityView } from './entityView';
import { memberTarget } from './memberTarget';
import { MODEL_STEP } from './modelStep';
import type { PySymbol } from './project';
import { typeOnlyClasses } from './relationTarget';
import { targetMembers, type TargetMember } from './targetMembers';

/**
 * A file of the entity's own, named by the package of all models; other classes get their attributes where they are. In
 * a file that somebody else wrote each definition that is missing is added, as in a file of all models.
 */
export function ownFileTargets(
  view: EntityView,
  parsers: Parsers,
  definitions: readonly Definition[],
  existing: ExistingModels,
): readonly Target[] {
  const { module } = view.model;
  const path = modelPath(view);
  const isForeign = existing.source !== undefined && existing.base?.fragments[MODEL_FILE] === undefined;
  const owner = isForeign
    ? foreignDefinitions(parsers, existing, definitions).get(view.names.pascal)
    : undefined;
  const members = targetMembers(view).filter(
    (member) =>
      member.target !== view.names.pascal && (owner === undefined || owner.includes(member.populates)),
  );
  const classes = definitions.map(({ name }) => name).filter((name) => /^[A-Z]/.test(name));
  return [
    ...(isForeign
      ? definitionTargets(view, parsers, path, definitions, existing, [])
      : [wholeFile(view, module, path, definitions)]),
    ...typeImportTargets(view, parsers, path, typeOnlyClasses(view), 'backend/model/import'),
    ...indexTargets(view, parsers, classes),
    ...members.flatMap((member) => memberTargets(view, parsers, member, classes)),
  ];
}

/** Key of a model's file that the generator owns as a whole. */
export const MODEL_FILE = 'backend/model';

/** The file that the entity's class is in. */
export const modelPath = (view: EntityView): WorkspacePath =>
  view.project.models === null
    ? joinPath(view.project.folder, view.project.root, `${view.model.module.replaceAll('.', '/')}.py`)
    : joinPath(view.project.models.path);

function wholeFile(
  view: EntityView,
  module: string,
  path: WorkspacePath,
  definitions: readonly Definition[],
): FileTarget {
  const { width, firstParty } = view.project;
  return {
    kind: 'file',
    // Other entities put attributes beside the entity's own.
    insertions: 'both',
    key: MODEL_FILE,
    path,
    layer: 'model',
    step: MODEL_STEP,
    provides: [`py:${module}`, ...definitions.map(({ name }) => `py:${module}.${name}`)],
    requires: [],
    text: pyModule(pyBlocks(definitions.map(({ code }) => code)), { width, firstParty, moduleName: module }),
  };
}

interface Insertion {
  readonly key: string;
  readonly path: WorkspacePath;
  readonly provides: readonly string[];
  readonly requires: readonly string[];
  readonly plan: (source: string) => EditPlan;
}

const insertion = (target: Insertion): InsertionTarget => ({
  kind: 'insertion',
  layer: 'model',
  step: MODEL_STEP,
  ...target,
});

/** The package of all models imports the classes, and names them in `__all__` where it has one. */
function indexTargets(
  view: EntityView,
  parsers: Parsers,
  classes: readonly string[],
): readonly InsertionTarget[] {
  const index = view.project.modelFiles?.index;
  if (index === undefined || index === null) return [];
  const { module } = view.model;
  const { width, firstParty } = view.project;
  const path = joinPath(index.path);
  const names = [...classes].sort();
  const imported = names.map((name) => `py:${index.module}.${name}`);
  return [
    insertion({
      key: 'backend/model/index',
      path,
      provides: imported,
      requires: names.map((name) => `py:${module}.${name}`),
      plan: (source) => planImport(parsers, source, { module, names, width, firstParty }),
    }),
    ...names.map((name) =>
      insertion({
        key: `backend/model/index/all/${name}`,
        path,
        provides: [],
        requires: imported,
        plan: (source) =>
          parsers.python(source).exported === null
            ? { kind: 'alreadyPresent' }
            : planListItem(parsers, source, { name: '__all__', item: `"${name}"`, order: 'sorted', width }),
      }),
    ),
  ];
}

/** An attribute of a class in another file, which imports this entity's classes for type checkers only. */
function memberTargets(
  view: EntityView,
  parsers: Parsers,
  member: TargetMember,
  classes: readonly string[],
): readonly Target[] {
  const entity = view.project.entities.find((candidate) => candidate.name === member.target);
  if (entity === undefined) {
    throw new AppError(
      'unsupportedConvention',
      `There is no model ${member.target}.`,
      'Nothing was proposed.',
    );
  }
  const path = joinPath(entity.path);
  const { target, imports } = memberTarget(view, parsers, path, member);
  const { module } = view.model;
  const { width, firstParty } = view.project;
  const named = classes.filter((name) => new RegExp(`\\b${name}\\b`).test(target.text));
  const typed = `imports:${path}:${view.spec.name}`;
  const others = importsByModule(imports, entity.module, module);
  return [
    ...typeImportTargets(
      view,
      parsers,
      path,
      named.map((name) => ({ module, name })),
      `backend/member/import/${member.target}`,
    ),
    ...[...others].map(([from, names]) =>
      insertion({
        key: `backend/member/import/${member.target}/${from}`,
        path,
        provides: [typed],
        requires: [],
        plan: (source) =>
          planImport(parsers, source, { module: from, names: [...names].sort(), width, firstParty }),
      }),
    ),
    target,
  ];
}

/** Imports of classes for type checkers only. */
function typeImportTargets(
  view: EntityView,
  parsers: Parsers,
  path: WorkspacePath,
  classes: readonly PySymbol[],
  key: string,
): readonly InsertionTarget[] {
  if (classes.length === 0) return [];
  const { width, firstParty } = view.project;
  const provides = [`imports:${path}:${view.spec.name}`];
  return [
    insertion({
      key: `${key}/typing`,
      path,
      provides,
      requires: [],
      plan: (source) =>
        planImport(parsers, source, { module: 'typing', names: ['TYPE_CHECKING'], width, firstParty }),
    }),
    ...classes.map(({ module, name }) =>
      insertion({
        key: `${key}/${name}`,
        path,
        provides,
        requires: [`py:${module}.${name}`],
        plan: (source) => planTypeImport(parsers, source, { module, name }),
      }),
    ),
  ];
}

function importsByModule(
  imports: readonly CodeImport[],
  own: string,
  entity: string,
): ReadonlyMap<string, ReadonlySet<string>> {
  const modules = new Map<string, Set<string>>();
  for (const item of imports) {
    if (item.language !== 'python' || item.name === null || item.module === own || item.module === entity)
      continue;
    modules.set(item.module, (modules.get(item.module) ?? new Set()).add(item.name));
  }
  return modules;
}
