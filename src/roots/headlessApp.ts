import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { createApp } from '../app';
import type { HeadlessApp, HeadlessOptions } from '../cli/headlessApp';
import { formatConfigProblem } from '../core/config/configProblem';
import { brokenConfig } from '../core/config/brokenConfig';
import { Contributions } from '../core/extensions/contributions';
import { ProviderKeys } from '../core/keys/providerKeys';
import { AppError } from '../core/model/appError';
import { Secrets } from '../core/redaction/secrets';
import type { Verifier } from '../core/ports/verifier';
import { consoleLog } from '../platform/consoleLog';
import { nodeWorkspaceData } from '../platform/files/nodeWorkspaceData';
import { nodeWorkspaceFiles } from '../platform/files/nodeWorkspaceFiles';
import { nodeWorkspaceWriter } from '../platform/files/nodeWorkspaceWriter';
import { nodeGit } from '../platform/git/nodeGit';
import { configuredModels } from '../platform/llm/configuredModels';
import { nodeAssets } from '../platform/nodeAssets';
import { nodeHasher } from '../platform/nodeHasher';
import { tasksInWorkers } from '../platform/overlay/tasksInWorkers';
import { ChildRecords } from '../platform/processes/childRecords';
import { resolveStorageFolder, userDataFolder } from '../platform/state/storageFolder';
import { systemClock } from '../platform/systemClock';
import { systemRandom } from '../platform/systemRandom';
import { TrustedFolders } from '../platform/trustedFolders';
import { learnSecrets, openObservers } from './observers';
import { openRunStore } from './openRunStore';
import { recoverWorkspace } from './recoverWorkspace';
import { readWorkspaceConfig } from './workspaceConfig';
import { workspaceVerifier } from './workspaceVerifier';

/**
 * Builds the ports of the command line and the app over them. `distFolder` holds the product's files; `secrets` learns what
 * must not be printed.
 */
export async function openHeadlessApp(
  options: HeadlessOptions,
  distFolder: string,
  secrets = new Secrets(),
): Promise<HeadlessApp> {
  const root = await existingFolder(options.workspace);
  await learnSecrets(root, secrets);
  const dataFolder = userDataFolder(process.platform, process.env, homedir());
  const trusted = new TrustedFolders(dataFolder);
  if (options.trust) await trusted.add(root);
  const isTrusted = await trusted.has(root);
  const canVerify = options.verify && isTrusted;
  const files = nodeWorkspaceFiles(root);
  const reading = await readWorkspaceConfig({
    files,
    environment: process.env,
    settings: null,
    trust: isTrusted ? 'trusted' : 'untrusted',
  });
  if (reading.kind === 'broken') throw brokenConfig(reading.problems);
  const { config, ignored, warnings } = reading;
  const folder = await resolveStorageFolder({ workspace: root, dataFolder });
  const observers = openObservers({
    storageFolder: folder,
    config: () => config,
    secrets,
    shown: consoleLog(config.logging.level ?? 'error'),
    keeps: options.access === 'write' ? 'files' : 'shown',
  });
  const { log, onSpans } = observers;
  const system = {
    assets: nodeAssets(distFolder),
    clock: systemClock,
    random: systemRandom,
    hasher: nodeHasher,
    log,
    ...config.artifacts,
  };
  // Said at the level that is always shown: a key in a file is a key that others may have.
  for (const warning of warnings) log.error(formatConfigProblem(warning));
  if (ignored.length > 0) system.log.warn('needs --trust, so it does not count', { settings: ignored });
  const { store, access } = await openRunStore({ ...system, folder }, options.access);
  try {
    const children = new ChildRecords(folder, system.log);
    const verifier: Verifier | null = canVerify
      ? workspaceVerifier(files, folder, () => config, children, tasksInWorkers(distFolder))
      : null;
    const writer = nodeWorkspaceWriter(root);
    const git = isTrusted ? nodeGit(root, system.log) : null;
    const keys = new ProviderKeys({
      vault: null,
      environment: process.env,
      models: () => config.models,
      secrets,
    });
    const models = configuredModels(() => config, keys);
    const app = await createApp({
      ...system,
      models,
      extensionPoints: {
        data: nodeWorkspaceData(root, isTrusted ? 'trusted' : 'untrusted'),
        contributions: new Contributions(),
      },
      files,
      writer,
      store,
      verifier,
      git,
      onSpans,
      secrets,
      config: () => config,
    });
    if (access === 'write') await recoverWorkspace(app, store, children, root);
    const close = async (): Promise<void> => {
      await store.close();
      await observers.close();
    };
    return { ...app, store, canVerify, close };
  } catch (failure) {
    await store.close();
    throw failure;
  }
}

async function existingFolder(workspace: string): Promise<string> {
  try {
    return await realpath(workspace);
  } catch (failure) {
    throw new AppError('invalidInput', `There is no folder ${workspace}.`, 'Correct --workspace.', {
      cause: failure,
    });
  }
}
