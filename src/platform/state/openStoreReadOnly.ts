import path from 'node:path';
import { AppError } from '../../core/model/appError';
import type { StateStore } from '../../core/ports/stateStore';
import { BlobStore } from './blobStore';
import { leaveOutLostTexts } from './lostTexts';
import { loadState, type LoadedState } from './loadState';
import type { OpenStoreOptions } from './openStore';
import { referencedTexts } from './retention';
import { SCHEMA_VERSION } from './schema';
import { loadSqlEngine } from './sqlDatabase';
import { sqlStateStore } from './sqlStateStore';
import { storeMeasure } from './storeSize';
import { parseListing } from './storeLayout';

export type ReadOnlyOptions = Pick<
  OpenStoreOptions,
  'folder' | 'files' | 'assets' | 'clock' | 'random' | 'hasher'
>;

/**
 * The run store while another process holds it, or for a look: takes no lease, writes nothing and follows what the
 * holder commits. Every write throws AppError `storeBusy`.
 */
export async function openStoreReadOnly(options: ReadOnlyOptions): Promise<StateStore> {
  const { files, folder } = options;
  const engine = await loadSqlEngine(options.assets);
  let loaded: { readonly state: LoadedState; readonly fingerprint: string } | undefined;
  const blobs = new BlobStore({ ...options, epoch: null });
  let lost: ReadonlySet<string> | undefined;
  let loading: Promise<LoadedState> = Promise.reject(new Error('not loaded'));
  loading.catch(() => undefined);

  const refresh = async (): Promise<LoadedState> => {
    const before = await fingerprint(options);
    if (loaded?.fingerprint === before) return loaded.state;
    for (let attempt = 1; ; attempt++) {
      try {
        const limit = Number.POSITIVE_INFINITY;
        const state = await loadState({ files, folder, engine, limit, damage: 'leave' });
        try {
          state.database.migrate(SCHEMA_VERSION);
          // Whoever opens it for writing next leaves this out for good. Texts that come later are the holder's care.
          lost ??= await blobs.findLost(referencedTexts(state.database));
          state.database.apply(leaveOutLostTexts(state.database, lost).operations);
        } catch (failure) {
          state.database.close();
          throw failure;
        }
        loaded?.state.database.close();
        loaded = { state, fingerprint: before };
        return state;
      } catch (failure) {
        // The holder may have replaced a snapshot between our listing and our reading.
        if (attempt === 3) throw failure;
      }
    }
  };
  const busy = (): Promise<never> =>
    Promise.reject(
      new AppError(
        'storeBusy',
        'The run store of this workspace is held by another window or command.',
        'Continue there, or close it and try again.',
      ),
    );
  const context = {
    read: async () => {
      loading = loading.catch(() => undefined).then(refresh);
      return (await loading).database;
    },
    commit: busy,
    saveBlobs: busy,
    size: storeMeasure(options),
    archive: options,
    blobs,
    clock: options.clock,
    random: options.random,
  };
  await context.read();
  return sqlStateStore(context, async () => {
    loaded?.state.database.close();
    loaded = undefined;
  });
}

/** Changes with every commit and snapshot of the holder. */
async function fingerprint({ files, folder }: ReadOnlyOptions): Promise<string> {
  const { snapshots, journals } = parseListing(await files.list(folder));
  const last = journals.at(-1);
  const size = last === undefined ? 0 : await files.size(path.join(folder, last.name));
  return JSON.stringify([snapshots.map(({ name }) => name), journals.map(({ name }) => name), size]);
}
