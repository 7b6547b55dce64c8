import type { EditPlan } from '../../codegen/edit/editPlan';
import { planArrayItem } from '../../codegen/edit/planTsLiteral';
import type { Parsers } from '../../codegen/inspect/parsers';
import { quoteTs } from '../../codegen/render/quoteTs';
import { joinPath } from '../../core/model/workspacePath';
import type { InsertionTarget } from '../../codegen/propose/target';
import { kebabCase } from '../../core/entity/caseConversion';
import { moduleSymbol } from './entityPaths';
import type { EntityView } from './entityView';

/** Of the label of a page, and of a group, in the sidebar. */
export const navigationSymbol = (namespace: string): string => `msg:navigation:${namespace}`;
export const groupSymbol = (group: string): string => `msg:group:${group}`;

/** One line in the sidebar, in the entity's group; the group is added when it is not there. Null where there is no sidebar. */
export function navigationTarget(view: EntityView, parsers: Parsers): InsertionTarget | null {
  const { navigation, folder, style } = view.project;
  if (navigation === null) return null;
  const path = joinPath(folder, navigation.path);
  const text = (value: string): string => quoteTs(value, style.quotes);
  const group = kebabCase(view.spec.group);
  const { label, href } = navigation.keys;
  const item = `{ ${label}: ${text(view.namespace)}, ${href}: ${text(`/${group}/${view.spec.route}`)} }`;
  const key = { property: label, value: view.namespace };
  const common = {
    variable: navigation.variable,
    order: 'last',
    language: path.endsWith('x') ? 'tsx' : 'typescript',
    width: style.width,
    label: { title: 'Navigation entry' },
  } as const;
  const plan = (source: string): EditPlan => {
    if (navigation.items === null) return planArrayItem(parsers, source, { ...common, item, key });
    const inGroup = planArrayItem(parsers, source, {
      ...common,
      path: [{ property: label, value: view.spec.group }, navigation.items],
      item,
      key,
    });
    if (inGroup.kind !== 'anchorMissing') return inGroup;
    const lines = ['{', `  ${label}: ${text(view.spec.group)},`, `  ${navigation.items}: [${item}],`, '}'];
    return planArrayItem(parsers, source, {
      ...common,
      item: lines.join('\n'),
      key: { property: label, value: view.spec.group },
    });
  };
  return {
    kind: 'insertion',
    key: 'frontend/navigation',
    path,
    layer: 'component',
    step: 'Navigation entry',
    provides: [],
    requires: [moduleSymbol(view.paths.page), navigationSymbol(view.namespace), groupSymbol(view.spec.group)],
    plan,
  };
}
