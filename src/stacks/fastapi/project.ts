import { z } from 'zod';
import { byObject } from '../../shared/byObject';

/** A name and the module that it is imported from. */
const symbolSchema = z.object({ module: z.string(), name: z.string() });
export type PySymbol = z.infer<typeof symbolSchema>;

const mixinColumnSchema = z.object({
  name: z.string(),
  /** As a migration writes it, e.g. `sa.String(length=64)`. */
  type: z.string(),
  nullable: z.boolean(),
  index: z.boolean(),
  /** `sort_order` of the column: where it stands in its table. */
  order: z.number(),
});

const mixinSchema = symbolSchema.extend({ columns: z.array(mixinColumnSchema) });
export type Mixin = z.infer<typeof mixinSchema>;

/** Where files of a kind live; `pattern` is the file name without `.py`, of `{snake}` and `{plural}`. */
const placeSchema = z.object({ folder: z.string(), pattern: z.string() });
export type Place = z.infer<typeof placeSchema>;

const groupSchema = z.object({
  /** As in `spec.group`. */
  name: z.string(),
  /** What the routes of the group start with, e.g. `/setting`. */
  prefix: z.string(),
  path: z.string(),
  /** Function that registers, null where the file does so by itself. */
  function: z.string().nullable(),
  /** Members are imported as `from <module> import router as x_router`, or as modules whose `router` is included. */
  members: z.enum(['routers', 'modules']),
  /** Variable whose `include_router` is called. */
  router: z.string(),
  routers: placeSchema,
  /** Guards of the sibling routes, most used first; more than one: the siblings disagree. */
  readers: z.array(symbolSchema),
  writers: z.array(symbolSchema),
});
export type RouterGroup = z.infer<typeof groupSchema>;

const migrationsSchema = z.object({
  folder: z.string(),
  revisions: z.array(z.object({ revision: z.string(), path: z.string(), down: z.array(z.string()) })),
  heads: z.array(z.string()),
  /** `0001`, `0002`, ...: digits of the number; null for hashes. */
  digits: z.number().nullable(),
  /** File name without `.py`, of `{revision}` and `{slug}`. */
  pattern: z.string(),
  /** env.py switches SQLite's foreign keys off while it migrates. */
  foreignKeysOff: z.boolean(),
});
export type Migrations = z.infer<typeof migrationsSchema>;

/** Tests, and what their conftest hands out. */
const testsSchema = placeSchema.extend({
  fixtures: z.array(z.string()),
  /** The fixture of a session, null when none says that it is one. */
  session: z.string().nullable(),
  /** Type of the fixture `client`. */
  client: symbolSchema.nullable(),
  /** Type of the fixture `count_statements`. */
  counter: symbolSchema.nullable(),
  /** Functions of test modules that add records which tests of others refer to, where they are not there yet. */
  adders: z.array(
    z.object({
      entity: z.string(),
      adder: symbolSchema,
      /** Test modules that its own imports. */
      imports: z.array(z.string()),
    }),
  ),
  /** What asynchronous tests are marked with to run; null when nothing says how they run. */
  mark: z.enum(['none', 'anyio']).nullable(),
});

/** Helpers of the host that generated code calls, by what they do. */
export const HELPER_ROLES = {
  SortColumn: 'SortColumn',
  RowPage: 'RowPage',
  isDeleted: 'is_deleted',
  matches: 'matches',
  equals: 'equals',
  between: 'between',
  oneOf: 'one_of',
  linkedTo: 'linked_to',
  ordered: 'ordered',
  fetchPage: 'fetch_page',
  streamRows: 'stream_rows',
  fetchOptions: 'fetch_options',
  getRecord: 'get_record',
  getRelated: 'get_related',
  createRecord: 'create_record',
  updateRecord: 'update_record',
  deleteRecord: 'delete_record',
  deleteRecords: 'delete_records',
  restoreRecord: 'restore_record',
  csvResponse: 'csv_response',
  invalid: 'invalid',
  checkMayList: 'check_may_list',
  Int32: 'Int32',
  RecordId: 'RecordId',
  BigIntStr: 'BigIntStr',
  DecimalStr: 'DecimalStr',
  PlainText: 'PlainText',
  UtcInstant: 'UtcInstant',
  RequestModel: 'RequestModel',
  ReadModel: 'ReadModel',
  AuditRead: 'AuditRead',
  ListParams: 'ListParams',
  SortOrder: 'SortOrder',
  Page: 'Page',
  OptionParams: 'OptionParams',
  Option: 'Option',
  BulkIds: 'BulkIds',
  BulkDeleted: 'BulkDeleted',
  User: 'User',
} as const;
export type HelperRole = keyof typeof HELPER_ROLES;

/** Other names that hosts give to these helpers. */
export const HELPER_NAMES: Readonly<Record<string, readonly string[]>> = {
  AuditRead: ['TimestampedRead', 'TimestampRead', 'AuditedRead'],
};

const helpersSchema = z.record(z.string(), symbolSchema);

/** What generation needs to know of a FastAPI project. JSON. */
export const fastapiProjectSchema = z.object({
  /** Folder relative to the workspace, '' for the workspace itself. Modules are named from here. */
  folder: z.string(),
  /** Folder below the project that modules are named from, '' for the project itself. Places of modules are below it. */
  root: z.string(),
  evidence: z.array(z.object({ claim: z.string(), path: z.string(), line: z.number() })),
  conventions: z.array(z.string()),
  /** Conventions that generation does not know; when there are any, nothing is proposed. */
  unsupported: z.array(z.string()),
  /** How a tool of its environment is called in its folder, e.g. `uv run {tool}`. */
  toolCall: z.string(),
  entities: z.array(
    z.object({
      /** Class. */
      name: z.string(),
      table: z.string(),
      path: z.string(),
      line: z.number(),
      module: z.string(),
      softDelete: z.boolean(),
      /** Modules that its file imports when it is run. */
      imports: z.array(z.string()),
      /** Tables that foreign keys of its class refer to. */
      references: z.array(z.string()),
      /** Columns that a new row must be given, for rows that tests refer to. */
      needs: z.array(
        z.object({
          attribute: z.string(),
          /** Python type. */
          type: z.string(),
          /** Module that the type is defined in, when the project does. */
          module: z.string().nullable(),
          /** Class of the target of a foreign key. */
          target: z.string().nullable(),
          unique: z.boolean(),
          /** Length of a text, digits after the point of a decimal. */
          size: z.number().nullable(),
        }),
      ),
    }),
  ),
  /** Top-level classes and variables of the model file: names that are taken. */
  modelNames: z.array(z.string()),
  width: z.number(),
  firstParty: z.array(z.string()),
  sessions: z.enum(['sync', 'async']),
  tableNaming: z.enum(['singular', 'plural']),
  /** The file of all models, null where they have a file each. */
  models: z.object({ path: z.string(), module: z.string() }).nullable(),
  /** Where models with a file each live; `index` is the package that imports all of them. */
  modelFiles: placeSchema
    .extend({ index: z.object({ path: z.string(), module: z.string() }).nullable() })
    .nullable(),
  base: symbolSchema.nullable(),
  /** Naming convention of constraints, by kind (`ix`, `uq`, `ck`, `fk`, `pk`). */
  naming: z.record(z.string(), z.string()),
  /** Longest value of an enumeration that the base stores by itself. */
  enumLength: z.number(),
  mixins: z.object({
    audit: mixinSchema.nullable(),
    softDelete: mixinSchema.nullable(),
    version: mixinSchema.nullable(),
  }),
  session: symbolSchema.nullable(),
  /** SQLite checks foreign keys in this project, which it does not by itself. */
  foreignKeysOn: z.boolean(),
  /** What functions call the session they are given, e.g. `db`. */
  sessionName: z.string(),
  schemas: placeSchema,
  crud: placeSchema,
  tests: testsSchema.nullable(),
  /** The host's function of the current time in UTC. */
  utcNow: symbolSchema.nullable(),
  groups: z.array(groupSchema),
  migrations: migrationsSchema.nullable(),
  helpers: helpersSchema,
});
export type FastapiProject = z.infer<typeof fastapiProjectSchema>;

/** A profile as it comes back from a workflow. Throws what the schema throws. */
export const readFastapiProject = byObject((profile) => fastapiProjectSchema.parse(profile));
