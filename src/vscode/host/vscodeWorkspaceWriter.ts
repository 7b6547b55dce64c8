import { FileSystemError, Range, Uri, WorkspaceEdit, window, workspace, type TextDocument } from 'vscode';
import { AppError } from '../../core/model/appError';
import type { WorkspacePath } from '../../core/model/ids';
import type {
  DurableFiles,
  FileWrite,
  WorkspaceFiles,
  WorkspaceWriter,
} from '../../core/ports/workspaceFiles';
import { isSensitivePath } from '../../core/review/sensitivePath';
import type { ReviewUris } from '../review/reviewUris';
import { dirtyText, openDocument } from './openBuffers';
import { planWrite, type PlannedWrite } from './plannedWrites';
import { smallestReplacement, withoutBom } from './textEdit';

/** How long an open editor may take to notice that its file was written. */
const RELOAD_MS = 5_000;

/**
 * Writes accepted text: new files, deletions and unsaved buffers in one WorkspaceEdit; clean files as bytes, which an
 * open editor takes up as one undo step. Everything is checked before anything is written, and durable when the promise
 * resolves.
 */
export function vscodeWorkspaceWriter(
  disk: WorkspaceFiles & DurableFiles,
  uris: ReviewUris,
): WorkspaceWriter {
  return {
    async apply(writes) {
      await askForSensitive(writes);
      const planned = await Promise.all(
        writes.map(async (write) => {
          const onDisk = await disk.read(write.path);
          return planWrite(write, { onDisk, dirty: dirtyText(uris.real(write.path), onDisk) });
        }),
      );
      await applyEdit(planned, uris);
      await writeBytes(
        planned.filter((plan) => plan.kind === 'bytes'),
        disk,
        uris,
      );
      await removeEmptyFolders(
        planned.flatMap((plan) => (plan.kind === 'delete' ? [plan.write.path] : [])),
        uris,
      );
      await disk.makeDurable(planned.flatMap((plan) => (plan.kind === 'buffer' ? [] : [plan.write.path])));
    },
    tidy: (gone) => removeEmptyFolders(gone, uris),
  };
}

async function askForSensitive(writes: readonly FileWrite[]): Promise<void> {
  const paths = writes.map(({ path }) => path).filter(isSensitivePath);
  if (paths.length === 0) return;
  const answer = await window.showWarningMessage(
    'These files can make tools run commands. Write them?',
    { modal: true, detail: paths.join('\n') },
    'Write Them',
  );
  if (answer !== 'Write Them')
    throw new AppError('cancelled', 'Nothing was written.', 'Accept the other files one by one.');
}

async function applyEdit(planned: readonly PlannedWrite[], uris: ReviewUris): Promise<void> {
  // WorkspaceEdit.size counts text edits only.
  if (planned.every((plan) => plan.kind === 'bytes')) return;
  const edit = new WorkspaceEdit();
  for (const plan of planned) {
    const uri = uris.real(plan.write.path);
    if (plan.kind === 'create') edit.createFile(uri, { contents: new TextEncoder().encode(plan.write.text) });
    if (plan.kind === 'delete') edit.deleteFile(uri);
    if (plan.kind === 'buffer') replaceInBuffer(edit, uri, plan.write.text);
  }
  if (!(await workspace.applyEdit(edit))) {
    throw new AppError(
      'storageFailed',
      'VS Code did not apply the change.',
      'Look at the diff again, then accept.',
    );
  }
}

function replaceInBuffer(edit: WorkspaceEdit, uri: Uri, text: string): void {
  const document = openDocument(uri);
  if (document === undefined) throw new AppError('staleBase', `${uri.path} was closed.`, 'Accept again.');
  const change = smallestReplacement(document.getText(), withoutBom(text));
  if (change === undefined) return;
  const range = new Range(document.positionAt(change.start), document.positionAt(change.end));
  edit.replace(uri, range, change.text);
}

/** All or nothing: what was written is taken back when a later file cannot be. */
async function writeBytes(
  planned: readonly (PlannedWrite & { readonly kind: 'bytes' })[],
  disk: DurableFiles,
  uris: ReviewUris,
): Promise<void> {
  const done: (PlannedWrite & { readonly kind: 'bytes' })['write'][] = [];
  for (const { write } of planned) {
    try {
      // With a model there is an undo step, which the editor keeps for the file after the model is gone.
      const document = await openForUndo(uris.real(write.path));
      // Not through the editor's file system: killed midway, that leaves half a file.
      await disk.replace(write.path, write.text);
      done.push(write);
      if (document !== undefined) await takenUp(document, write.text);
    } catch (failure) {
      for (const { path, expected } of done) await disk.replace(path, expected);
      throw new AppError(
        'storageFailed',
        `${write.path} could not be written.`,
        'Check its permissions, then accept again.',
        {
          cause: failure,
        },
      );
    }
  }
}

async function openForUndo(uri: Uri): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

/** Resolves when the buffer holds the text. A watcher that does not report is helped by writing through the editor. */
async function takenUp(document: TextDocument, text: string): Promise<void> {
  const wanted = normalized(text);
  const arrived = (): boolean => normalized(document.getText()) === wanted;
  if (arrived()) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const timer = setTimeout(done, RELOAD_MS);
    const subscription = workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && arrived()) done();
    });
  });
  if (arrived()) return;
  // Creating over a file makes VS Code read its buffer again.
  const edit = new WorkspaceEdit();
  edit.createFile(document.uri, { overwrite: true, contents: new TextEncoder().encode(text) });
  await workspace.applyEdit(edit);
}

const normalized = (text: string): string => withoutBom(text).replace(/\r\n?/g, '\n');

/** Folders that a taken-back file leaves empty were made for it. */
async function removeEmptyFolders(gone: readonly WorkspacePath[], uris: ReviewUris): Promise<void> {
  for (const path of gone) {
    const segments = path.split('/').slice(0, -1);
    for (let depth = segments.length; depth > 0; depth -= 1) {
      const folder = Uri.joinPath(uris.root, ...segments.slice(0, depth));
      try {
        if ((await workspace.fs.readDirectory(folder)).length > 0) break;
        await workspace.fs.delete(folder, { recursive: false, useTrash: false });
      } catch (failure) {
        // Gone already: a killed extension host got as far as this.
        if (!(failure instanceof FileSystemError) || failure.code !== 'FileNotFound') break;
      }
    }
  }
}
