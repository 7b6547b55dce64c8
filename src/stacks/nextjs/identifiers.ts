import type { EntityNames } from '../../core/entity/names';
import type { NextjsProject } from './project';

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
  ...['sheet', 'drawer', 'closeDrawer', 'columns', 'column', 'getValue'],
]);

/** Hooks and components that the same modules import. */
const IMPORTED = new Set([
  ...['useTranslations', 'useFormContext', 'useMemo', 'useLocalized', 'useEntityForm', 'useLocale'],
  ...['DataTable', 'FormSheet', 'PageHeader', 'DataGrid', 'FormDrawer', 'ListHeader'],
  ...['useBilingual', 'useResourceForm'],
]);

export function identifiers(names: EntityNames, files: NextjsProject['pageFiles']): Identifiers {
  const sheet = ending(files.addSheet, 'Sheet');
  const table = ending(files.table, 'Table');
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
    table: free(`${pluralPascal}${table}`, 'View'),
    columnsHook: `use${pascal}Columns`,
    filters: `${pascal}Filters`,
    form: `${pascal}Form`,
    addSheet: `Add${pascal}${sheet}`,
    editSheet: `Edit${pascal}${sheet}`,
    page: `${pluralPascal}Page`,
  };
}

/** What components of a kind are called: `add-{kebab}-drawer.tsx` holds an `Add...Drawer`. */
function ending(pattern: string, usual: string): string {
  const [, word] = /\}-([a-z]+)\.tsx$/.exec(pattern) ?? [];
  return word === undefined ? usual : word.charAt(0).toUpperCase() + word.slice(1);
}

const local = (name: string): string => (LOCALS.has(name) ? `${name}_` : name);
const free = (name: string, suffix: string): string => (IMPORTED.has(name) ? `${name}${suffix}` : name);
/** `class_` is reserved alone only: `classCreateSchema`. */
const schemaStem = (camel: string): string => camel.replace(/_$/, '');
