import './protocol/zodWithoutEval';
import { join } from 'node:path';
import { window, workspace, type ExtensionContext } from 'vscode';
import { Contributions } from './core/extensions/contributions';
import { createApi } from './core/extensions/createApi';
import type { GroundworkApi } from './core/extensions/groundworkApi';
import type { CheckConfig } from './vscode/config/configDiagnostics';
import type { CheckHealth } from './vscode/health/healthDocument';
import { redactedLog } from './core/redaction/redactedLog';
import { Secrets } from './core/redaction/secrets';
import { registerFeatures } from './vscode/features';
import { secretVault } from './vscode/host/secretVault';
import { outputLog } from './vscode/host/outputLog';

/** Registers the features; the app is built when one of them needs it. What it returns is for other extensions. */
export function activate(context: ExtensionContext): GroundworkApi {
  const channel = window.createOutputChannel('Groundwork', { log: true });
  // What goes wrong before the workspace is open is told without secrets, too.
  const secrets = new Secrets();
  secrets.learn(process.env);
  const log = redactedLog(outputLog(channel), secrets);
  const showLog = (): void => channel.show();
  const contributions = new Contributions();
  const vault = secretVault(context.secrets);
  const distFolder = join(context.extensionPath, 'dist');
  const checkConfig: CheckConfig = async (source, text) => {
    if (source.startsWith('.groundwork/config')) {
      const { configFileProblems } = await import('./codegen/configFile/parseConfigFile');
      return configFileProblems(source, text);
    }
    const { definitionFileProblems } = await import('./roots/definitionFileProblems');
    return definitionFileProblems(distFolder, source, text);
  };
  const checkHealth: CheckHealth = async (folder) => {
    const [{ diagnose }, { editorConfig }] = await Promise.all([
      import('./roots/diagnose'),
      import('./vscode/config/editorConfig'),
    ]);
    return diagnose({
      workspace: folder.uri.fsPath,
      host: 'editor',
      remote: 'leave',
      distFolder,
      secrets,
      vault,
      editor: {
        settings: editorConfig(folder).settings(),
        trust: workspace.isTrusted ? 'trusted' : 'untrusted',
      },
    });
  };
  const ports = { log, showLog, checkConfig, checkHealth };
  const features = registerFeatures(context, ports, async (folder, uris) => {
    const [{ openEditorApp }, { editorConfig }] = await Promise.all([
      import('./roots/editorApp'),
      import('./vscode/config/editorConfig'),
    ]);
    const warn = (notice: string): void => void window.showWarningMessage(notice);
    // The storage of a workspace with several folders is none of theirs: each has its own, beside the user's record.
    const isOnly = workspace.workspaceFolders?.length === 1;
    const places = {
      extensionPath: context.extensionPath,
      storageUri: isOnly ? context.storageUri : undefined,
      vault,
    };
    return openEditorApp(places, log, folder, uris, editorConfig(folder), warn, contributions, secrets);
  });
  context.subscriptions.push(channel, features);
  return createApi(contributions, {
    agents: async () => (await (await features.app()).agents()).agents,
    workflows: async () => (await (await features.app()).workflows()).workflows,
    documents: async (path) => (await features.app()).document(path),
  });
}
