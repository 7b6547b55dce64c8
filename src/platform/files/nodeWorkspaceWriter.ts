import { mkdir, open, rename, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../core/model/appError';
import type { WorkspacePath } from '../../core/model/ids';
import type { FileWrite, WorkspaceWriter } from '../../core/ports/workspaceFiles';
import { confineTo, isMissing } from './confinedPath';
import { readTextFile } from './readTextFile';

/**
 * Writes accepted text straight to disk: every expectation is checked first, then each file is replaced atomically.
 * When one fails midway the earlier ones are put back. Deleting the last file of a folder removes the folder.
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
      const undo: (() => Promise<void>)[] = [];
      try {
        for (const { write, absolute } of checked) {
          await applyOne(write, absolute, root);
          undo.push(() => revertOne(write, absolute, root));
        }
      } catch (failure) {
        for (const revert of undo.reverse()) await revert();
        throw new AppError(
          'storageFailed',
          `Writing failed: ${failure instanceof Error ? failure.message : String(failure)}`,
          'Free disk space or correct the permissions, then accept again. Nothing was changed.',
          { cause: failure },
        );
      }
    },
  };
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

/** Temporary file, fsync, rename: readers see the old or the new text. The mode of an existing file is kept. */
async function replaceFile(absolute: string, text: string): Promise<void> {
  const folder = path.dirname(absolute);
  const made = await mkdir(folder, { recursive: true });
  const temporary = temporaryOf(absolute);
  try {
    // A killed process may have left one, and what stands there could be a link.
    await rm(temporary, { force: true });
    const mode = await modeOf(absolute);
    const handle = await open(temporary, 'wx', mode ?? 0o644);
    try {
      if (mode !== undefined) await handle.chmod(mode);
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, absolute);
  } catch (failure) {
    // A full disk must not keep what there was no room for; what cannot be removed is found by removeLeftovers.
    await rm(temporary, { force: true }).catch(() => undefined);
    if (made !== undefined) await removeEmptyFolders(folder, path.dirname(made));
    throw failure;
  }
}

/** One name a file, so that what a killed process left behind is found again. */
const temporaryOf = (absolute: string): string => `${absolute}.groundwork-tmp`;

/** Removes what a killed process left beside these files. */
export async function removeLeftovers(root: string, paths: readonly WorkspacePath[]): Promise<void> {
  const confine = confineTo(root);
  for (const relative of paths) {
    const absolute = await confine(relative).catch(nothingLeft);
    if (absolute === undefined || (await modeOf(temporaryOf(absolute))) === undefined) continue;
    await rm(temporaryOf(absolute), { force: true });
    await removeEmptyFolders(path.dirname(absolute), root);
  }
}

/** Nothing was written, so nothing was left, where a link leads out by now. */
function nothingLeft(failure: unknown): undefined {
  if (failure instanceof AppError && failure.code === 'pathOutsideWorkspace') return undefined;
  throw failure;
}

async function modeOf(absolute: string): Promise<number | undefined> {
  try {
    return (await stat(absolute)).mode & 0o777;
  } catch (failure) {
    if (isMissing(failure)) return undefined;
    throw failure;
  }
}

async function removeEmptyFolders(folder: string, root: string): Promise<void> {
  let current = folder;
  while (current.length > root.length && current.startsWith(root)) {
    try {
      await rmdir(current);
    } catch {
      return; // Not empty: it held something before.
    }
    current = path.dirname(current);
  }
}
