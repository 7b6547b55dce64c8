import type { Code } from '../../codegen/render/code';
import { py, pyGroup, pyImport, pyString } from '../../codegen/render/python';
import { pythonAttribute } from '../../core/entity/names';
import type { EntityView } from './entityView';
import { classCode, isDefinedAbove } from './relationTarget';

export const relationshipCall = (items: readonly Code[]): Code =>
  py`${pyImport('sqlalchemy.orm', 'relationship')}${pyGroup('(', items, ')')}`;

export const mapped = (inner: Code | string): Code => py`${pyImport('sqlalchemy.orm', 'Mapped')}[${inner}]`;

export function single(view: EntityView, target: string, nullable: boolean): Code {
  if (isDefinedAbove(view, target)) return mapped(py`${classCode(view, target)}${nullable ? ' | None' : ''}`);
  return mapped(pyString(nullable ? `${target} | None` : target));
}

export function many(view: EntityView, target: string): Code {
  return mapped(py`list[${isDefinedAbove(view, target) ? classCode(view, target) : pyString(target)}]`);
}

export const populates = (name: string | null): Code[] =>
  name === null ? [] : [py`back_populates=${pyString(pythonAttribute(name))}`];
