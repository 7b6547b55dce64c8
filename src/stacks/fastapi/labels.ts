import type { Code } from '../../codegen/render/code';
import { py, pyImport, pyString } from '../../codegen/render/python';
import { pythonAttribute } from '../../core/entity/names';
import type { WireField } from '../../core/entity/wire';
import { modelName, type EntityView } from './entityView';

/** Expressions of the label of an option in English and Arabic. */
export function labelColumns(view: EntityView): readonly [Code, Code] {
  const { labelField } = view.spec;
  const find = (name: string): WireField | undefined => view.fields.find(({ field }) => field.name === name);
  const english = find(labelField) ?? find(`${labelField}_en`);
  const arabic = find(labelField) ?? find(`${labelField}_ar`);
  return [expression(view, english, 'label_en'), expression(view, arabic, 'label_ar')];
}

/** A cast takes the name of its column, which would be that of `id` in the query of the options: it gets its own. */
function expression(view: EntityView, field: WireField | undefined, label: string): Code {
  const model = modelName(view);
  const cast = (attribute: string): Code =>
    py`${pyImport('sqlalchemy', 'cast')}(${model}.${attribute}, ${pyImport('sqlalchemy', 'String')})`;
  const named = (value: Code): Code => py`${value}.label(${pyString(label)})`;
  if (field === undefined) return named(cast(pythonAttribute('id')));
  const isText = field.python === 'str';
  const column = isText ? py`${model}.${field.pythonAttribute}` : cast(field.pythonAttribute);
  if (field.nullable) return py`${pyImport('sqlalchemy', 'func')}.coalesce(${column}, "")`;
  return isText ? column : named(column);
}
