import '../../src/protocol/zodWithoutEval';
import { window, type ExtensionContext } from 'vscode';
import { nodeDurableFiles } from '../../src/platform/files/nodeDurableFiles';
import { nodeWorkspaceFiles } from '../../src/platform/files/nodeWorkspaceFiles';
import { registerFeatures } from '../../src/vscode/features';
import { outputLog } from '../../src/vscode/host/outputLog';
import { vscodeWorkspaceFiles } from '../../src/vscode/host/vscodeWorkspaceFiles';
import { vscodeWorkspaceWriter } from '../../src/vscode/host/vscodeWorkspaceWriter';
import { fakeApp } from './fakeApp';

/** The editor layer over the scripted app, for tests of screens. */
export function activate(context: ExtensionContext): void {
  const channel = window.createOutputChannel('Groundwork', { log: true });
  const log = outputLog(channel);
  const showLog = (): void => channel.show();
  const none = (): Promise<[]> => Promise.resolve([]);
  context.subscriptions.push(
    channel,
    registerFeatures(context, { log, showLog, checkConfig: none, checkHealth: none }, (folder, uris) => {
      const root = folder.uri.fsPath;
      const disk = { ...nodeWorkspaceFiles(root), ...nodeDurableFiles(root) };
      return Promise.resolve(fakeApp(vscodeWorkspaceFiles(disk, uris), vscodeWorkspaceWriter(disk, uris)));
    }),
  );
}
