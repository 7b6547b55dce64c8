import './protocol/zodWithoutEval';
import { window, type ExtensionContext } from 'vscode';
import type { CheckConfig } from './vscode/config/configDiagnostics';
import { editorConfig } from './vscode/config/editorConfig';
import { registerFeatures } from './vscode/features';
import { outputLog } from './vscode/host/outputLog';

const checkConfig: CheckConfig = async (source, text) => {
  const { configFileProblems } = await import('./codegen/configFile/parseConfigFile');
  return configFileProblems(source, text);
};

/** Registers the features; the app is built when one of them needs it. */
export function activate(context: ExtensionContext): void {
  const channel = window.createOutputChannel('Groundwork', { log: true });
  const log = outputLog(channel);
  const showLog = (): void => channel.show();
  context.subscriptions.push(
    channel,
    registerFeatures(context, { log, showLog, checkConfig }, async (folder, uris) => {
      const { openEditorApp } = await import('./roots/editorApp');
      const warn = (notice: string): void => void window.showWarningMessage(notice);
      return openEditorApp(context, log, folder, uris, editorConfig(folder), warn);
    }),
  );
}
