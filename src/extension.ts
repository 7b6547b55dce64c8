import './protocol/zodWithoutEval';
import { window, type ExtensionContext } from 'vscode';
import { registerFeatures } from './vscode/features';
import { outputLog } from './vscode/host/outputLog';

/** Registers the features; the app is built when one of them needs it. */
export function activate(context: ExtensionContext): void {
  const channel = window.createOutputChannel('Groundwork', { log: true });
  const log = outputLog(channel);
  const showLog = (): void => channel.show();
  context.subscriptions.push(
    channel,
    registerFeatures(context, { log, showLog }, async (folder, uris) => {
      const { openEditorApp } = await import('./roots/editorApp');
      return openEditorApp(context, log, folder, uris, (notice) => void window.showWarningMessage(notice));
    }),
  );
}
