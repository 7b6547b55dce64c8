import type { Code } from '../../codegen/render/code';
import type { EntitySpec } from '../../core/model/entitySpec';
import type { EntityView } from './entityView';

export interface AlterSteps {
  readonly message: string;
  readonly upgrade: readonly Code[];
  readonly downgrade: readonly Code[];
}

/** What brings the tables from one version of the entity to the next, undefined when nothing of them changed. */
export function alterTables(_view: EntityView, _before: EntitySpec): AlterSteps | undefined {
  return undefined;
}
