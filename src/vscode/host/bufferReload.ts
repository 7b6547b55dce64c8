import { WorkspaceEdit, commands, window, workspace, type TextDocument, type Uri } from 'vscode';
import { asInBuffer, hasMixedLineEnds } from '../../core/review/lines';
import { replaceInBuffer } from './openBuffers';
import { hasBom, withoutBom } from './textEdit';

/** How long an open editor may take to notice that its file was written. */
const RELOAD_MS = 5_000;

/**
 * Resolves when the buffer of a clean document is the text that its file holds. Not earlier: a buffer that is typed in
 * before VS Code read the file again stays at the old version of the file, and cannot be saved ("the content of the file
 * is newer"). So what only a reload changes counts too, line ends and byte order mark.
 */
export async function takenUp(document: TextDocument, text: string): Promise<void> {
  // In another encoding the buffer never shows this text.
  if (shows(document, text) || !document.encoding.startsWith('utf8')) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const timer = setTimeout(done, RELOAD_MS);
    const subscription = workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && shows(document, text)) done();
    });
  });
  if (!shows(document, text) && !document.isClosed) await bringIn(document, text);
}

/** Writes the file under an unsaved buffer that is to become the same text. */
export async function writeUnder(
  document: TextDocument | undefined,
  text: string,
  write: () => Promise<void>,
): Promise<void> {
  // Unlike saving, reverting runs no formatter and keeps what redo would bring; but it is for the active editor only.
  const isActive = window.activeTextEditor?.document === document;
  if (document?.isDirty === true && !isActive) await document.save();
  await write();
  if (document?.isDirty === true && isActive) await commands.executeCommand('workbench.action.files.revert');
  if (document !== undefined) await takenUp(document, text);
}

export async function openForUndo(uri: Uri): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

function shows(document: TextDocument, text: string): boolean {
  if (asInBuffer(document.getText()) !== asInBuffer(text)) return false;
  const hasMark = document.encoding === 'utf8bom';
  return hasMark === hasBom(text) && (hasMixedLineEnds(text) || document.getText() === withoutBom(text));
}

/**
 * For files that no watcher reports (settings exclude them, or their file system has none): the text is put into the
 * buffer, one step for undo. Saving is no conflict then, since the file holds the same. Not by creating the file over
 * itself, although VS Code reads it again then: the undo of that would delete it.
 */
async function bringIn(document: TextDocument, text: string): Promise<void> {
  if (document.isDirty) return;
  const edit = new WorkspaceEdit();
  replaceInBuffer(edit, document.uri, text);
  if (edit.size === 0) return;
  await workspace.applyEdit(edit);
  if (!hasMixedLineEnds(text)) await document.save();
}
