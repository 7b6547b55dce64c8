import { FileSystemError, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { AppError } from '../../core/model/appError';
import type { WorkspacePath } from '../../core/model/ids';
import { writeFailed } from '../../core/model/writeFailed';
import type {
  DurableFiles,
  FileWrite,
  WorkspaceFiles,
  WorkspaceWriter,
} from '../../core/ports/workspaceFiles';
import { lineEndInBuffer } from '../../core/review/lines';
import { isSensitivePath } from '../../core/review/sensitivePath';
import type { ReviewUris } from '../review/reviewUris';
import { openForUndo, takenUp, writeUnder } from './bufferReload';
import { dirtyText, openDocument, replaceInBuffer } from './openBuffers';
import { planWrite, type PlannedWrite } from './plannedWrites';
import { takeBack } from './takeBack';

/** What kept a file from being written; the failure is undefined when the editor did not say. */
interface Obstacle {
  readonly path: WorkspacePath;
  readonly failure: unknown;
}

/**
 * Writes accepted text: new files, deletions and unsaved buffers in one WorkspaceEdit; clean files as bytes, which an
 * open editor takes up as one undo step. Everything is checked before anything is written, all of it is taken back when
 * something cannot be written, and it is durable when the promise resolves.
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
      const obstacle = (await applyEdit(planned, disk, uris)) ?? (await writeBytes(planned, disk, uris));
      if (obstacle !== undefined) {
        throw writeFailed(obstacle.path, obstacle.failure, await takeBack(planned, disk, uris));
      }
      await removeEmptyFolders(
        planned.flatMap((plan) => (plan.kind === 'delete' ? [plan.write.path] : [])),
        uris,
      );
      await disk.makeDurable(planned.flatMap((plan) => (plan.kind === 'buffer' ? [] : [plan.write.path])));
      warnOfRedo(planned);
    },
    async bringBack(path, text) {
      await writeUnder(openDocument(uris.real(path)), text, () => disk.replace(path, text));
      await disk.makeDurable([path]);
    },
    tidy: (gone) => removeEmptyFolders(gone, uris),
  };
}

/**
 * Where most line ends of a file become others, VS Code's redo counts with the offsets of the former ones and mixes the
 * text up; its undo is right. That cannot be made otherwise from here, so it is said.
 */
function warnOfRedo(planned: readonly PlannedWrite[]): void {
  const turned = planned.flatMap(({ kind, write }) =>
    kind === 'bytes' && lineEndInBuffer(write.expected) !== lineEndInBuffer(write.text) ? [write.path] : [],
  );
  if (turned.length === 0) return;
  void window.showWarningMessage(
    `Most line ends are others now in ${turned.join(', ')}. The editor can undo this, but mixes the text up when it ` +
      'redoes it: accept again instead.',
  );
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

async function applyEdit(
  planned: readonly PlannedWrite[],
  disk: DurableFiles,
  uris: ReviewUris,
): Promise<Obstacle | undefined> {
  // WorkspaceEdit.size counts text edits only.
  const first = planned.find((plan) => plan.kind !== 'bytes');
  if (first === undefined) return undefined;
  const edit = new WorkspaceEdit();
  for (const plan of planned) {
    const uri = uris.real(plan.write.path);
    if (plan.kind === 'create') edit.createFile(uri, { contents: new TextEncoder().encode(plan.write.text) });
    if (plan.kind === 'delete') edit.deleteFile(uri);
    if (plan.kind === 'buffer') replaceInBuffer(edit, uri, plan.write.text);
  }
  if (await workspace.applyEdit(edit)) return undefined;
  return (await findObstacle(planned, disk)) ?? { path: first.write.path, failure: undefined };
}

/** VS Code keeps the reason to itself: writing the new files past it tells. What this writes is taken back. */
async function findObstacle(
  planned: readonly PlannedWrite[],
  disk: DurableFiles,
): Promise<Obstacle | undefined> {
  for (const { kind, write } of planned) {
    if (kind !== 'create') continue;
    try {
      await disk.replace(write.path, write.text);
    } catch (failure) {
      return { path: write.path, failure };
    }
  }
  return undefined;
}

async function writeBytes(
  planned: readonly PlannedWrite[],
  disk: DurableFiles,
  uris: ReviewUris,
): Promise<Obstacle | undefined> {
  for (const { kind, write } of planned) {
    if (kind !== 'bytes') continue;
    // With a model there is an undo step, which the editor keeps for the file after the model is gone.
    const document = await openForUndo(uris.real(write.path));
    try {
      // Not through the editor's file system: killed midway, that leaves half a file.
      await disk.replace(write.path, write.text);
    } catch (failure) {
      return { path: write.path, failure };
    }
    if (document !== undefined) await takenUp(document, write.text);
  }
  return undefined;
}

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
