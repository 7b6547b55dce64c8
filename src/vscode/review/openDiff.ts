import type { Uri } from 'vscode';
import { Range, Selection, TextEditorRevealType, commands, window, type TextEditor } from 'vscode';
import { AppError } from '../../core/model/appError';
import type { RunId } from '../../core/model/ids';
import type { HunkView, PendingFile } from '../../core/review/reviewService';
import type { Session } from '../host/session';
import type { Cursor } from './hunkNavigation';

/** Opens the diff of a file against its proposal, at a hunk when one is given. */
export async function openFileDiff(
  session: Session,
  id: RunId,
  file: PendingFile,
  hunk: HunkView | undefined,
): Promise<void> {
  const { uris } = session;
  const proposed = uris.proposed({ runId: id, path: file.path, side: 'proposed' });
  const original =
    file.current === null
      ? uris.proposed({ runId: id, path: file.path, side: 'empty' })
      : uris.real(file.path);
  const line = hunk?.pendingStart ?? file.hunks[0]?.pendingStart ?? 0;
  const title = `${file.path.split('/').at(-1) ?? file.path} (${file.action === 'create' ? 'new file' : 'proposed'})`;
  await commands.executeCommand('vscode.diff', original, proposed, title, {
    preview: true,
    selection: new Range(line, 0, line, 0),
  });
  const editor = window.activeTextEditor;
  if (editor?.document.uri.toString() === proposed.toString()) reveal(editor, line);
  session.pending.prefer(id);
  await session.app.review.setViewed(id, file.path);
}

function reveal(editor: TextEditor, line: number): void {
  editor.selection = new Selection(line, 0, line, 0);
  editor.revealRange(new Range(line, 0, line, 0), TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Opens all pending files of a run in one editor, in review order. */
export async function openRunReview(session: Session, id: RunId): Promise<void> {
  const { uris, pending } = session;
  const files = pending.filesOf(id).filter((file) => file.hunks.length > 0);
  if (files.length === 0) {
    throw new AppError(
      'notFound',
      'Nothing is pending in this run.',
      'Start another run, or look at its report.',
    );
  }
  const resources = files.map((file): [Uri, Uri | undefined, Uri] => [
    uris.real(file.path),
    file.current === null ? undefined : uris.real(file.path),
    uris.proposed({ runId: id, path: file.path, side: 'proposed' }),
  ]);
  pending.prefer(id);
  const task = pending.runs.find((view) => view.id === id)?.task ?? 'run';
  await commands.executeCommand('vscode.changes', `Review: ${task}`, resources);
}

/** Where the cursor is in a proposed document or in a real file of the workspace. */
export function cursorOf(session: Session): (Cursor & { readonly runId: RunId | undefined }) | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined) return undefined;
  const line = editor.selection.active.line;
  const ref = session.uris.parse(editor.document.uri);
  if (ref !== undefined) return { path: ref.path, line, side: 'pending', runId: ref.runId };
  const path = session.uris.pathOf(editor.document.uri);
  return path === undefined ? undefined : { path, line, side: 'current', runId: undefined };
}
