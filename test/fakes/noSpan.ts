import type { ActiveSpan } from '../../src/core/ports/activeSpan';

/** A span that nobody keeps. */
export const noSpan: ActiveSpan = {
  set: () => undefined,
  child: () => noSpan,
  record: () => undefined,
  end: () => undefined,
};
