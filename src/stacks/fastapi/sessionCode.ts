import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyImport } from '../../codegen/render/python';
import type { EntityView } from './entityView';

const isAsync = (view: EntityView): boolean => view.project.sessions === 'async';

/** The variable that holds the session, as the siblings call it. */
export const session = (view: EntityView): Code => code(text(view.project.sessionName));

/** `db: Session`. */
export const sessionParameter = (view: EntityView): Code =>
  py`${session(view)}: ${
    isAsync(view) ? pyImport('sqlalchemy.ext.asyncio', 'AsyncSession') : pyImport('sqlalchemy.orm', 'Session')
  }`;

/** `def`, or `async def` where the sessions are asynchronous. */
export const define = (view: EntityView): string => (isAsync(view) ? 'async def' : 'def');

/** A call that talks to the database. */
export const awaited = (view: EntityView, call: Code): Code => (isAsync(view) ? py`await ${call}` : call);

/** Rows as they arrive. */
export const iterator = (view: EntityView): Code =>
  pyImport('collections.abc', isAsync(view) ? 'AsyncIterator' : 'Iterator');
