import path from 'node:path';
import { AppError, toAppError } from '../../core/model/appError';
import type { StateStore } from '../../core/ports/stateStore';
import type { Assets, Clock, Hasher, Log, Random } from '../../core/ports/system';
import { backUpOlder } from './backUpOlder';
import { BlobStore } from './blobStore';
import { CommitLog } from './commitLog';
import { JournalWriter } from './journalWriter';
import { ARCHIVED_RUNS, forgetRuns, KEPT_RUNS, oldRuns, referencedTexts } from './retention';
import { archiveRun, limitArchive } from './runArchive';
import { takeLease, type Lease } from './lease';
import type { LeaseRecord } from './leaseRecord';
import { leaveOutLostTexts } from './lostTexts';
import { loadState, type LoadedState } from './loadState';
import { nodeProcessTable, type ProcessTable } from '../processes/processTable';
import { SCHEMA_VERSION } from './schema';
import { storeMeasure } from './storeSize';
import { loadSqlEngine } from './sqlDatabase';
import { sqlStateStore } from './sqlStateStore';
import type { StoreFiles } from './storeFiles';
import { archiveFolder, blobFolder, parseListing } from './storeLayout';

export interface OpenStoreOptions {
  /** Absolute; made when missing. */
  readonly folder: string;
  readonly holder: LeaseRecord['holder'];
  /** For people who find the store held, e.g. `VS Code, folder shop`. */
  readonly label: string;
  readonly files: StoreFiles;
  readonly assets: Assets;
  readonly clock: Clock;
  readonly random: Random;
  readonly hasher: Hasher;
  readonly log: Log;
  readonly processes?: ProcessTable;
  /** Commits between two snapshots, 200 when left out. */
  readonly snapshotEvery?: number;
  /** Runs that are kept however long ago they were, 50 when left out. */
  readonly keptRuns?: number;
  /** Reports of older ones that are kept, 500 when left out. */
  readonly archivedRuns?: number;
}

export type OpenOutcome =
  /** `notices` say what was lost or left out, for people; empty nearly always. */
  | { readonly kind: 'opened'; readonly store: StateStore; readonly notices: readonly string[] }
  | { readonly kind: 'held'; readonly by: LeaseRecord };

/** Opens the run store for writing. Throws AppError `storeCorrupt`, `storageFailed`. */
export async function openStore(options: OpenStoreOptions): Promise<OpenOutcome> {
  try {
    await options.files.ensureFolder(options.folder);
    await options.files.ensureFolder(blobFolder(options.folder));
    const outcome = await takeLease({ ...options, processes: options.processes ?? nodeProcessTable });
    if (outcome.kind === 'held') return outcome;
    try {
      return await openWith(options, outcome.lease);
    } catch (failure) {
      await outcome.lease.release();
      throw failure;
    }
  } catch (failure) {
    throw openError(options.folder, failure);
  }
}

async function openWith(options: OpenStoreOptions, lease: Lease): Promise<OpenOutcome> {
  const { files, folder, log, random } = options;
  const engine = await loadSqlEngine(options.assets);
  const load = async (limit: number, damage: 'keepCopies' | 'leave'): Promise<LoadedState> => {
    const state = await loadState({ files, folder, engine, limit, damage });
    try {
      await backUpOlder(options, state);
      state.database.migrate(SCHEMA_VERSION);
      return state;
    } catch (failure) {
      state.database.close();
      throw failure;
    }
  };
  const state = await load(Number.POSITIVE_INFINITY, 'keepCopies');
  for (const notice of state.notices) log.warn('run store', { notice });
  const journal = new JournalWriter({ files, folder, lease, random });
  const commits = new CommitLog({
    state,
    lease,
    journal,
    log,
    reload: (seq) => load(seq, 'leave'),
    snapshotEvery: options.snapshotEvery ?? 200,
  });
  try {
    await journal.start(state.seq);
    await removeTemporary(options);
    await journal.removeSuperfluous();
    const blobs = new BlobStore({ ...options, epoch: lease.epoch });
    const notices = await leaveOutLost(options, state, blobs, commits);
    const store = storeOver(options, commits, blobs, lease);
    await retire(options, store, commits);
    return { kind: 'opened', store, notices: [...state.notices, ...notices] };
  } catch (failure) {
    await commits.discard();
    throw failure;
  }
}

/** Texts that nothing refers to go, and rows whose texts are gone. Answers what to say of it. */
async function leaveOutLost(
  { log }: OpenStoreOptions,
  state: LoadedState,
  blobs: BlobStore,
  commits: CommitLog,
): Promise<readonly string[]> {
  // By what was loaded, before runs are forgotten: should this commit be lost, its texts are still there.
  const referenced = referencedTexts(state.database);
  const superfluous = await blobs.takeOver(referenced);
  await blobs.remove(superfluous).catch((failure: unknown) => {
    log.warn('texts that nothing refers to were not removed', { message: toAppError(failure).message });
  });
  const missing = await blobs.findLost(referenced);
  const lost = await commits.commit((reader) => {
    const { operations, notice } = leaveOutLostTexts(reader, missing);
    return { operations, result: notice };
  });
  return lost === undefined ? [] : [lost];
}

/** Old runs go once their reports are safe; where that fails they stay until the next opening. */
async function retire(options: OpenStoreOptions, store: StateStore, commits: CommitLog): Promise<void> {
  const { keptRuns = KEPT_RUNS, archivedRuns = ARCHIVED_RUNS, log } = options;
  const old = oldRuns(await commits.read(), keptRuns);
  if (old.length === 0) return;
  try {
    for (const id of archivedRuns === 0 ? [] : old) {
      const run = await store.getRun(id);
      if (run !== undefined) await archiveRun(options, run, (format) => store.exportRunSummary(id, format));
    }
    await limitArchive(options, archivedRuns);
  } catch (failure) {
    log.warn('old runs were not archived', { message: toAppError(failure).message });
    return;
  }
  await commits.commit(() => ({ operations: forgetRuns(old), result: undefined }));
  commits.compact();
}

function storeOver(
  options: OpenStoreOptions,
  commits: CommitLog,
  blobs: BlobStore,
  lease: Lease,
): StateStore {
  const context = {
    read: () => commits.read(),
    commit: commits.commit.bind(commits),
    saveBlobs: (texts: Iterable<string>) => commits.guard(() => blobs.save(texts)),
    size: storeMeasure(options),
    archive: options,
    blobs,
    clock: options.clock,
    random: options.random,
  };
  return sqlStateStore(context, async () => {
    await commits.close();
    await lease.release();
  });
}

/** What crashes left half written. */
async function removeTemporary({ files, folder }: OpenStoreOptions): Promise<void> {
  for (const place of [folder, blobFolder(folder), archiveFolder(folder)]) {
    const { temporary } = parseListing(await files.list(place));
    for (const name of temporary) await files.unlink(path.join(place, name));
  }
}

function openError(folder: string, failure: unknown): AppError {
  if (failure instanceof AppError) return failure;
  return new AppError(
    'storageFailed',
    `The run store in ${folder} could not be opened: ${toAppError(failure).message}`,
    'Check free space and permissions of that folder, then try again.',
    { cause: failure },
  );
}
