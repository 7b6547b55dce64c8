import path from 'node:path';
import type { StateStore } from '../../src/core/ports/stateStore';
import { nodeHasher } from '../../src/platform/nodeHasher';
import { openStore, type OpenStoreOptions } from '../../src/platform/state/openStore';
import { systemClock } from '../../src/platform/systemClock';
import { systemRandom } from '../../src/platform/systemRandom';
import { MemoryStoreFiles } from './memoryStoreFiles';
import { packageAssets } from './packageAssets';
import { silentLog } from './silentLog';

/** The options of a store in memory; any of them can be replaced. */
export function memoryStoreOptions(changes: Partial<OpenStoreOptions> = {}): OpenStoreOptions {
  return {
    folder: path.resolve('/store'),
    holder: 'extension',
    label: 'a test',
    files: new MemoryStoreFiles(),
    assets: packageAssets,
    clock: systemClock,
    random: systemRandom,
    hasher: nodeHasher,
    log: silentLog,
    ...changes,
  };
}

/** The real store, kept in memory. */
export async function openMemoryStore(changes: Partial<OpenStoreOptions> = {}): Promise<StateStore> {
  const outcome = await openStore(memoryStoreOptions(changes));
  if (outcome.kind === 'held') throw new Error(`held by ${outcome.by.label}`);
  return outcome.store;
}
