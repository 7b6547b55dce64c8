import { constants, type Stats } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../core/model/appError';
import type { Cancellable } from '../../core/ports/workspaceFiles';
import { isMissing } from '../files/confinedPath';
import { IGNORED_FOLDERS } from '../files/ignoredFolders';
import { DEPENDENCY_FOLDERS } from './dependencyLinks';
import { isScrubbed, scrubConfig } from './scrubConfig';

const AT_ONCE = 32;
/** Larger files are data that no check of source reads. */
const SIZE_LIMIT = 64_000_000;

export interface CopyOptions extends Cancellable {
  readonly from: string;
  readonly to: string;
  readonly databaseUrl: string;
}

/**
 * Brings a copy up to date. A copied file gets its original's time, so that a file of the same size and time needs no
 * copying, whichever process made it, and anything that a tool wrote is replaced. What the workspace does not have
 * is removed, except what tools keep in folders that are ignored (caches) below folders that exist.
 */
export async function copyWorkspace(present: ReadonlySet<string>, options: CopyOptions): Promise<void> {
  await mkdir(options.to, { recursive: true, mode: 0o700 });
  await prune(options.to, '', present, foldersOf(present), options);
  const queue = [...present];
  const work = async (): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      throwIfCancelled(options);
      await copyOne(next, options);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** Copies one file when the copy differs; a link or a missing original leaves nothing in the copy. */
export async function copyOne(name: string, { from, to, databaseUrl }: CopyOptions): Promise<void> {
  const source = path.join(from, name);
  const target = path.join(to, name);
  const [original, copy] = await Promise.all([statOf(source), statOf(target)]);
  if (original?.isFile() !== true || original.size > SIZE_LIMIT) {
    if (copy !== undefined) await rm(target, { recursive: true, force: true });
    return;
  }
  const scrub = isScrubbed(name);
  if (!scrub && copy !== undefined && isSame(original, copy)) return;
  if (copy === undefined) await mkdir(path.dirname(target), { recursive: true });
  else await rm(target, { recursive: true, force: true });
  try {
    if (scrub) {
      await writeFile(target, scrubConfig(name, await readFile(source, 'utf8'), databaseUrl));
      return;
    }
    await copyFile(source, target, constants.COPYFILE_FICLONE);
    await utimes(target, original.atimeMs / 1000, original.mtimeMs / 1000);
  } catch (failure) {
    // It vanished between the listing and now.
    if (!isMissing(failure)) throw failure;
  }
}

/** Seconds as doubles lose less than a microsecond. */
const isSame = (original: Stats, copy: Stats): boolean =>
  copy.isFile() && copy.size === original.size && Math.abs(copy.mtimeMs - original.mtimeMs) < 0.01;

async function prune(
  root: string,
  folder: string,
  present: ReadonlySet<string>,
  folders: ReadonlySet<string>,
  options: Cancellable,
): Promise<void> {
  throwIfCancelled(options);
  for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    // Links to dependencies are looked after by linkDependencies, and caches make the next proof quicker.
    const isKept = entry.isDirectory() ? IGNORED_FOLDERS : DEPENDENCY_FOLDERS;
    if (isKept.has(entry.name) && !entry.isFile()) continue;
    if (entry.isDirectory() && folders.has(name)) await prune(root, name, present, folders, options);
    else if (!entry.isFile() || !present.has(name)) {
      await rm(path.join(root, name), { recursive: true, force: true });
    }
  }
}

/** Every folder that holds a file of the workspace, at any depth. */
export function foldersOf(present: ReadonlySet<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const name of present) {
    for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
      const folder = name.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

async function statOf(file: string): Promise<Stats | undefined> {
  try {
    return await lstat(file);
  } catch (failure) {
    if (isMissing(failure)) return undefined;
    throw failure;
  }
}

function throwIfCancelled({ signal }: Cancellable): void {
  if (signal?.aborted === true) {
    throw new AppError('cancelled', 'The proof was cancelled.', 'Start it again.');
  }
}
