import type { EntityNames } from '../../core/entity/names';

/** The names that generated modules declare, none of which is one that they import. */
export interface Identifiers {
  /** Row type and variables. */
  readonly type: string;
  readonly row: string;
  readonly list: string;
  readonly createType: string;
  readonly updateType: string;
  readonly createSchema: string;
  readonly updateSchema: string;
  readonly provider: string;
  readonly hook: string;
  readonly table: string;
  readonly columnsHook: string;
  readonly filters: string;
  readonly form: string;
  readonly addSheet: string;
  readonly editSheet: string;
  readonly page: string;
}

/** Local names of the modules that hold an entity's own variables. */
const LOCALS = new Set([
  ...['t', 'localized', 'load', 'update', 'create', 'closeSheet', 'form', 'values', 'value', 'control'],
  ...['sheet', 'columns', 'column', 'getValue'],
]);

/** Hooks and components that the same modules import. */
const IMPORTED = new Set([
  ...['useTranslations', 'useFormContext', 'useMemo', 'useLocalized', 'useEntityForm', 'useLocale'],
  ...['DataTable', 'FormSheet', 'PageHeader'],
]);

export function identifiers(names: EntityNames): Identifiers {
  const { pascal, pluralPascal, camel } = names;
  return {
    type: pascal,
    row: local(camel),
    list: local(names.pluralCamel),
    createType: `${pascal}Create`,
    updateType: `${pascal}Update`,
    createSchema: `${schemaStem(camel)}CreateSchema`,
    updateSchema: `${schemaStem(camel)}UpdateSchema`,
    provider: `${pluralPascal}Provider`,
    hook: free(`use${pluralPascal}`, 'Context'),
    table: free(`${pluralPascal}Table`, 'View'),
    columnsHook: `use${pascal}Columns`,
    filters: `${pascal}Filters`,
    form: `${pascal}Form`,
    addSheet: `Add${pascal}Sheet`,
    editSheet: `Edit${pascal}Sheet`,
    page: `${pluralPascal}Page`,
  };
}

const local = (name: string): string => (LOCALS.has(name) ? `${name}_` : name);
const free = (name: string, suffix: string): string => (IMPORTED.has(name) ? `${name}${suffix}` : name);
/** `class_` is reserved alone only: `classCreateSchema`. */
const schemaStem = (camel: string): string => camel.replace(/_$/, '');
