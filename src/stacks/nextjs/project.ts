import { z } from 'zod';
import { byObject } from '../../shared/byObject';

/** A name exported by a module of the host, as generated code imports it. */
export const hostSymbolSchema = z.object({
  /** Import specifier, e.g. `@/components/data-table/data-table`. */
  module: z.string(),
  name: z.string(),
});
export type HostSymbol = z.infer<typeof hostSymbolSchema>;

/** What a part of a generated frontend needs of its host, by role. */
export const ROLES = [
  'dataTable',
  'pageHeader',
  'columns',
  'textCell',
  'numberCell',
  'booleanCell',
  'dateCell',
  'datetimeCell',
  'relationCell',
  'booleanFilter',
  'selectFilter',
  'rangeFilter',
  'relationFilter',
  'textField',
  'textareaField',
  'numberField',
  'decimalField',
  'checkboxField',
  'selectField',
  'dateField',
  'datetimeField',
  'timeField',
  'jsonField',
  'fileField',
  'relationField',
  'relationManyField',
  'formSheet',
  'entityContext',
  'entityForm',
  'localized',
  'proxy',
  'session',
  'auditFields',
  'jsonValueType',
  'plainText',
  'decimalString',
  'bigintString',
  'jsonValue',
  'fieldFrame',
  'fieldProps',
  'formField',
  'select',
  'input',
  'button',
  'closeIcon',
  'relationCombobox',
  'options',
  'optionLabel',
  'isEntityId',
  'entityId',
  'entityRow',
  'entityList',
  'relationsCell',
  'textFilter',
  'optionalBooleanField',
  'payloadField',
] as const;
export type Role = (typeof ROLES)[number];

/** Role, where it was found; what is not in it was not found. */
const symbolsSchema = z.partialRecord(z.enum(ROLES), hostSymbolSchema);

export const nextjsProjectSchema = z.object({
  /** Folder relative to the workspace, '' for the workspace itself. */
  folder: z.string(),
  evidence: z.array(z.object({ claim: z.string(), path: z.string(), line: z.number() })),
  /** One line each, for people. */
  conventions: z.array(z.string()),
  /** Conventions that generation does not support; nothing is proposed while there is one. */
  unsupported: z.array(z.string()),
  /** How an installed tool and a script are called in the folder, e.g. `npx {tool}` and `npm run {script}`. */
  toolCall: z.string(),
  scriptCall: z.string(),
  /** What was looked for and not found; parts of a generation that need it fail with its message. */
  missing: z.array(z.object({ role: z.enum(ROLES), message: z.string(), suggestion: z.string() })),
  /**
   * Entities that have types; `path` is workspace-relative, `line` 1-based, `api` its collection in the frontend's own API,
   * null when it has none.
   */
  entities: z.array(
    z.object({ name: z.string(), path: z.string(), line: z.number(), api: z.string().nullable() }),
  ),
  style: z.object({
    width: z.number(),
    quotes: z.enum(['single', 'double']),
    semi: z.boolean(),
    typeImports: z.enum(['inline', 'statement', 'mixed']),
  }),
  /** `@/` and the folder below the project that it stands for, `''` or `src`. */
  alias: z.object({ prefix: z.string(), folder: z.string() }),
  /** Folders below the project. */
  folders: z.object({ types: z.string(), api: z.string(), pages: z.string(), components: z.string() }),
  /** Parts of an entity's page below its folder, of `{kebab}` and `{plural}`. */
  pageFiles: z.object({
    context: z.string(),
    table: z.string(),
    columns: z.string(),
    filters: z.string(),
    form: z.string(),
    addSheet: z.string(),
    editSheet: z.string(),
  }),
  /** What the factory of contexts answers, and the members of a context that open and close its sheets. */
  contextKeys: z.object({
    provider: z.string(),
    hook: z.string(),
    sheet: z.string(),
    closeSheet: z.string(),
  }),
  symbols: symbolsSchema,
  /** Groups of the sidebar. */
  groups: z.array(z.string()),
  /**
   * What the host's lists can be told: which controls an entity has, and that its rows are deleted for good; and whether
   * they have a control for a range of times of day.
   */
  lists: z.object({ capabilities: z.boolean(), permanentDeletion: z.boolean(), timeRanges: z.boolean() }),
  /** Layout that each group of pages has, null where the groups share one. `component` is its name in `text`. */
  groupLayout: z.object({ component: z.string(), text: z.string() }).nullable(),
  /** Folders of groups that have a layout of their own. */
  layoutGroups: z.array(z.string()),
  /**
   * The array that the sidebar is made from, null where there is none. `items` is the property of a group that holds its
   * pages, null where the pages stand in no groups. Paths are below the project.
   */
  navigation: z
    .object({
      path: z.string(),
      variable: z.string(),
      items: z.string().nullable(),
      keys: z.object({ label: z.string(), href: z.string() }),
    })
    .nullable(),
  /** Properties of the message files that hold the labels of the sidebar's pages and groups, null where there are none. */
  navigationMessages: z.object({
    items: z.array(z.string()).nullable(),
    groups: z.array(z.string()).nullable(),
  }),
  /** Message files, the first one is the language that others are translated from. Paths below the project. */
  messages: z.array(z.object({ locale: z.string(), path: z.string() })),
});
export type NextjsProject = z.infer<typeof nextjsProjectSchema>;

/** A profile as it comes back from a workflow. */
export const readNextjsProject = byObject((profile) => nextjsProjectSchema.safeParse(profile));
