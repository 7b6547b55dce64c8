import path from 'node:path';
import { workspacePath } from '../../src/core/model/workspacePath';
import type { Assets, Clock } from '../../src/core/ports/system';
import { nodeWorkspaceFiles } from '../../src/platform/files/nodeWorkspaceFiles';
import { nodeWorkspaceWriter } from '../../src/platform/files/nodeWorkspaceWriter';
import { removeLeftovers } from '../../src/platform/files/replaceFile';
import { nodeHasher } from '../../src/platform/nodeHasher';
import { nodeStoreFiles } from '../../src/platform/state/nodeStoreFiles';
import { openStore } from '../../src/platform/state/openStore';
import { systemRandom } from '../../src/platform/systemRandom';
import { silentLog } from '../fakes/silentLog';
import { LAST_TEXTS, openSession, type Say, type Session } from './eventfulRun';

/** Waits for nothing: retries follow at once. */
const clock: Clock = { now: () => new Date(), delay: () => new Promise(setImmediate) };

export const workspaceIn = (folder: string): string => path.join(folder, 'workspace');
export const storageIn = (folder: string): string => path.join(folder, 'storage');

/** The eventful run on a real disk: its workspace and its store below one folder. */
export async function openEventfulFolder(folder: string, assets: Assets, say: Say): Promise<Session> {
  const system = { clock, random: systemRandom, assets, hasher: nodeHasher, log: silentLog };
  const outcome = await openStore({
    ...system,
    folder: storageIn(folder),
    files: nodeStoreFiles,
    holder: 'cli',
    label: 'an eventful run',
  });
  if (outcome.kind === 'held') throw new Error(`held by ${outcome.by.label}`);
  const root = workspaceIn(folder);
  const session = await openSession({
    store: outcome.store,
    files: nodeWorkspaceFiles(root),
    writer: nodeWorkspaceWriter(root),
    clock,
    random: systemRandom,
    say,
  });
  await removeLeftovers(root, Object.keys(LAST_TEXTS).map(workspacePath));
  return session;
}
