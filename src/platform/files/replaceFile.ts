import { mkdir, open, realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../core/model/appError';
import type { WorkspacePath } from '../../core/model/ids';
import { confineTo, isMissing } from './confinedPath';

/** Temporary file, fsync, rename: readers see the old or the new text. The mode of an existing file is kept. */
export async function replaceFile(absolute: string, text: string): Promise<void> {
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

/** Makes the names in a folder survive a power cut, and the folder's own where it was made for them. */
export async function syncFolders(root: string, files: readonly string[]): Promise<void> {
  // Windows cannot open a folder to flush it; NTFS journals names itself.
  if (process.platform === 'win32') return;
  const top = await realpath(root);
  const folders = new Set([top]);
  for (const file of files) {
    for (let folder = path.dirname(file); folder.length > top.length; folder = path.dirname(folder)) {
      folders.add(folder);
    }
  }
  await Promise.all([...folders].map(syncFolder));
}

/** Removes what a killed process left beside these files. */
export async function removeLeftovers(root: string, paths: readonly WorkspacePath[]): Promise<void> {
  const confine = confineTo(root);
  for (const relative of paths) {
    // What cannot be looked at (a link to itself) holds nothing of ours.
    const mode = await modeOf(temporaryOf(path.join(root, relative))).catch(() => undefined);
    if (mode === undefined) continue;
    const absolute = await confine(relative).catch(nothingLeft);
    if (absolute === undefined) continue;
    await rm(temporaryOf(absolute), { force: true });
    await removeEmptyFolders(path.dirname(absolute), root);
  }
}

/** Nothing was written, so nothing was left, where a link leads out by now. */
function nothingLeft(failure: unknown): undefined {
  if (failure instanceof AppError && failure.code === 'pathOutsideWorkspace') return undefined;
  throw failure;
}

export async function removeEmptyFolders(folder: string, root: string): Promise<void> {
  let current = folder;
  while (current.length > root.length && current.startsWith(root)) {
    try {
      await rmdir(current);
    } catch (failure) {
      // Not empty: it held something before. Gone already: a killed process got as far as this.
      if (!isMissing(failure)) return;
    }
    current = path.dirname(current);
  }
}

/** One name a file, so that what a killed process left behind is found again. */
const temporaryOf = (absolute: string): string => `${absolute}.groundwork-tmp`;

async function modeOf(absolute: string): Promise<number | undefined> {
  try {
    return (await stat(absolute)).mode & 0o777;
  } catch (failure) {
    if (isMissing(failure)) return undefined;
    throw failure;
  }
}

async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (failure) {
    // It went when its last file was taken back.
    if (!isMissing(failure)) throw failure;
  }
}
