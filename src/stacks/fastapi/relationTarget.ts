import type { Code } from '../../codegen/render/code';
import { pyImport } from '../../codegen/render/python';
import { isSelfReference } from '../../core/entity/normalizeRelationship';
import type { Relationship } from '../../core/model/entitySpec';
import type { EntityView } from './entityView';
import { importsModule } from './importsModule';
import type { PySymbol } from './project';

export function targetTable(view: EntityView, target: string): string {
  if (target === view.names.pascal || target === ownTarget(view)) return view.spec.table;
  return view.project.entities.find((entity) => entity.name === target)?.table ?? target.toLowerCase();
}

/** The entity's name as relationships write it: without the ending that a reserved class name gets. */
const ownTarget = (view: EntityView): string =>
  view.spec.name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

export const isSelf = (view: EntityView, relationship: Relationship): boolean =>
  isSelfReference(relationship, view.spec);

export const targetClass = (view: EntityView, relationship: Relationship): string =>
  isSelf(view, relationship) ? view.names.pascal : relationship.target;

/** Whether the class is there before this entity's class, so that it can be named without quotes. */
export function isDefinedAbove(view: EntityView, target: string): boolean {
  if (target === view.names.pascal) return false;
  const entity = view.project.entities.find((candidate) => candidate.name === target);
  const own = view.project.entities.find((candidate) => candidate.name === view.names.pascal);
  if (entity === undefined) return false;
  if (entity.module !== view.model.module)
    return !importsModule(view.project, entity.module, view.model.module);
  return own === undefined || entity.line < own.line;
}

/** Classes of other files that are named in quotes, since their files import this entity's: for type checkers only. */
export function typeOnlyClasses(view: EntityView): readonly PySymbol[] {
  const names = new Set(view.spec.relationships.map((relationship) => targetClass(view, relationship)));
  return view.project.entities.flatMap(({ module, name }) =>
    names.has(name) && module !== view.model.module && !isDefinedAbove(view, name) ? [{ module, name }] : [],
  );
}

export const classCode = (view: EntityView, target: string): Code => {
  const entity = view.project.entities.find((candidate) => candidate.name === target);
  return pyImport(entity?.module ?? view.model.module, target);
};
