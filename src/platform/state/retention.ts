import { z } from 'zod';
import type { RunId } from '../../core/model/ids';
import type { Operation } from './journalRecord';
import { runIdColumn } from './rowSchemas';
import type { SqlReader } from './sqlDatabase';

/** Runs that are kept unless the configuration says otherwise; older ones as well while something is left to do in them. */
export const KEPT_RUNS = 50;
export const ARCHIVED_RUNS = 500;

/** Tables with rows of a run, in an order that no reference forbids. `runs` comes after them. */
export const RUN_TABLES = [
  'findings',
  'spans',
  'alerts',
  'artifacts',
  'manual_interventions',
  'checks',
  'review_files',
  'applied_writes',
  'executions',
  'phases',
] as const;

const idRow = z.object({ id: runIdColumn });

/** At one opening: whoever set a lower number waits a moment for each. */
const AT_ONCE = 100;

/** Runs that are over and older than the newest ones, oldest first. */
export function oldRuns(reader: SqlReader, kept: number): readonly RunId[] {
  const sql = `SELECT id FROM runs WHERE status IN ('completed', 'failed', 'cancelled', 'rolledBack')
    AND rowid NOT IN (SELECT rowid FROM runs ORDER BY rowid DESC LIMIT ?) ORDER BY rowid LIMIT ?`;
  return reader.all(idRow, sql, [kept, AT_ONCE]).map(({ id }) => id);
}

/** What removes runs with all that belongs to them. */
export function forgetRuns(runs: readonly RunId[]): readonly Operation[] {
  return runs.flatMap((id) => [
    ...RUN_TABLES.map((table) => ({ sql: `DELETE FROM ${table} WHERE run_id = ?`, params: [id] })),
    { sql: 'DELETE FROM runs WHERE id = ?', params: [id] },
  ]);
}

const hashRow = z.object({ hash: z.string().nullable() });
const stateRow = z.object({ state: z.string() });

/** Hashes of all texts that rows refer to. */
export function referencedTexts(reader: SqlReader): ReadonlySet<string> {
  const columns = [
    'SELECT hash FROM artifacts',
    'SELECT before_hash FROM applied_writes',
    'SELECT after_hash FROM applied_writes',
    ...['change_base', 'change_proposed', 'base', 'proposed'].map(
      (name) => `SELECT ${name} FROM review_files`,
    ),
  ];
  const hashes = reader.all(hashRow, `SELECT hash FROM (${columns.join(' UNION ')})`);
  // The steps of a decision hold hashes inside of JSON; what only looks like one keeps a text too many.
  const states = reader.all(stateRow, 'SELECT state FROM review_files');
  return new Set([
    ...hashes.flatMap(({ hash }) => (hash === null ? [] : [hash])),
    ...states.flatMap(({ state }) => state.match(/[0-9a-f]{64}/g) ?? []),
  ]);
}
