import type { Code } from '../../codegen/render/code';
import { py, pyImport, pyImportModule } from '../../codegen/render/python';
import { entityNames, type EntityNames } from '../../core/entity/names';
import { wireFields, type WireField, type WireRelationship } from '../../core/entity/wire';
import { AppError } from '../../core/model/appError';
import type { EntitySpec } from '../../core/model/entitySpec';
import {
  HELPER_ROLES,
  type FastapiProject,
  type HelperRole,
  type PySymbol,
  type RouterGroup,
} from './project';

/** Everything that the renderers of one entity ask for. */
export interface EntityView {
  readonly project: FastapiProject;
  readonly spec: EntitySpec;
  readonly names: EntityNames;
  readonly group: RouterGroup;
  readonly reader: PySymbol;
  readonly writer: PySymbol;
  readonly model: PySymbol;
  /** Dotted modules of the files of this entity. */
  readonly modules: { readonly schema: string; readonly crud: string; readonly router: string };
  readonly fields: readonly WireField[];
  readonly relationships: readonly WireRelationship[];
  /** Fields and relationships in the order of the wire. */
  readonly wire: readonly (WireField | WireRelationship)[];
}

export interface Guards {
  readonly reader: PySymbol;
  readonly writer: PySymbol;
}

/**
 * `formerTable` is the table of the last generation. Throws AppError `unsupportedConvention` when the project has no such
 * router group, model file or base.
 */
export function entityView(
  project: FastapiProject,
  spec: EntitySpec,
  guards?: Guards,
  formerTable?: string,
): EntityView {
  const names = ownNamesOf(project, spec, formerTable);
  const group = groupOf(project, spec.group);
  const [reader] = group.readers;
  const [writer] = group.writers;
  const module = project.models?.module ?? ownModule(project, names);
  if (module === undefined || reader === undefined || writer === undefined) {
    throw unsupported(project.unsupported[0] ?? 'The backend has no model file or no guarded routes.');
  }
  const wire = wireFields(spec);
  return {
    project,
    spec,
    names,
    group,
    reader: guards?.reader ?? reader,
    writer: guards?.writer ?? writer,
    model: { module, name: names.pascal },
    modules: {
      schema: moduleAt(project.schemas.folder, fileName(project.schemas.pattern, names)),
      crud: crudModule(project, moduleAt(project.crud.folder, fileName(project.crud.pattern, names))),
      router: moduleAt(group.routers.folder, fileName(group.routers.pattern, names)),
    },
    fields: wire.filter((entry) => entry.kind === 'field'),
    relationships: wire.filter((entry) => entry.kind === 'relationship'),
    wire,
  };
}

/** Parameters of the generated functions, which the variable of a row must not hide. */
const PARAMETERS: ReadonlySet<string> = new Set(['data', 'db', 'ids', 'params', 'session', 'user', 'values']);

/** A class of the host with this name and another table is something else: `User` makes the entity `UserRecord`. */
function ownNamesOf(project: FastapiProject, spec: EntitySpec, formerTable: string | undefined): EntityNames {
  const names = entityNames(spec);
  const namesake = project.entities.find((entity) => entity.name === names.pascal);
  const isOwn = namesake === undefined || namesake.table === spec.table || namesake.table === formerTable;
  const { pythonVariable } = names;
  return {
    ...names,
    pascal: isOwn ? names.pascal : `${names.pascal}Record`,
    pythonVariable: PARAMETERS.has(pythonVariable) ? `${pythonVariable}_row` : pythonVariable,
  };
}

/** The entity `record` must not get the file that the host's helpers are in. */
function crudModule(project: FastapiProject, module: string): string {
  const isTaken = Object.values(project.helpers).some((item) => item.module === module);
  return isTaken ? `${module}_crud` : module;
}

export function groupOf(project: FastapiProject, name: string): RouterGroup {
  const group = project.groups.find((candidate) => candidate.name === name);
  if (group !== undefined) return group;
  const known = project.groups.map((candidate) => candidate.name).join(', ');
  throw unsupported(
    `The backend has no router group "${name}"${known === '' ? '' : `; there is: ${known}`}.`,
  );
}

function unsupported(message: string): AppError {
  return new AppError('unsupportedConvention', message, 'Nothing was proposed. Choose another group.');
}

/** The file name of an entity's module without `.py`. */
export function fileName(pattern: string, names: EntityNames): string {
  const name = pattern.replaceAll('{snake}', names.snake).replaceAll('{plural}', names.pluralSnake);
  return name === names.snake ? names.pythonModule : name;
}

export const moduleAt = (folder: string, file: string): string =>
  [...folder.split('/').filter((part) => part !== ''), file].join('.');

/** An imported name; one that this entity's own code takes is reached through its module. */
export function symbol(view: EntityView, from: PySymbol): Code {
  if (!ownNames(view).has(from.name)) return importedModel(view, from.module, from.name);
  const cut = from.module.lastIndexOf('.');
  const [parent, module] = [from.module.slice(0, Math.max(0, cut)), from.module.slice(cut + 1)];
  return py`${parent === '' ? pyImportModule(module) : pyImport(parent, module)}.${from.name}`;
}

export function helper(view: EntityView, role: HelperRole): Code {
  const found = view.project.helpers[role];
  if (found === undefined) throw unsupported(`The backend has no \`${HELPER_ROLES[role]}\`.`);
  return symbol(view, found);
}

export const modelName = (view: EntityView): Code => ownClass(view, view.model.name);

/** A class of the entity's own models as other code imports it: itself, an enumeration, a junction. */
export function ownClass(view: EntityView, name: string): Code {
  return pyImport(indexAbove(view, view.model.module) ?? view.model.module, name);
}

/** What code that imports the entity's class cannot do without. */
export const modelSymbols = (view: EntityView): readonly string[] =>
  [view.model.module, indexAbove(view, view.model.module)].flatMap((module) =>
    module === undefined ? [] : [`py:${module}.${view.names.pascal}`],
  );

/** A model as other code imports it: from the package that names all of them, where there is one. */
export function importedModel(view: EntityView, module: string, name: string): Code {
  const isListed = name === view.names.pascal || view.project.entities.some((entity) => entity.name === name);
  return pyImport((isListed ? indexAbove(view, module) : undefined) ?? module, name);
}

/** The package that names all models, where there is one and the module is below it. */
function indexAbove(view: EntityView, module: string): string | undefined {
  const index = view.project.modelFiles?.index?.module;
  return index !== undefined && module.startsWith(`${index}.`) ? index : undefined;
}

/** Module of the entity's own file of models. */
function ownModule(project: FastapiProject, names: EntityNames): string | undefined {
  const known = project.entities.find((entity) => entity.name === names.pascal);
  if (known !== undefined) return known.module;
  const { modelFiles } = project;
  return modelFiles === null ? undefined : moduleAt(modelFiles.folder, fileName(modelFiles.pattern, names));
}

export const entityClass = (view: EntityView, name: string): Code => {
  const entity = view.project.entities.find((candidate) => candidate.name === name);
  return importedModel(view, entity?.module ?? view.model.module, name);
};

/** What the entity's own modules define or import for the entity itself. */
function ownNames(view: EntityView): ReadonlySet<string> {
  const { snake, pascal } = view.names;
  const { plural } = view.spec;
  return new Set(
    [
      pascal,
      ...view.relationships.map((relationship) => relationship.target),
      ...['get', 'create', 'update', 'delete', 'restore'].map((verb) => `${verb}_${snake}`),
      ...['list', 'export', 'bulk_delete'].map((verb) => `${verb}_${plural}`),
      `${snake}_options`,
    ].filter((name) => !view.relationships.some((item) => item.target === name && isHost(view, name))),
  );
}

/** A related class that is itself one of the helpers (`User`) is the same symbol. */
function isHost(view: EntityView, name: string): boolean {
  const entity = view.project.entities.find((candidate) => candidate.name === name);
  return Object.values(view.project.helpers).some(
    (item) => item.name === name && item.module === entity?.module,
  );
}
