import { RelativePattern, TextDocumentChangeReason, workspace, type Uri, type WorkspaceFolder } from 'vscode';
import { Disposables, type Disposable } from '../../shared/disposable';
import type { ReviewService } from '../../core/review/reviewService';
import type { PendingReviews } from './pendingReviews';
import type { ReviewUris } from './reviewUris';

export interface ReviewedFolder {
  readonly review: Pick<ReviewService, 'textRestored'>;
  readonly pending: Pick<PendingReviews, 'byPath' | 'fileTyped'>;
  readonly uris: ReviewUris;
  readonly folder: WorkspaceFolder;
}

/** Tells the review what undo and redo bring back, and what typing, a checkout or another program moves. */
export function restoredText(
  { review, pending, uris, folder }: ReviewedFolder,
  report: (failure: unknown) => void,
): Disposable {
  const owned = new Disposables();
  owned.add(
    workspace.onDidChangeTextDocument(({ document, reason, contentChanges }) => {
      const path = uris.pathOf(document.uri);
      if (path === undefined || contentChanges.length === 0 || pending.byPath(path).length === 0) return;
      pending.fileTyped(path);
      if (reason !== TextDocumentChangeReason.Undo && reason !== TextDocumentChangeReason.Redo) return;
      const mark = document.encoding === 'utf8bom' ? '\ufeff' : '';
      review.textRestored(path, mark + document.getText()).catch(report);
    }),
  );
  owned.add(
    workspace.onDidDeleteFiles(({ files }) => {
      for (const uri of files) {
        const path = uris.pathOf(uri);
        if (path !== undefined && pending.byPath(path).length > 0)
          review.textRestored(path, null).catch(report);
      }
    }),
  );
  const watcher = owned.add(workspace.createFileSystemWatcher(new RelativePattern(folder, '**/*')));
  const changedOnDisk = (uri: Uri): void => {
    const path = uris.pathOf(uri);
    if (path !== undefined) pending.fileTyped(path);
  };
  owned.add(watcher.onDidChange(changedOnDisk));
  owned.add(watcher.onDidCreate(changedOnDisk));
  owned.add(watcher.onDidDelete(changedOnDisk));
  return owned;
}
