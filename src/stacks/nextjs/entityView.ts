import { camelCase, kebabCase, pluralOf } from '../../core/entity/caseConversion';
import { filterParameters, type ListFilter } from '../../core/entity/filterParameters';
import { entityNames, type EntityNames } from '../../core/entity/names';
import { wireFields, type WireField, type WireRelationship } from '../../core/entity/wire';
import type { EntitySpec } from '../../core/model/entitySpec';
import { enumChoices, type EnumChoice } from './enumChoices';
import { entityPaths, type EntityPaths } from './entityPaths';
import { identifiers, type Identifiers } from './identifiers';
import type { NextjsProject } from './project';

export type WireEntry = WireField | WireRelationship;

export interface ViewFilter {
  readonly entry: WireEntry | 'created_at';
  readonly filter: ListFilter;
}

/** Everything that the renderers need, prepared once: they decide nothing but the layout. */
export interface EntityView {
  readonly project: NextjsProject;
  readonly spec: EntitySpec;
  readonly names: EntityNames;
  readonly ids: Identifiers;
  readonly paths: EntityPaths;
  /** Property of the entity's texts in the message files. */
  readonly namespace: string;
  readonly wire: readonly WireEntry[];
  /** Enumerations among fields and payloads. */
  readonly enums: ReadonlyMap<WireField, EnumChoice>;
  readonly columns: readonly WireEntry[];
  readonly inputs: readonly WireEntry[];
  /** In the order in which they are shown: choices first, then ranges. */
  readonly filters: readonly ViewFilter[];
  /** The collection's address in the backend and in the frontend's own API. */
  readonly backendPath: string;
  readonly apiPath: string;
}

export function entityView(project: NextjsProject, spec: EntitySpec, backendPath?: string): EntityView {
  const names = entityNames(spec);
  const wire = wireFields(spec);
  return {
    project,
    spec,
    names,
    ids: identifiers(names, project.pageFiles),
    paths: entityPaths(project, spec, names),
    namespace: messageNamespace(names),
    wire,
    enums: enumChoices(wire, names),
    columns: columnsOf(wire),
    inputs: wire.filter((entry) => entry.kind === 'relationship' || entry.field.display.form),
    filters: spec.features.filters ? filtersOf(spec, wire, project) : [],
    backendPath: backendPath ?? `/${kebabCase(spec.group)}/${spec.route}`,
    apiPath: `/api/${kebabCase(spec.group)}/${spec.route}`,
  };
}

/** Namespaces are JSON keys, so that no word is reserved, but for those that the host has. */
function messageNamespace(names: EntityNames): string {
  const camel = camelCase(names.pluralSnake);
  return camel === 'common' || camel === 'navigation' ? `${camel}List` : camel;
}

/** A table that would show nothing of a row shows the first long text. */
function columnsOf(wire: readonly WireEntry[]): readonly WireEntry[] {
  const columns = wire.filter(isColumn);
  const text = wire.find((entry) => entry.widget === 'textarea');
  return columns.length > 0 || text === undefined ? columns : [text];
}

function isColumn(entry: WireEntry): boolean {
  return entry.kind === 'relationship' || (entry.field.display.table && entry.field.type.kind !== 'bytes');
}

function filtersOf(
  spec: EntitySpec,
  wire: readonly WireEntry[],
  { lists }: NextjsProject,
): readonly ViewFilter[] {
  const all = wire.flatMap((entry): ViewFilter[] => {
    const filter = filterParameters(entry);
    return filter === undefined || (entry.widget === 'time' && !lists.timeRanges) ? [] : [{ entry, filter }];
  });
  const choices = all.filter(({ filter }) => filter.kind !== 'range');
  const ranges = all.filter(({ filter }) => filter.kind === 'range');
  const created: ViewFilter = {
    entry: 'created_at',
    filter: { kind: 'range', min: 'created_at_min', max: 'created_at_max' },
  };
  return [...choices, ...ranges, ...(spec.features.audit ? [created] : [])];
}

/** The `/options` route of a related entity in the frontend's own API. */
export function optionsEndpoint(view: EntityView, entry: WireRelationship): string {
  if (entry.self) return `${view.apiPath}/options`;
  const known = knownApi(view, entry);
  const group = kebabCase(view.spec.group);
  return `${known ?? `/api/${group}/${kebabCase(pluralOf(entry.targetSnake))}`}/options`;
}

/** The collection of a related entity in the frontend's own API, null where it has none yet. */
export const knownApi = (view: EntityView, entry: WireRelationship): string | null =>
  entry.self
    ? view.apiPath
    : (view.project.entities.find((entity) => entity.name === entry.target)?.api ?? null);
