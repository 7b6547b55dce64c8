import { commands } from 'vscode';
import type { Disposable } from '../../shared/disposable';
import { isActive, type PendingReviews } from './pendingReviews';

/** Context keys that menus and keybindings ask for. */
export function contextKeys(pending: PendingReviews): Disposable {
  const known = new Map<string, boolean>();
  const set = (key: string, value: boolean): void => {
    if (known.get(key) === value) return;
    known.set(key, value);
    void commands.executeCommand('setContext', key, value);
  };
  const show = (): void => {
    set(
      'groundwork.hasPending',
      pending.runs.some((view) => pending.hunksOf(view.id) > 0),
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
