import { commands } from 'vscode';

/** Shows the checklist and gives it the keyboard. */
export async function showPanel(): Promise<void> {
  await commands.executeCommand('groundwork.progress.focus');
}
