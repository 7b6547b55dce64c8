import { RelativePattern, TextDocumentChangeReason, workspace, type Uri } from 'vscode';
import { Disposables, type Disposable } from '../../shared/disposable';
import type { Session } from '../host/session';

/** Tells the review what undo and redo bring back, and what typing, a checkout or another program moves. */
export function restoredText(session: Session, report: (failure: unknown) => void): Disposable {
  const { app, pending, uris, folder } = session;
  const owned = new Disposables();
  owned.add(
    workspace.onDidChangeTextDocument(({ document, reason, contentChanges }) => {
      const path = uris.pathOf(document.uri);
      if (path === undefined || contentChanges.length === 0 || pending.byPath(path).length === 0) return;
      pending.fileTyped(path);
      if (reason !== TextDocumentChangeReason.Undo && reason !== TextDocumentChangeReason.Redo) return;
      const mark = document.encoding === 'utf8bom' ? '\ufeff' : '';
      app.review.textRestored(path, mark + document.getText()).catch(report);
    }),
  );
  owned.add(
    workspace.onDidDeleteFiles(({ files }) => {
      for (const uri of files) {
        const path = uris.pathOf(uri);
        if (path !== undefined && pending.byPath(path).length > 0)
          app.review.textRestored(path, null).catch(report);
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
