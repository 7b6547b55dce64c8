import { pythonAttribute } from '../../core/entity/names';
import { filterParameters } from '../../core/entity/filterParameters';
import type { WireField, WireRelationship } from '../../core/entity/wire';
import type { EntityView } from './entityView';

export interface Sort {
  /** Value of the parameter `sort`. */
  readonly name: string;
  /** Attribute of the model. */
  readonly attribute: string;
}

/** What a list may be sorted by, in order; without the feature only the default. */
export function sortsOf(view: EntityView): readonly Sort[] {
  const { features, defaultSort } = view.spec;
  const fields = view.fields.filter(({ field }) => field.display.sort).map(({ json }) => json);
  const all = ['id', ...fields, ...(features.audit ? ['created_at', 'updated_at'] : [])];
  const names = features.sort ? all : [];
  return (names.includes(defaultSort.field) ? names : [...names, defaultSort.field]).map((name) => ({
    name,
    attribute: pythonAttribute(name),
  }));
}

/** What a list may be filtered by: chosen values first, then ranges, as the host's lists have them. */
export function filteredEntries(view: EntityView): readonly (WireField | WireRelationship)[] {
  const isRange = (entry: WireField | WireRelationship): boolean => filterParameters(entry)?.kind === 'range';
  return [...view.wire.filter((entry) => !isRange(entry)), ...view.wire.filter(isRange)];
}
