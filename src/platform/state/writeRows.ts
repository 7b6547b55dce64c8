import { z } from 'zod';
import type { AppliedWrite, StateStore } from '../../core/ports/stateStore';
import { hashColumn, runIdColumn, text } from './rowSchemas';
import { requireRun } from './runRows';
import type { SqlReader } from './sqlDatabase';
import { insert, type StoreContext } from './storeContext';

const writeRow = z
  .object({
    sequence: z.number(),
    run_id: runIdColumn,
    path: text,
    before_hash: hashColumn.nullable(),
    after_hash: hashColumn.nullable(),
    at: text,
  })
  .transform((row): AppliedWrite => ({
    sequence: row.sequence,
    runId: row.run_id,
    path: row.path,
    before: row.before_hash,
    after: row.after_hash,
    at: row.at,
  }));

const lastRow = z.object({ seq: z.number() });

type WriteMethods = Pick<StateStore, 'recordWrites' | 'getWrites' | 'dropWrites' | 'saveTexts' | 'readBlob'>;

export function writeMethods(context: StoreContext): WriteMethods {
  return {
    recordWrites: async (runId, writes) => {
      const texts = writes.flatMap(({ before, after }) => [before, after]).filter((value) => value !== null);
      await context.saveBlobs(texts);
      return context.commit((reader) => {
        requireRun(reader, runId);
        const first = lastSequence(reader) + 1;
        const at = context.clock.now().toISOString();
        const recorded = writes.map(({ path, before, after }, index): AppliedWrite => ({
          sequence: first + index,
          runId,
          path,
          before: before === null ? null : context.blobs.hash(before),
          after: after === null ? null : context.blobs.hash(after),
          at,
        }));
        const operations = recorded.map(({ sequence, path, before, after }) =>
          insert('applied_writes', {
            sequence,
            run_id: runId,
            path,
            before_hash: before,
            after_hash: after,
            at,
          }),
        );
        return { operations, result: recorded };
      });
    },
    getWrites: async (runId) =>
      (await context.read()).all(
        writeRow,
        'SELECT * FROM applied_writes WHERE run_id = ? ORDER BY sequence',
        [runId],
      ),
    dropWrites: (runId, sequences) =>
      context.commit(() => {
        const sql = 'DELETE FROM applied_writes WHERE run_id = ? AND sequence = ?';
        const operations = sequences.map((sequence) => ({ sql, params: [runId, sequence] }));
        return { operations, result: undefined };
      }),
    saveTexts: (texts) => context.saveBlobs(texts),
    readBlob: (hash) => context.blobs.read(hash),
  };
}

/** Never given out twice, dropped ones included: sqlite_sequence remembers the highest. */
function lastSequence(reader: SqlReader): number {
  return reader.all(lastRow, "SELECT seq FROM sqlite_sequence WHERE name = 'applied_writes'")[0]?.seq ?? 0;
}
