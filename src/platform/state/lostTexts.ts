import { z } from 'zod';
import type { Operation } from './journalRecord';
import type { SqlReader } from './sqlDatabase';

/** Rows that refer to texts: what names a row, and the columns with hashes, whole or inside of JSON. */
const REFERRING = [
  {
    table: 'review_files',
    key: 'path',
    columns: ['change_base', 'change_proposed', 'base', 'proposed', 'state'],
  },
  { table: 'applied_writes', key: 'sequence', columns: ['before_hash', 'after_hash'] },
  { table: 'artifacts', key: 'id', columns: ['hash'] },
] as const;

const row = z.object({ key: z.union([z.string(), z.number()]), run_id: z.string(), hashes: z.string() });

export interface LostTexts {
  readonly operations: readonly Operation[];
  /** For people; undefined when nothing is missing. */
  readonly notice: string | undefined;
}

/**
 * What a store does about rows whose texts are gone or damaged (somebody cleaned its folder, a bad disk): they go too, and
 * their runs have failed. Otherwise not even the list of runs could be shown, and nothing new be started.
 */
export function leaveOutLostTexts(reader: SqlReader, lost: ReadonlySet<string>): LostTexts {
  if (lost.size === 0) return { operations: [], notice: undefined };
  const runs = new Set<string>();
  const deletions = REFERRING.flatMap(({ table, key, columns }) => {
    const hashes = columns.map((name) => `coalesce(${name}, '')`).join(" || ' ' || ");
    return reader
      .all(row, `SELECT ${key} AS key, run_id, ${hashes} AS hashes FROM ${table}`)
      .filter((found) => (found.hashes.match(/[0-9a-f]{64}/g) ?? []).some((hash) => lost.has(hash)))
      .map((found) => {
        runs.add(found.run_id);
        return {
          sql: `DELETE FROM ${table} WHERE run_id = ? AND ${key} = ?`,
          params: [found.run_id, found.key],
        };
      });
  });
  if (runs.size === 0) return { operations: [], notice: undefined };
  const error =
    'Texts of this run were removed from its storage folder or damaged: not all of it can be reviewed or rolled back.';
  const failed = [...runs].map((id) => ({
    sql: "UPDATE runs SET error = ?, status = CASE status WHEN 'rolledBack' THEN status ELSE 'failed' END WHERE id = ?",
    params: [error, id],
  }));
  return {
    operations: [...deletions, ...failed],
    notice: `Texts were removed from the storage folder of this workspace, or damaged: ${runs.size} ${runs.size === 1 ? 'run is' : 'runs are'} incomplete. Start again what you still need.`,
  };
}
