import { OverviewRulerLane, Range, ThemeColor, Uri, window, type TextEditor } from 'vscode';
import { Disposables, type Disposable } from '../../shared/disposable';
import { isOpenAlone } from './openAlone';
import type { PendingReviews } from './pendingReviews';
import type { ReviewUris } from './reviewUris';

/** A mark in the gutter of a real file at each pending hunk. */
export function gutterMarks(pending: PendingReviews, uris: ReviewUris, extensionUri: Uri): Disposable {
  const owned = new Disposables();
  const mark = owned.add(
    window.createTextEditorDecorationType({
      gutterIconPath: Uri.joinPath(extensionUri, 'media', 'gutter.svg'),
      gutterIconSize: 'contain',
      overviewRulerLane: OverviewRulerLane.Left,
      overviewRulerColor: new ThemeColor('editorOverviewRuler.addedForeground'),
    }),
  );
  const show = (editor: TextEditor): void => {
    const path = uris.pathOf(editor.document.uri);
    if (path === undefined) return;
    const places = isOpenAlone(editor.document.uri) ? pending.byPath(path) : [];
    const ranges = places.flatMap(({ file }) =>
      file.hunks.map((hunk) => {
        const line = Math.min(hunk.currentStart, editor.document.lineCount - 1);
        return new Range(line, 0, line, 0);
      }),
    );
    editor.setDecorations(mark, ranges);
  };
  const showAll = (): void => window.visibleTextEditors.forEach(show);
  owned.add(pending.onDidChange(showAll));
  owned.add(window.onDidChangeVisibleTextEditors(showAll));
  owned.add(window.tabGroups.onDidChangeTabs(showAll));
  showAll();
  return owned;
}
