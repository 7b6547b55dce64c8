import { Uri, window, type WorkspaceFolder } from 'vscode';
import { workspacePath } from '../../core/model/workspacePath';

/** Shows a terminal in a folder of the workspace and runs a next step that the person clicked. One terminal a folder. */
export function runInTerminal(folder: WorkspaceFolder, relativeFolder: string, command: string): void {
  const cwd = relativeFolder === '' ? folder.uri : Uri.joinPath(folder.uri, workspacePath(relativeFolder));
  const name = relativeFolder === '' ? 'Groundwork' : `Groundwork: ${relativeFolder}`;
  const terminal =
    window.terminals.find((candidate) => candidate.name === name && candidate.exitStatus === undefined) ??
    window.createTerminal({ name, cwd });
  terminal.show(true);
  terminal.sendText(command, true);
}
