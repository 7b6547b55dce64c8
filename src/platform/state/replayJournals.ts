import path from 'node:path';
import { AppError } from '../../core/model/appError';
import { decodeRecord, findRecordAfter, isWholeRecord } from './journalRecord';
import type { SqlDatabase } from './sqlDatabase';
import type { StoreFiles } from './storeFiles';
import { journalLimit, type JournalName } from './storeLayout';

/** Why a journal was not read to its end. */
export type ReplayStop =
  | { readonly kind: 'torn'; readonly journal: string; readonly bytes: number }
  | {
      readonly kind: 'corrupt';
      readonly journal: string;
      readonly seq: number;
      /** A later record proves that the writer had been told that this one is safe. */
      readonly acknowledged: boolean;
    };

export interface ReplayInput {
  readonly files: StoreFiles;
  readonly folder: string;
  readonly database: SqlDatabase;
  readonly journals: readonly JournalName[];
  /** The record that the database holds already. */
  readonly start: number;
  readonly limit: number;
}

/** Applies the records after `start` that count, in order, up to the first that is cut off, damaged or missing. */
export async function replayJournals(
  input: ReplayInput,
): Promise<{ readonly seq: number; readonly stops: readonly ReplayStop[] }> {
  const stops: ReplayStop[] = [];
  let seq = input.start;
  for (const [index, journal] of input.journals.entries()) {
    const limit = Math.min(input.limit, journalLimit(input.journals, index));
    if (limit <= seq) continue;
    if (journal.base > seq) break;
    const bytes = (await input.files.read(path.join(input.folder, journal.name))) ?? new Uint8Array();
    let offset = 0;
    while (offset < bytes.length && seq < limit) {
      const decoded = decodeRecord(bytes, offset);
      if (decoded === undefined || decoded.record.seq > seq + 1) {
        stops.push(describe(journal.name, bytes, offset, seq + 1));
        break;
      }
      offset += decoded.size;
      if (decoded.record.seq <= seq) continue;
      applyRecord(input, journal.name, () => {
        input.database.migrate(decoded.record.version);
        input.database.apply(decoded.record.operations);
      });
      seq = decoded.record.seq;
    }
  }
  return { seq, stops };
}

function describe(journal: string, bytes: Uint8Array, offset: number, seq: number): ReplayStop {
  const later = findRecordAfter(bytes, offset);
  if (later !== undefined || isWholeRecord(bytes, offset)) {
    return { kind: 'corrupt', journal, seq, acknowledged: later !== undefined && later.durable >= seq };
  }
  return { kind: 'torn', journal, bytes: bytes.length - offset };
}

function applyRecord(input: ReplayInput, journal: string, apply: () => void): void {
  try {
    apply();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError(
      'storeCorrupt',
      `The journal ${path.join(input.folder, journal)} does not fit its snapshot.`,
      'Move the folder away to start with an empty store; files in the workspace are not affected.',
      { cause },
    );
  }
}
