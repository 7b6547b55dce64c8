import { WorkspaceEdit, workspace } from 'vscode';
import type { WorkspacePath } from '../../core/model/ids';
import type { DurableFiles, WorkspaceFiles } from '../../core/ports/workspaceFiles';
import type { ReviewUris } from '../review/reviewUris';
import { openDocument, replaceInBuffer } from './openBuffers';
import type { PlannedWrite } from './plannedWrites';
import { withoutBom } from './textEdit';

/**
 * Takes back the writes of an accept that stopped midway, new files first, since they make room for old texts. What a write
 * did not reach is left alone. Answers the files that could not be put back.
 */
export async function takeBack(
  planned: readonly PlannedWrite[],
  disk: WorkspaceFiles & DurableFiles,
  uris: ReviewUris,
): Promise<readonly WorkspacePath[]> {
  const newFilesFirst = planned.toSorted((a, b) => Number(b.kind === 'create') - Number(a.kind === 'create'));
  const stuck: WorkspacePath[] = [];
  for (const plan of newFilesFirst) {
    try {
      await takeBackOne(plan, disk, uris);
    } catch {
      stuck.push(plan.write.path);
    }
  }
  return stuck;
}

async function takeBackOne(
  { kind, write }: PlannedWrite,
  disk: WorkspaceFiles & DurableFiles,
  uris: ReviewUris,
): Promise<void> {
  switch (kind) {
    case 'create':
      // A full disk took the beginning.
      await disk.removeStarted(write.path, write.text);
      return;
    case 'bytes':
      if ((await disk.read(write.path)) === write.text) await disk.replace(write.path, write.expected);
      return;
    case 'delete':
      if ((await disk.read(write.path)) === undefined) await disk.replace(write.path, write.expected);
      return;
    case 'buffer': {
      const uri = uris.real(write.path);
      if (openDocument(uri)?.getText() !== withoutBom(write.text)) return;
      const edit = new WorkspaceEdit();
      replaceInBuffer(edit, uri, write.expected);
      if (!(await workspace.applyEdit(edit))) throw new Error('The editor did not take the text back.');
    }
  }
}
