import type { StateStore } from '../src/core/ports/stateStore';
import { nodeHasher } from '../src/platform/nodeHasher';
import { nodeStoreFiles } from '../src/platform/state/nodeStoreFiles';
import { openStore, type OpenStoreOptions } from '../src/platform/state/openStore';
import { systemClock } from '../src/platform/systemClock';
import { systemRandom } from '../src/platform/systemRandom';
import { silentLog } from '../test/fakes/silentLog';
import type { BenchContext } from './bench';

/** A run store on the disk, with what opening it had to say. */
export async function openWithNotices(
  { assets }: BenchContext,
  folder: string,
  options: Partial<Pick<OpenStoreOptions, 'processes'>> = {},
): Promise<{ readonly store: StateStore; readonly notices: readonly string[] }> {
  const outcome = await openStore({
    folder,
    holder: 'cli',
    label: 'a benchmark',
    files: nodeStoreFiles,
    assets,
    clock: systemClock,
    random: systemRandom,
    hasher: nodeHasher,
    log: silentLog,
    ...options,
  });
  if (outcome.kind === 'held') throw new Error(`held by ${outcome.by.label}`);
  return outcome;
}

export async function openOnDisk(context: BenchContext, folder: string): Promise<StateStore> {
  return (await openWithNotices(context, folder)).store;
}
