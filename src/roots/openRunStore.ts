import type { HeadlessOptions } from '../cli/headlessApp';
import { AppError, toAppError } from '../core/model/appError';
import type { StateStore } from '../core/ports/stateStore';
import { nodeStoreFiles } from '../platform/state/nodeStoreFiles';
import { openStore, type OpenOutcome, type OpenStoreOptions } from '../platform/state/openStore';
import { openStoreReadOnly } from '../platform/state/openStoreReadOnly';

type StoreOptions = Omit<OpenStoreOptions, 'holder' | 'label' | 'files'>;
type Access = HeadlessOptions['access'];

/**
 * The run store for one command. One that only looks follows the store of another process; when that process is gone in the
 * middle of something, it takes the store over, so that it tells what became of it. Throws AppError `storeBusy`.
 */
export async function openRunStore(
  options: StoreOptions,
  access: Access,
): Promise<{ readonly store: StateStore; readonly access: Access }> {
  const own = {
    ...options,
    files: nodeStoreFiles,
    holder: 'cli',
    label: `groundwork, process ${String(process.pid)}`,
  } as const;
  if (access === 'write') return { store: await openForWriting(own), access };
  const store = await openStoreReadOnly(own);
  if (!(await somethingIsUnderWay(store))) return { store, access };
  const outcome = await openStore(own).catch((failure: unknown) => noted(own, failure));
  if (outcome?.kind !== 'opened') return { store, access };
  await store.close();
  return { store: outcome.store, access: 'write' };
}

async function openForWriting(options: OpenStoreOptions): Promise<StateStore> {
  const outcome = await openStore(options);
  if (outcome.kind === 'opened') return outcome.store;
  throw new AppError(
    'storeBusy',
    `The runs of this workspace are held by ${outcome.by.label}.`,
    'Continue there, or close it and try again.',
  );
}

async function somethingIsUnderWay(store: StateStore): Promise<boolean> {
  if ((await store.getRecoverableRuns()).length > 0) return true;
  for (const run of await store.listRuns({ status: 'review' })) {
    if ((await store.getChecks(run.id)).some(({ status }) => status === 'running')) return true;
  }
  return false;
}

/** Who may not write may look. */
function noted({ log }: OpenStoreOptions, failure: unknown): OpenOutcome | undefined {
  log.warn('what a process left could not be settled', { message: toAppError(failure).message });
  return undefined;
}
