import { rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../core/model/appError';
import { writeFailed } from '../../core/model/writeFailed';
import type { FileWrite, WorkspaceWriter } from '../../core/ports/workspaceFiles';
import { confineTo } from './confinedPath';
import { readTextFile } from './readTextFile';
import { removeEmptyFolders, replaceFile, syncFolders } from './replaceFile';

/**
 * Writes accepted text straight to disk: every expectation is checked first, then each file is replaced atomically; all of
 * it is durable when the promise resolves. When one fails midway the earlier ones are put back. Deleting the last file of a
 * folder removes the folder.
 */
export function nodeWorkspaceWriter(root: string): WorkspaceWriter {
  return {
    async apply(writes) {
      const confine = confineTo(root);
      const checked: { readonly write: FileWrite; readonly absolute: string }[] = [];
      for (const write of writes) {
        const absolute = await confine(write.path);
        await checkExpectation(write, absolute);
        checked.push({ write, absolute });
      }
      const undo: Undo[] = [];
      let at = '';
      try {
        for (const { write, absolute } of checked) {
          at = write.path;
          await applyOne(write, absolute, root);
          undo.push({ path: write.path, revert: () => revertOne(write, absolute, root) });
        }
        await syncFolders(
          root,
          checked.map(({ absolute }) => absolute),
        );
      } catch (failure) {
        throw writeFailed(at, failure, await revertAll(undo));
      }
    },
    // No editor, no buffer that shows anything else than the file.
    bringBack: async (relative, text) => replaceFile(await confineTo(root)(relative), text),
    async tidy(gone) {
      const confine = confineTo(root);
      for (const relative of gone) await removeEmptyFolders(path.dirname(await confine(relative)), root);
    },
  };
}

interface Undo {
  readonly path: string;
  readonly revert: () => Promise<void>;
}

/** Newest first, since taking back a new file makes room for an old text. Gives the paths that could not be put back. */
async function revertAll(undo: readonly Undo[]): Promise<readonly string[]> {
  const stuck: string[] = [];
  for (const { path: name, revert } of undo.toReversed()) {
    try {
      await revert();
    } catch {
      stuck.push(name);
    }
  }
  return stuck;
}

async function checkExpectation(write: FileWrite, absolute: string): Promise<void> {
  const current = await readTextFile(absolute, write.path);
  const expected = write.kind === 'create' ? undefined : write.expected;
  if (current === expected) return;
  throw new AppError(
    'staleBase',
    write.kind === 'create'
      ? `${write.path} exists already.`
      : `${write.path} changed since it was reviewed.`,
    'Review the file again.',
  );
}

async function applyOne(write: FileWrite, absolute: string, root: string): Promise<void> {
  if (write.kind === 'delete') {
    await rm(absolute);
    await removeEmptyFolders(path.dirname(absolute), root);
  } else {
    await replaceFile(absolute, write.text);
  }
}

async function revertOne(write: FileWrite, absolute: string, root: string): Promise<void> {
  if (write.kind === 'create') {
    await rm(absolute, { force: true });
    await removeEmptyFolders(path.dirname(absolute), root);
  } else {
    await replaceFile(absolute, write.expected);
  }
}
