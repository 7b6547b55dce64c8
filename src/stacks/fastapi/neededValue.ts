import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyImport } from '../../codegen/render/python';
import { importedModel, type EntityView } from './entityView';
import type { FastapiProject } from './project';
import { FIRST_RELATED } from './relatedIds';

type Entity = FastapiProject['entities'][number];

const raw = (value: string): Code => code(text(value));

/** What a row of an entity that the host wrote gets in a column that it cannot do without, over the variable `number`. */
export function neededValue(view: EntityView, entity: Entity, need: Entity['needs'][number]): Code {
  if (need.target !== null) return raw(need.unique ? 'number' : String(FIRST_RELATED));
  switch (need.type.replace(/^.*\./, '')) {
    case 'str':
      return raw(
        need.size !== null && need.size < entity.name.length + 5
          ? 'str(number)'
          : `f"${entity.name} {number}"`,
      );
    case 'int':
      return raw('number');
    case 'float':
      return raw('float(number)');
    case 'bool':
      return raw('True');
    case 'Decimal': {
      const decimal = pyImport('decimal', 'Decimal');
      return need.size === null || need.size === 0
        ? py`${decimal}(number)`
        : py`${decimal}(number).scaleb(-${need.size})`;
    }
    case 'date':
      return py`${pyImport('datetime', 'date')}(2026, 1, 1)`;
    case 'datetime':
      return py`${pyImport('datetime', 'datetime')}(2026, 1, 1, tzinfo=${pyImport('datetime', 'UTC')})`;
    case 'time':
      return py`${pyImport('datetime', 'time')}(8)`;
    case 'UUID':
      return py`${pyImport('uuid', 'UUID')}(int=number)`;
    case 'bytes':
      return raw('b""');
    case 'JsonValue':
      return raw('{}');
    default:
      return need.module === null
        ? raw('number')
        : py`next(iter(${importedModel(view, need.module, need.type)}))`;
  }
}
