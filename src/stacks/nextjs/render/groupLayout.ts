import { kebabCase, pascalCase } from '../../../core/entity/caseConversion';
import type { EntityView } from '../entityView';

/** The layout of a new group of pages, like that of its neighbour; null where the groups need none. */
export function renderGroupLayout(view: EntityView): string | null {
  const { groupLayout, layoutGroups } = view.project;
  const group = kebabCase(view.spec.group);
  if (groupLayout === null || layoutGroups.includes(group)) return null;
  return groupLayout.text.replaceAll(groupLayout.component, `${pascalCase(group)}Layout`);
}
