import type { AppError } from '../../core/model/appError';
import type { Clock, Random } from '../../core/ports/system';
import type { ArchivePorts } from './runArchive';
import type { BlobStore } from './blobStore';
import type { Change } from './commitLog';
import type { Operation } from './journalRecord';
import type { SqlReader } from './sqlDatabase';

/** What the methods of the store are built from. */
export interface StoreContext {
  read(): Promise<SqlReader>;
  /** Resolves when the change is durable. `build` may throw to refuse. */
  commit<T>(build: (reader: SqlReader) => Change<T>): Promise<T>;
  /** Throws where the store is read-only. */
  saveBlobs(texts: Iterable<string>): Promise<void>;
  /** Bytes of the store on disk. */
  size(): Promise<number>;
  /** Where reports of forgotten runs are. */
  readonly archive: Omit<ArchivePorts, 'random'>;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * An INSERT of a row. With `key`, a row that has it already is updated and keeps its place in the order of insertion.
 * Names come from code, never from data.
 */
export function insert(
  table: string,
  row: Readonly<Record<string, string | number | boolean | null>>,
  key: readonly string[] = [],
): Operation {
  const names = Object.keys(row);
  const update = names.filter((name) => !key.includes(name)).map((name) => `${name} = excluded.${name}`);
  const values = names.map(() => '?').join(', ');
  const conflict =
    key.length === 0 ? '' : ` ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${update.join(', ')}`;
  return {
    sql: `INSERT INTO ${table} (${names.join(', ')}) VALUES (${values})${conflict}`,
    params: Object.values(row).map(sqlValue),
  };
}

function sqlValue(value: string | number | boolean | null): string | number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  // SQLite's text ends at NUL when sql.js reads it back.
  return typeof value === 'string' ? value.replaceAll('\0', '\u2400') : value;
}

export function requireRow<T>(row: T | undefined, missing: () => AppError): T {
  if (row === undefined) throw missing();
  return row;
}
