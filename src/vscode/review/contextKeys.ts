import { commands } from 'vscode';
import { runId } from '../../core/model/ids';
import type { PendingFile } from '../../core/review/reviewService';
import type { Disposable } from '../../shared/disposable';
import { isActive, type PendingReviews } from './pendingReviews';
import type { ReviewUris } from './reviewUris';

/** Context keys that menus and keybindings ask for. */
export function contextKeys(pending: PendingReviews, uris: ReviewUris): Disposable {
  const pathsOf = (id: string, { path, hunks }: PendingFile): readonly string[] =>
    hunks.length === 0 ? [] : [uris.proposed({ runId: runId(id), path, side: 'proposed' }).fsPath];
  const known = new Map<string, string>();
  const set = (key: string, value: boolean | readonly string[]): void => {
    const text = JSON.stringify(value);
    if (known.get(key) === text) return;
    known.set(key, text);
    void commands.executeCommand('setContext', key, value);
  };
  const show = (): void => {
    set(
      'groundwork.hasPending',
      pending.runs.some((view) => pending.hunksOf(view.id) > 0),
    );
    // A decided file keeps its diff: nothing is left to accept there.
    set(
      'groundwork.pendingPaths',
      pending.runs.flatMap((view) => pending.filesOf(view.id).flatMap((file) => pathsOf(view.id, file))),
    );
    set('groundwork.running', pending.runs.some(isActive));
    set(
      'groundwork.hasDecision',
      pending.runs.some((view) => view.interventions.some((asked) => asked.answer === null)),
    );
  };
  show();
  return pending.onDidChange(show);
}
