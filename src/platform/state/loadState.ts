import path from 'node:path';
import { crc32 } from 'node:zlib';
import type { SqlJsStatic } from 'sql.js';
import { AppError, toAppError } from '../../core/model/appError';
import { SqlDatabase } from './sqlDatabase';
import { replayJournals, type ReplayStop } from './replayJournals';
import { parseListing, type SnapshotName } from './storeLayout';
import { writeSynced, type StoreFiles } from './storeFiles';

export interface LoadOptions {
  readonly files: StoreFiles;
  readonly folder: string;
  readonly engine: SqlJsStatic;
  /** Highest record to load. */
  readonly limit: number;
  /** `keepCopies` only for the one writer: copies of damaged files stay beside them. */
  readonly damage: 'keepCopies' | 'leave';
}

export interface LoadedState {
  readonly database: SqlDatabase;
  readonly seq: number;
  readonly snapshotSeq: number;
  /** What was lost or left out, for people. */
  readonly notices: readonly string[];
}

/**
 * Builds the database from the newest valid snapshot and the journals after it. A damaged snapshot is replaced by the
 * previous one and its journals; when those do not reach as far, throws AppError `storeCorrupt`.
 */
export async function loadState(options: LoadOptions): Promise<LoadedState> {
  const { files, folder, engine, limit } = options;
  const listing = parseListing(await files.list(folder));
  const snapshots = listing.snapshots.filter((snapshot) => snapshot.seq <= limit);
  const known = Math.max(0, ...snapshots.map(({ seq }) => seq), ...listing.journals.map(({ base }) => base));
  const damaged: string[] = [];
  for (const snapshot of [...snapshots, undefined]) {
    const bytes = snapshot === undefined ? undefined : await readSnapshot(files, folder, snapshot);
    if (snapshot !== undefined && bytes === undefined) {
      damaged.push(snapshot.name);
      continue;
    }
    const database = new SqlDatabase(engine, bytes);
    const start = snapshot?.seq ?? 0;
    try {
      const replay = await replayJournals({
        files,
        folder,
        database,
        journals: listing.journals,
        start,
        limit,
      });
      if (replay.seq < Math.min(known, limit) && (damaged.length > 0 || !stoppedAtDamage(replay.stops))) {
        database.close();
        break;
      }
      const copies = await keepCopies(options, [...damaged, ...damagedJournals(replay.stops)]);
      const notices = [
        ...damaged.map((name) => `${name} is damaged; everything in it was read from the journal.`),
        ...replay.stops.map(describeStop),
        ...copies.map((copy) => `A copy of the damaged file is kept: ${copy}`),
      ];
      return { database, seq: replay.seq, snapshotSeq: start, notices };
    } catch (failure) {
      database.close();
      throw failure;
    }
  }
  const copies = await keepCopies(options, damaged);
  throw new AppError(
    'storeCorrupt',
    `The run store in ${folder} is damaged and cannot be rebuilt from its journal.` +
      (copies.length === 0 ? '' : ` Copies of the damaged files are kept: ${copies.join(', ')}.`),
    'Move the folder away to start with an empty store; files in the workspace are not affected.',
  );
}

async function readSnapshot(
  files: StoreFiles,
  folder: string,
  snapshot: SnapshotName,
): Promise<Uint8Array | undefined> {
  const bytes = await files.read(path.join(folder, snapshot.name));
  return bytes !== undefined && crc32(bytes) === snapshot.checksum ? bytes : undefined;
}

const stoppedAtDamage = (stops: readonly ReplayStop[]): boolean => damagedJournals(stops).length > 0;

function damagedJournals(stops: readonly ReplayStop[]): readonly string[] {
  return stops.flatMap((stop) => (stop.kind === 'corrupt' ? [stop.journal] : []));
}

function describeStop(stop: ReplayStop): string {
  switch (stop.kind) {
    case 'torn':
      return `${stop.journal}: ${stop.bytes} bytes of a write that was never finished were dropped.`;
    case 'corrupt':
      return stop.acknowledged
        ? `${stop.journal}: record ${stop.seq} is damaged. It had been acknowledged: it and what came after it are lost.`
        : `${stop.journal}: record ${stop.seq} is damaged and was dropped with what came after it.`;
  }
}

async function keepCopies(options: LoadOptions, names: readonly string[]): Promise<readonly string[]> {
  const { files, folder, damage } = options;
  if (damage === 'leave') return [];
  const copies: string[] = [];
  for (const name of names) {
    const copy = path.join(folder, `damaged-${name}`);
    try {
      const bytes = await files.read(path.join(folder, name));
      if (bytes !== undefined && (await files.size(copy)) === undefined)
        await writeSynced(files, copy, bytes);
      copies.push(copy);
    } catch (failure) {
      // Opening what is still good matters more than the copy.
      copies.push(`${copy} (not written: ${toAppError(failure).message})`);
    }
  }
  return copies;
}
