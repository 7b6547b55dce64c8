import type { Parsers } from '../../codegen/inspect/parsers';
import type { FileTarget, JsonTarget, Target } from '../../codegen/propose/target';
import type { Layer } from '../../core/model/changeSet';
import type { WorkspacePath } from '../../core/model/ids';
import { joinPath } from '../../core/model/workspacePath';
import { moduleSymbol } from './entityPaths';
import type { EntityView } from './entityView';
import { groupSymbol, navigationSymbol, navigationTarget } from './navigationTargets';
import { renderColumnsFile } from './render/columnsFile';
import { renderContextFile } from './render/contextFile';
import { renderFiltersFile } from './render/filtersFile';
import { renderFormFile } from './render/formFile';
import { renderGroupLayout } from './render/groupLayout';
import { entityMessages, groupLabel } from './render/messages';
import { icuText } from './render/phrases';
import { renderPageFile } from './render/pageFile';
import {
  renderBulkDeleteRoute,
  renderCollectionRoute,
  renderExportRoute,
  renderItemRoute,
  renderOptionsRoute,
  renderRestoreRoute,
} from './render/routeFiles';
import { renderAddSheet, renderEditSheet } from './render/sheetFiles';
import { neededShared, renderShared, type SharedRole } from './render/sharedComponents';
import { renderTableFile } from './render/tableFile';
import { renderTypesFile } from './render/typesFile';

/** A line of the checklist: what it proposes, or why nothing. */
export type Step = TargetsStep | { readonly kind: 'leftOut'; readonly step: string; readonly detail: string };

interface TargetsStep {
  readonly kind: 'targets';
  readonly step: string;
  /** Files of the targets, known before anything is rendered. */
  readonly files: readonly StepFile[];
  readonly targets: () => readonly Target[];
}

interface StepFile {
  readonly path: WorkspacePath;
  readonly action: 'create' | 'edit';
}

const created = (path: WorkspacePath): StepFile => ({ path, action: 'create' });
const edited = (path: WorkspacePath): StepFile => ({ path, action: 'edit' });

const leftOut = (step: string, detail: string): Step => ({ kind: 'leftOut', step, detail });

/** Types of the wire and the route handlers. */
export function routeSteps(view: EntityView): readonly Step[] {
  const { paths, spec } = view;
  const { softDelete, csvExport, bulkActions } = spec.features;
  const route = (
    step: string,
    key: string,
    path: WorkspacePath,
    render: (view: EntityView) => string,
  ): Step => file(step, key, path, 'route', () => render(view), []);
  return [
    file('Types created', 'frontend/types', paths.types, 'types', () => renderTypesFile(view), []),
    route('GET and POST routes', 'frontend/route', paths.collectionRoute, renderCollectionRoute),
    route('GET, PUT and DELETE routes', 'frontend/item-route', paths.itemRoute, renderItemRoute),
    softDelete
      ? route('Restore route', 'frontend/restore-route', paths.restoreRoute, renderRestoreRoute)
      : leftOut('Restore route', 'Soft delete is off.'),
    route('Options route', 'frontend/options-route', paths.optionsRoute, renderOptionsRoute),
    csvExport
      ? route('Export route', 'frontend/export-route', paths.exportRoute, renderExportRoute)
      : leftOut('Export route', 'CSV export is off.'),
    bulkActions
      ? route('Bulk delete route', 'frontend/bulk-delete-route', paths.bulkDeleteRoute, renderBulkDeleteRoute)
      : leftOut('Bulk delete route', 'Bulk actions are off.'),
  ];
}

/** The page with its parts, its place in the navigation and its texts. */
export function pageSteps(view: EntityView, parsers: Parsers): readonly Step[] {
  const { paths, namespace } = view;
  const types = moduleSymbol(paths.types);
  const context = moduleSymbol(paths.context);
  const messages = `msg:${namespace}`;
  const form = moduleSymbol(paths.form);
  const hasFilters = view.filters.length > 0;
  const tableNeeds = [
    context,
    messages,
    moduleSymbol(paths.columns),
    moduleSymbol(paths.addSheet),
    moduleSymbol(paths.editSheet),
  ];
  if (hasFilters) tableNeeds.push(moduleSymbol(paths.filters));
  const part = (
    step: string,
    key: string,
    path: WorkspacePath,
    render: (view: EntityView) => string,
    requires: readonly string[],
  ) => file(step, key, path, 'component', () => render(view), requires);
  return [
    file('Context created', 'frontend/context', paths.context, 'context', () => renderContextFile(view), [
      types,
      moduleSymbol(paths.collectionRoute),
      moduleSymbol(paths.itemRoute),
    ]),
    part('Table component', 'frontend/table', paths.table, renderTableFile, tableNeeds),
    withShared(
      view,
      ['relationsCell'],
      part('Columns defined', 'frontend/columns', paths.columns, renderColumnsFile, [types, messages]),
    ),
    hasFilters
      ? withShared(
          view,
          ['textFilter'],
          part('Filters defined', 'frontend/filters', paths.filters, renderFiltersFile, [
            types,
            context,
            messages,
          ]),
        )
      : leftOut('Filters defined', 'The list has no filters.'),
    withShared(
      view,
      ['optionalBooleanField', 'payloadField'],
      part('Form component', 'frontend/form', paths.form, renderFormFile, [types, messages]),
    ),
    part('Add sheet', 'frontend/add-sheet', paths.addSheet, renderAddSheet, [types, context, messages, form]),
    part('Edit sheet', 'frontend/edit-sheet', paths.editSheet, renderEditSheet, [
      types,
      context,
      messages,
      form,
    ]),
    pageStep(view, [context, messages, moduleSymbol(paths.table)]),
    navigationStep(view, parsers),
    messagesStep(view, 'Messages in English', (locale) => !isArabic(locale)),
    messagesStep(view, 'Messages in Arabic', isArabic),
  ];
}

/** The step with the shared components that its file uses and the host lacks. */
function withShared(view: EntityView, roles: readonly SharedRole[], step: Step): Step {
  const needed = neededShared(view, roles);
  if (step.kind === 'leftOut' || needed.length === 0) return step;
  return {
    ...step,
    files: [...needed.map(({ path }) => created(path)), ...step.files],
    targets: () => {
      const shared = needed.map(({ role, path }) =>
        fileTarget(step.step, `frontend/shared/${role}`, path, 'component', renderShared(view, role), []),
      );
      const requires = shared.map(({ path }) => moduleSymbol(path));
      return [
        ...shared,
        ...step.targets().map((target) => ({ ...target, requires: [...target.requires, ...requires] })),
      ];
    },
  };
}

function file(
  step: string,
  key: string,
  path: WorkspacePath,
  layer: Layer,
  render: () => string,
  requires: readonly string[],
): Step {
  return {
    kind: 'targets',
    step,
    files: [created(path)],
    targets: () => [fileTarget(step, key, path, layer, render(), requires)],
  };
}

function fileTarget(
  step: string,
  key: string,
  path: WorkspacePath,
  layer: Layer,
  text: string,
  requires: readonly string[],
): FileTarget {
  return { kind: 'file', key, path, layer, step, text, provides: [moduleSymbol(path)], requires };
}

function pageStep(view: EntityView, requires: readonly string[]): Step {
  const step = 'Page created';
  const { page: pagePath, groupLayout } = view.paths;
  const layout = renderGroupLayout(view);
  return {
    kind: 'targets',
    step,
    files: [...(layout === null ? [] : [created(groupLayout)]), created(pagePath)],
    targets: () => {
      const page = fileTarget(step, 'frontend/page', pagePath, 'page', renderPageFile(view), requires);
      if (layout === null) return [page];
      return [fileTarget(step, 'frontend/group-layout', groupLayout, 'page', layout, []), page];
    },
  };
}

function navigationStep(view: EntityView, parsers: Parsers): Step {
  const step = 'Navigation entry';
  const target = navigationTarget(view, parsers);
  return target === null
    ? leftOut(step, 'The frontend has no navigation file.')
    : { kind: 'targets', step, files: [edited(target.path)], targets: () => [target] };
}

const isArabic = (locale: string): boolean => locale === 'ar' || locale.startsWith('ar-');

function messagesStep(view: EntityView, step: string, matches: (locale: string) => boolean): Step {
  const files = view.project.messages.filter(({ locale }) => matches(locale));
  if (files.length === 0) return leftOut(step, 'The frontend has no messages in this language.');
  return {
    kind: 'targets',
    step,
    files: files.map(({ path }) => edited(joinPath(view.project.folder, path))),
    targets: () => files.flatMap(({ locale, path }) => messageTargets(view, step, locale, path)),
  };
}

function messageTargets(view: EntityView, step: string, locale: string, path: string): readonly JsonTarget[] {
  const { folder, navigationMessages, navigation } = view.project;
  const target = (
    part: string,
    property: readonly string[],
    value: Readonly<Record<string, unknown>>,
    provides: readonly string[],
  ): JsonTarget => ({
    kind: 'json',
    key: `frontend/messages/${locale}${part}`,
    path: joinPath(folder, path),
    layer: 'messages',
    step,
    property,
    value,
    provides,
    requires: [],
  });
  const { plural } = view.spec.label;
  const title = isArabic(locale) ? plural.ar : plural.en;
  const targets = [target('', [view.namespace], entityMessages(view, locale), [`msg:${view.namespace}`])];
  if (navigation !== null && navigationMessages.items !== null) {
    targets.push(
      target('/navigation', navigationMessages.items, { [view.namespace]: icuText(title) }, [
        navigationSymbol(view.namespace),
      ]),
    );
  }
  const isNewGroup = !view.project.groups.includes(view.spec.group);
  const hasGroups = typeof navigation?.items === 'string';
  if (hasGroups && navigationMessages.groups !== null && isNewGroup) {
    const label = groupLabel(view.spec.group, locale);
    targets.push(
      target('/group', navigationMessages.groups, { [view.spec.group]: label }, [
        groupSymbol(view.spec.group),
      ]),
    );
  }
  return targets;
}
