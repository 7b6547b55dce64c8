import type { Code } from '../../codegen/render/code';
import { py, pyImport } from '../../codegen/render/python';
import { pythonAttribute } from '../../core/entity/names';
import type { WireField } from '../../core/entity/wire';
import { modelName, type EntityView } from './entityView';

/** Expressions of the label of an option in English and Arabic. */
export function labelColumns(view: EntityView): readonly [Code, Code] {
  const { labelField } = view.spec;
  const find = (name: string): WireField | undefined => view.fields.find(({ field }) => field.name === name);
  const english = find(labelField) ?? find(`${labelField}_en`);
  const arabic = find(labelField) ?? find(`${labelField}_ar`);
  return [expression(view, english), expression(view, arabic)];
}

function expression(view: EntityView, field: WireField | undefined): Code {
  const model = modelName(view);
  const cast = (attribute: string): Code =>
    py`${pyImport('sqlalchemy', 'cast')}(${model}.${attribute}, ${pyImport('sqlalchemy', 'String')})`;
  if (field === undefined) return cast(pythonAttribute('id'));
  const column = field.python === 'str' ? py`${model}.${field.pythonAttribute}` : cast(field.pythonAttribute);
  return field.nullable ? py`${pyImport('sqlalchemy', 'func')}.coalesce(${column}, "")` : column;
}
