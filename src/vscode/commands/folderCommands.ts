import { commands, window } from 'vscode';
import type { FolderChoice } from '../host/folderChoice';
import type { SessionSource } from '../host/session';
import type { CommandHandlers } from './commandTable';

export function folderCommands(
  sessions: SessionSource,
  folders: FolderChoice,
): Pick<CommandHandlers, 'chooseFolder'> {
  return {
    async chooseFolder() {
      const before = sessions.peek()?.folder;
      const folder = await folders.ask();
      if (folder === undefined || folder === before) return;
      if (before === undefined) {
        await sessions.get();
        return;
      }
      const answer = await window.showInformationMessage(
        `Groundwork works on ${folder.name} after the window is reloaded.`,
        'Reload Window',
      );
      if (answer !== undefined) await commands.executeCommand('workbench.action.reloadWindow');
    },
  };
}
