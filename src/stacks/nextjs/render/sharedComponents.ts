import type { WorkspacePath } from '../../../core/model/ids';
import { sharedPath } from '../entityPaths';
import type { EntityView } from '../entityView';
import { renderOptionalBooleanField } from './shared/optionalBooleanField';
import { renderPayloadField } from './shared/payloadField';
import { renderRelationsCell } from './shared/relationsCell';
import { renderTextFilter } from './shared/textFilter';

/** Components that few hosts have: generated once, then the host's own. */
export type SharedRole = 'relationsCell' | 'textFilter' | 'optionalBooleanField' | 'payloadField';

const RENDERERS: Readonly<Record<SharedRole, (view: EntityView) => string>> = {
  relationsCell: renderRelationsCell,
  textFilter: renderTextFilter,
  optionalBooleanField: renderOptionalBooleanField,
  payloadField: renderPayloadField,
};

export const renderShared = (view: EntityView, role: SharedRole): string => RENDERERS[role](view);

/** Those of the roles that the entity uses and the host lacks. */
export function neededShared(
  view: EntityView,
  roles: readonly SharedRole[],
): readonly { readonly role: SharedRole; readonly path: WorkspacePath }[] {
  return roles.flatMap((role) => {
    const path = sharedPath(view.project, role);
    return path === null || view.project.symbols[role] !== undefined || !USES[role](view)
      ? []
      : [{ role, path }];
  });
}

const fieldsOf = (view: EntityView) =>
  view.inputs.flatMap((entry) => (entry.kind === 'field' ? [entry] : (entry.link?.payload ?? [])));

const USES: Readonly<Record<SharedRole, (view: EntityView) => boolean>> = {
  relationsCell: (view) => view.columns.some((entry) => entry.widget === 'relation-many'),
  textFilter: (view) =>
    view.filters.some(
      ({ entry, filter }) =>
        filter.kind !== 'range' && entry !== 'created_at' && ['text', 'email', 'url'].includes(entry.widget),
    ),
  optionalBooleanField: (view) =>
    fieldsOf(view).some((entry) => entry.widget === 'checkbox' && entry.nullable),
  payloadField: (view) => view.inputs.some((entry) => entry.kind === 'relationship' && entry.link !== null),
};
