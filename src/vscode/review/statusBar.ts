import { StatusBarAlignment, window } from 'vscode';
import { Disposables, type Disposable } from '../../shared/disposable';
import { commandId } from '../commands/commandId';
import { isActive, type PendingReviews } from './pendingReviews';

/** Progress while a run works, then how much is pending; gone when nothing is. */
export function statusBar(pending: PendingReviews): Disposable {
  const owned = new Disposables();
  const item = owned.add(window.createStatusBarItem('groundwork.status', StatusBarAlignment.Left, 50));
  item.name = 'Groundwork';
  const show = (): void => {
    const current = pending.current;
    const hunks = current === undefined ? 0 : pending.hunksOf(current.id);
    if (current !== undefined && isActive(current)) {
      const asks = current.status === 'waiting';
      item.text = asks ? '$(question) Groundwork asks' : `$(sync~spin) Groundwork ${current.percent}%`;
      item.tooltip = current.task;
      item.command = commandId('showPanel');
      item.show();
    } else if (current !== undefined && hunks > 0) {
      const files = pending.filesOf(current.id).filter((file) => file.hunks.length > 0).length;
      item.text = `$(diff) ${hunks} pending`;
      item.tooltip = `${current.task}: ${hunks} pending hunks in ${files} files. Click to review.`;
      item.command = commandId('openReview');
      item.show();
    } else {
      item.hide();
    }
  };
  owned.add(pending.onDidChange(show));
  show();
  return owned;
}
