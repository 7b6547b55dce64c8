import { py, pyImport } from '../../codegen/render/python';
import type { Code } from '../../codegen/render/code';
import type { EntityView } from './entityView';

/** The current time in UTC, by the host's function where it has one. */
export function utcNow(view: EntityView): Code {
  const { utcNow: found } = view.project;
  return found === null
    ? py`${pyImport('datetime', 'datetime')}.now(${pyImport('datetime', 'UTC')})`
    : py`${pyImport(found.module, found.name)}()`;
}
