import { commands, window } from 'vscode';
import type { Disposable } from '../../shared/disposable';
import { commandId } from '../commands/commandId';
import type { PendingReviews } from '../review/pendingReviews';

/** Shows what a run outgrew as a message, once: what was there when the window opened was shown by the one before. */
export function alertMessages(pending: Pick<PendingReviews, 'runs' | 'onDidChange'>): Disposable {
  const told = new Set<string>();
  const news = (): readonly { readonly runId: string; readonly text: string }[] =>
    pending.runs.flatMap(({ id, task, alerts }) =>
      alerts.flatMap(({ kind, message }) => {
        if (told.has(`${id} ${kind}`)) return [];
        told.add(`${id} ${kind}`);
        return [{ runId: id, text: `${task}: ${message}` }];
      }),
    );
  news();
  return pending.onDidChange(() => {
    for (const { runId, text } of news()) void show(runId, text);
  });
}

async function show(runId: string, text: string): Promise<void> {
  if ((await window.showWarningMessage(text, 'Show Report')) !== undefined)
    await commands.executeCommand(commandId('showReport'), { runId });
}
