import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { Secrets } from '../src/core/redaction/secrets';
import { createApp, type App } from '../src/app';
import { DEFAULT_CONFIG } from '../src/core/config/configSchema';
import { noExtensionPoints } from '../src/core/extensions/extensionPoints';
import { AppError } from '../src/core/model/appError';
import type { WorkspaceWriter } from '../src/core/ports/workspaceFiles';
import { nodeWorkspaceFiles } from '../src/platform/files/nodeWorkspaceFiles';
import { nodeHasher } from '../src/platform/nodeHasher';
import { nodeStoreFiles } from '../src/platform/state/nodeStoreFiles';
import { openStore } from '../src/platform/state/openStore';
import { systemClock } from '../src/platform/systemClock';
import { systemRandom } from '../src/platform/systemRandom';
import { silentLog } from '../test/fakes/silentLog';
import type { BenchContext } from './bench';
import { noModels } from '../test/fakes/noModels';

/** Nothing is accepted here; a write would be a mistake of the program. */
const NO_WRITER: WorkspaceWriter = {
  bringBack: () => Promise.resolve(),
  tidy: () => Promise.resolve(),
  apply: () =>
    Promise.reject(new AppError('internal', 'A benchmark wrote to the workspace.', 'Find out why.')),
};

export type SampleApp = App & {
  readonly workspace: string;
  /** Where its run store is. */
  readonly storage: string;
  close(): Promise<void>;
};

/** The whole program over the sample workspace and a run store on disk, without the proof. */
export async function openSampleApp(
  context: BenchContext,
  workspace = path.join(context.repository, 'test', 'fixtures', 'shop'),
): Promise<SampleApp> {
  const system = {
    assets: context.assets,
    clock: systemClock,
    random: systemRandom,
    hasher: nodeHasher,
    log: silentLog,
  };
  const folder = await mkdtemp(path.join(context.folder, 'app-'));
  const outcome = await openStore({
    ...system,
    folder,
    files: nodeStoreFiles,
    holder: 'cli',
    label: 'a benchmark',
  });
  if (outcome.kind === 'held') throw new Error(`held by ${outcome.by.label}`);
  const { store } = outcome;
  try {
    const files = nodeWorkspaceFiles(workspace);
    const app = await createApp({
      onSpans: () => undefined,
      secrets: new Secrets(),
      ...system,
      models: noModels,
      extensionPoints: noExtensionPoints(),
      files,
      writer: NO_WRITER,
      store,
      verifier: null,
      git: null,
      config: () => DEFAULT_CONFIG,
    });
    return { ...app, workspace, storage: folder, close: () => store.close() };
  } catch (failure) {
    await store.close();
    throw failure;
  }
}
