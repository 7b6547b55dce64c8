import { homedir } from 'node:os';
import path from 'node:path';
import { createApp, type App } from '../app';
import { formatConfigProblem } from '../core/config/configProblem';
import { LiveConfig } from '../core/config/liveConfig';
import { logFrom } from '../core/config/logFrom';
import type { Contributions } from '../core/extensions/contributions';
import { ProviderKeys, type KeyService } from '../core/keys/providerKeys';
import type { KeyVault } from '../core/ports/keyVault';
import { AppError } from '../core/model/appError';
import type { Log } from '../core/ports/system';
import type { Secrets } from '../core/redaction/secrets';
import { nodeDurableFiles } from '../platform/files/nodeDurableFiles';
import { nodeWorkspaceData } from '../platform/files/nodeWorkspaceData';
import { nodeWorkspaceFiles } from '../platform/files/nodeWorkspaceFiles';
import { nodeGit } from '../platform/git/nodeGit';
import { configuredModels } from '../platform/llm/configuredModels';
import { nodeAssets } from '../platform/nodeAssets';
import { nodeHasher } from '../platform/nodeHasher';
import { tasksInWorkers } from '../platform/overlay/tasksInWorkers';
import { ChildRecords } from '../platform/processes/childRecords';
import { nodeStoreFiles } from '../platform/state/nodeStoreFiles';
import { openStore, type OpenOutcome, type OpenStoreOptions } from '../platform/state/openStore';
import { resolveStorageFolder, userDataFolder } from '../platform/state/storageFolder';
import { systemClock } from '../platform/systemClock';
import { systemRandom } from '../platform/systemRandom';
import type { Disposable } from '../shared/disposable';
import { modelsOfEditor } from '../vscode/host/vscodeModels';
import { vscodeWorkspaceFiles } from '../vscode/host/vscodeWorkspaceFiles';
import { vscodeWorkspaceWriter } from '../vscode/host/vscodeWorkspaceWriter';
import type { EditorConfig } from '../vscode/config/editorConfig';
import type { ReviewUris } from '../vscode/review/reviewUris';
import { learnSecrets, openObservers } from './observers';
import { recoverWorkspace } from './recoverWorkspace';
import { readWorkspaceConfig } from './workspaceConfig';
import { workspaceVerifier } from './workspaceVerifier';
import { messageOf } from '../shared/messageOf';

/** Where the editor keeps the extension, what it stores for the workspace, and keys. */
interface ExtensionPlaces {
  readonly extensionPath: string;
  readonly storageUri: { readonly fsPath: string } | undefined;
  readonly vault: KeyVault;
}

interface OpenFolder {
  readonly name: string;
  readonly uri: { readonly fsPath: string };
}

const RELOAD_ATTEMPTS = 10;
const RELOAD_DELAY_MS = 500;

/**
 * Builds the ports of the extension host for one folder and the app over them. The run store is kept in the workspace
 * storage folder, or where the command line keeps it already. Throws AppError `storeBusy` when another window holds it.
 */
export async function openEditorApp(
  context: ExtensionPlaces,
  channel: Log,
  folder: OpenFolder,
  uris: ReviewUris,
  editor: EditorConfig,
  warn: (notice: string) => void,
  contributions: Contributions,
  secrets: Secrets,
): Promise<App & { readonly keys: KeyService } & Disposable> {
  const root = folder.uri.fsPath;
  await learnSecrets(root, secrets);
  const preferred = context.storageUri?.fsPath;
  const storageFolder = await resolveStorageFolder({
    workspace: root,
    dataFolder: userDataFolder(process.platform, process.env, homedir()),
    ...(preferred === undefined ? {} : { preferred }),
  });
  const disk = { ...nodeWorkspaceFiles(root), ...nodeDurableFiles(root) };
  const config = await LiveConfig.open(() =>
    readWorkspaceConfig({
      files: disk,
      environment: process.env,
      settings: editor.settings(),
      trust: 'trusted',
    }),
  );
  const distFolder = path.join(context.extensionPath, 'dist');
  const observers = openObservers({
    storageFolder,
    config: config.current,
    secrets,
    shown: logFrom(channel, () => config.current().logging.level),
    keeps: 'files',
  });
  const { log, onSpans } = observers;
  const system = {
    assets: nodeAssets(distFolder),
    clock: systemClock,
    random: systemRandom,
    hasher: nodeHasher,
    log,
    ...config.current().artifacts,
  };
  const outcome = await openPatiently({
    ...system,
    folder: storageFolder,
    files: nodeStoreFiles,
    holder: 'extension',
    label: `the VS Code window on ${folder.name} (process ${String(process.pid)})`,
  });
  for (const notice of outcome.notices) {
    log.warn(notice);
    warn(notice);
  }
  const { store } = outcome;
  try {
    const files = vscodeWorkspaceFiles(disk, uris);
    const writer = vscodeWorkspaceWriter(disk, uris);
    const children = new ChildRecords(storageFolder, log);
    const tasks = tasksInWorkers(distFolder);
    const verifier = workspaceVerifier(files, storageFolder, config.current, children, tasks);
    const git = nodeGit(root, log);
    const keys = new ProviderKeys({
      vault: context.vault,
      environment: process.env,
      models: () => config.current().models,
      secrets,
    });
    const models = modelsOfEditor(configuredModels(config.current, keys), config.current);
    const ports = {
      ...system,
      models,
      // A session starts in trusted folders only.
      extensionPoints: { data: nodeWorkspaceData(root, 'trusted'), contributions },
      files,
      writer,
      store,
      verifier,
      git,
      onSpans,
      secrets,
      config: config.current,
    };
    const app = await createApp(ports);
    await recoverWorkspace(app, store, children, root);
    await app.runs.resumeProofs();
    const watching = watchConfig(config, editor, log, warn);
    const dispose = (): void => {
      watching.dispose();
      config.dispose();
      app.runs
        .leave()
        .finally(() => store.close())
        .finally(() => observers.close())
        .catch((failure: unknown) =>
          log.error('the run store did not close', { failure: messageOf(failure) }),
        );
    };
    return { ...app, keys, dispose };
  } catch (failure) {
    await store.close();
    throw failure;
  }
}

/** Keeps the configuration up to date; a broken one is told about once, when it breaks. */
function watchConfig(
  config: LiveConfig,
  editor: EditorConfig,
  log: Log,
  warn: (notice: string) => void,
): Disposable {
  let told = '';
  const tell = (what: string): void => {
    const broken = config.problems().map(formatConfigProblem);
    const places = [...broken, ...config.warnings().map(formatConfigProblem)];
    if (places.join('\n') === told) return;
    told = places.join('\n');
    const [first] = places;
    if (first === undefined) return;
    for (const place of places) log.warn('configuration', { problem: place });
    warn(broken.length === 0 ? first : `${first} ${what}`);
  };
  tell('What else is configured is in force.');
  const subscription = config.onDidChange(() => tell('The last good configuration stays in force.'));
  const watching = editor.watch(() => {
    config.reload().catch((failure: unknown) => log.error('configuration', { failure: messageOf(failure) }));
  });
  return {
    dispose: () => {
      watching.dispose();
      subscription.dispose();
    },
  };
}

/** After a window reload the host before this one may still be giving its lease back. */
async function openPatiently(options: OpenStoreOptions): Promise<OpenOutcome & { readonly kind: 'opened' }> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await openStore(options);
    if (outcome.kind === 'opened') return outcome;
    if (attempt === RELOAD_ATTEMPTS) {
      throw new AppError(
        'storeBusy',
        `The runs of this workspace are held by ${outcome.by.label}.`,
        'Continue there, or close it and try again.',
      );
    }
    await options.clock.delay(RELOAD_DELAY_MS);
  }
}
