import type { Parsers } from '../../codegen/inspect/parsers';
import type { Target } from '../../codegen/propose/target';
import type { WorkspacePath } from '../../core/model/ids';
import { joinPath } from '../../core/model/workspacePath';
import { needsExactDecimal } from './columns';
import {
  definitionTargets,
  foreignDefinitions,
  type Definition,
  type ExistingModels,
} from './definitionTargets';
import { enumClassName, renderEnum } from './enums';
import type { EntityView } from './entityView';
import { memberTarget } from './memberTarget';
import { junctions } from './junction';
import { renderJunctionClass, renderJunctionTable } from './renderJunction';
import { targetMembers } from './targetMembers';
import { ownFileTargets } from './ownFileTargets';
import { renderModel } from './renderModel';

/** The entity's class with its enumerations and tables, and what other classes get. */
export function modelTargets(
  view: EntityView,
  parsers: Parsers,
  existing: ExistingModels,
): readonly Target[] {
  const definitions = definitionsOf(view);
  return view.project.models === null
    ? ownFileTargets(view, parsers, definitions, existing)
    : sharedFileTargets(view, parsers, joinPath(view.project.models.path), definitions, existing);
}

/** Symbols of the entity's class, its enumerations and its tables. */
export const definitionSymbols = (view: EntityView): readonly string[] =>
  definitionsOf(view).map(({ name }) => `py:${view.model.module}.${name}`);

/** The entity's class with its enumerations and tables, in the order in which they need each other. */
export function definitionsOf(view: EntityView): readonly Definition[] {
  return [
    ...enumsOf(view),
    ...junctions(view)
      .filter((junction) => junction.className === null)
      .map((junction) => ({ name: junction.table, code: renderJunctionTable(view, junction) })),
    { name: view.names.pascal, code: renderModel(view) },
    ...junctions(view).flatMap((junction) =>
      junction.className === null
        ? []
        : [{ name: junction.className, code: renderJunctionClass(view, junction) }],
    ),
  ];
}

/** Definitions go into the file of all models. */
function sharedFileTargets(
  view: EntityView,
  parsers: Parsers,
  path: WorkspacePath,
  definitions: readonly Definition[],
  existing: ExistingModels,
): readonly Target[] {
  const owner = foreignDefinitions(parsers, existing, definitions).get(view.names.pascal);
  const members = targetMembers(view)
    .filter((member) => owner === undefined || owner.includes(member.populates))
    .map((member) => memberTarget(view, parsers, path, member));
  const imports = members.flatMap((item) => item.imports);
  return [
    ...definitionTargets(view, parsers, path, definitions, existing, imports),
    ...members.map((member) => member.target),
  ];
}

function enumsOf(view: EntityView): readonly Definition[] {
  const owners = [
    { owner: view.names.pascal, fields: view.spec.fields },
    ...junctions(view).flatMap((junction) =>
      junction.className === null
        ? []
        : [{ owner: junction.className, fields: junction.relationship.payload }],
    ),
  ];
  return owners.flatMap(({ owner, fields }) =>
    fields.flatMap((field) => {
      if (field.type.kind !== 'enum') return [];
      const name = enumClassName(view.project, owner, field);
      return [{ name, code: renderEnum(name, field.type.values) }];
    }),
  );
}

export const usesExactDecimal = (view: EntityView): boolean =>
  [
    ...view.spec.fields,
    ...view.spec.relationships.flatMap((item) => (item.kind === 'many-to-many' ? item.payload : [])),
  ].some(needsExactDecimal);
