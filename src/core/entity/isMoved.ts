import type { EntitySpec } from '../model/entitySpec';

/** Whether files of the entity that are named after it or stand in its folders have other paths now. */
export const isMoved = (before: EntitySpec, after: EntitySpec): boolean =>
  before.plural !== after.plural || before.route !== after.route || before.group !== after.group;
