import type { StateStore } from '../src/core/ports/stateStore';
import { nodeHasher } from '../src/platform/nodeHasher';
import { nodeStoreFiles } from '../src/platform/state/nodeStoreFiles';
import { openStore } from '../src/platform/state/openStore';
import { systemClock } from '../src/platform/systemClock';
import { systemRandom } from '../src/platform/systemRandom';
import { silentLog } from '../test/fakes/silentLog';
import type { BenchContext } from './bench';

/** A run store on the disk. */
export async function openOnDisk({ assets }: BenchContext, folder: string): Promise<StateStore> {
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
  });
  if (outcome.kind === 'held') throw new Error(`held by ${outcome.by.label}`);
  return outcome.store;
}
