import type { Database, SqlJsStatic, Statement } from 'sql.js';
import { z } from 'zod';
import { AppError } from '../../core/model/appError';
import type { Assets } from '../../core/ports/system';
import { messageOf } from '../../shared/messageOf';
import type { Operation } from './journalRecord';
import { MIGRATIONS } from './schema';

/** Reads rows. `schema` checks each row, an object by column name. */
export interface SqlReader {
  all<T>(schema: z.ZodType<T>, sql: string, params?: Operation['params']): readonly T[];
  /** A number that is another one after each write to the table. */
  changesOf(table: string): number;
}

/** The database's files are memory already: its own journal and flushes in there would protect nothing. */
const SETTINGS = 'PRAGMA foreign_keys = ON; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF';

/** Of a database's pages, from which on rebuilding it is worth the time. */
const EMPTY_SHARE = 0.25;

const countRow = z.object({ count: z.int() });
const versionRow = z.object({ user_version: z.int() });

/** Databases of stores that were given up without closing: their memory is outside what the collector frees. */
const abandoned = new FinalizationRegistry<Database>((database) => database.close());

/** A database in memory. */
export class SqlDatabase implements SqlReader {
  private readonly database: Database;
  /** Compiled once each: the store asks the same few things over and over. */
  private readonly statements = new Map<string, Statement>();
  private readonly changes = new Map<string, number>();
  private changesOfAll = 0;

  constructor(engine: SqlJsStatic, bytes?: Uint8Array) {
    this.database = opened(engine, bytes);
    abandoned.register(this, this.database, this);
  }

  get version(): number {
    return this.all(versionRow, 'PRAGMA user_version')[0]?.user_version ?? 0;
  }

  /** Throws AppError `storageFailed` for a database, or a version asked for, that this program does not know. */
  migrate(version: number): void {
    if (Math.max(this.version, version) > MIGRATIONS.length) throw tooNew();
    for (let next = this.version; next < version; next++) {
      this.atomically(() =>
        this.database.exec(`${MIGRATIONS[next] ?? ''}; PRAGMA user_version = ${next + 1}`),
      );
    }
  }

  /** All of them or none. */
  apply(operations: readonly Operation[]): void {
    this.atomically(() => {
      for (const { sql, params } of operations) {
        this.countChange(sql);
        this.prepared(sql).run([...params]);
      }
    });
  }

  changesOf(table: string): number {
    return this.changesOfAll + (this.changes.get(table) ?? 0);
  }

  all<T>(schema: z.ZodType<T>, sql: string, params: Operation['params'] = []): readonly T[] {
    const statement = this.prepared(sql);
    try {
      statement.bind([...params]);
      const rows: T[] = [];
      while (statement.step()) rows.push(schema.parse(statement.getAsObject()));
      return rows;
    } finally {
      statement.reset();
    }
  }

  /** Rebuilds the database when a good part of it is empty; rows keep their order. Not inside of a transaction. */
  compact(): void {
    const count = (what: string): number =>
      this.all(countRow, `SELECT ${what} AS count FROM pragma_${what}`)[0]?.count ?? 0;
    if (count('freelist_count') < EMPTY_SHARE * count('page_count')) return;
    this.forgetStatements();
    this.database.run('VACUUM');
  }

  export(): Uint8Array {
    this.forgetStatements();
    const bytes = this.database.export();
    // export() closes the database and opens it again, which forgets the settings.
    this.database.run(SETTINGS);
    return bytes;
  }

  close(): void {
    this.forgetStatements();
    abandoned.unregister(this);
    this.database.close();
  }

  private prepared(sql: string): Statement {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.database.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }

  private forgetStatements(): void {
    for (const statement of this.statements.values()) statement.free();
    this.statements.clear();
  }

  /** Nothing in the schema writes to a second table by itself; what is no plain write may have written to all. */
  private countChange(sql: string): void {
    const [, table] = /^(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)/.exec(sql) ?? [];
    if (table === undefined) this.changesOfAll += 1;
    else this.changes.set(table, (this.changes.get(table) ?? 0) + 1);
  }

  private atomically(change: () => void): void {
    this.prepared('BEGIN').run();
    try {
      change();
      this.prepared('COMMIT').run();
    } catch (failure) {
      this.prepared('ROLLBACK').run();
      throw failure;
    }
  }
}

/** The engine's file system has 4,096 places for open databases: one that is not closed takes its place for good. */
function opened(engine: SqlJsStatic, bytes: Uint8Array | undefined): Database {
  let database: Database | undefined;
  try {
    database = new engine.Database(bytes);
    database.run(SETTINGS);
    return database;
  } catch (cause) {
    database?.close();
    throw new Error(`the database was not opened (${messageOf(cause)})`, { cause });
  }
}

function tooNew(): AppError {
  return new AppError(
    'storageFailed',
    'The run store of this workspace was written by a newer version of Groundwork.',
    'Update Groundwork, the extension and the command line alike. Nothing was changed.',
  );
}

const engines = new WeakMap<Assets, Promise<SqlJsStatic>>();

/** Loads sql.js, which nothing may do before a store is opened; once for all stores with the same assets. */
export function loadSqlEngine(assets: Assets): Promise<SqlJsStatic> {
  const known = engines.get(assets);
  if (known !== undefined) return known;
  const loading = load(assets);
  engines.set(assets, loading);
  loading.catch(() => engines.delete(assets));
  return loading;
}

async function load(assets: Assets): Promise<SqlJsStatic> {
  const [{ default: initSqlJs }, bytes] = await Promise.all([
    import('sql.js'),
    assets.bytes('assets/sql-wasm.wasm'),
  ]);
  const wasmBinary = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(wasmBinary).set(bytes);
  return initSqlJs({ wasmBinary });
}
