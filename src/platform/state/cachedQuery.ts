import type { z } from 'zod';
import type { SqlReader } from './sqlDatabase';

interface Known<T> {
  readonly changes: number;
  readonly rows: readonly T[];
}

/** In keys, of one database: those of the runs that somebody looks at. */
const LIMIT = 32;

/**
 * A question about one table that is asked again and again while a run is carried out. Its rows are read, checked and
 * turned into the model's types once, until somebody writes to the table; so nobody may change them.
 */
export class CachedQuery<T> {
  private readonly schema: z.ZodType<T>;
  private readonly table: string;
  private readonly sql: string;
  private readonly known = new WeakMap<SqlReader, Map<string, Known<T>>>();

  /** `rest` follows `SELECT * FROM <table> WHERE` and has one parameter. */
  constructor(schema: z.ZodType<T>, table: string, rest: string) {
    this.schema = schema;
    this.table = table;
    this.sql = `SELECT * FROM ${table} WHERE ${rest}`;
  }

  all(reader: SqlReader, key: string): readonly T[] {
    const byKey = this.known.get(reader) ?? new Map<string, Known<T>>();
    this.known.set(reader, byKey);
    const changes = reader.changesOf(this.table);
    const found = byKey.get(key);
    if (found?.changes === changes) return found.rows;
    const rows = reader.all(this.schema, this.sql, [key]);
    byKey.delete(key);
    byKey.set(key, { changes, rows });
    for (const oldest of byKey.keys()) {
      if (byKey.size <= LIMIT) break;
      byKey.delete(oldest);
    }
    return rows;
  }
}
