import {
  constants,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import path from 'node:path';
import { isMissing } from '../files/confinedPath';
import { IGNORED_FOLDERS } from '../files/ignoredFolders';
import { DEPENDENCY_FOLDERS } from './dependencyLinks';
import { isScrubbed, scrubConfig } from './scrubConfig';

/** Larger files are data that no check of source reads. */
const SIZE_LIMIT = 64_000_000;

export interface CopyPlaces {
  readonly from: string;
  readonly to: string;
  readonly databaseUrl: string;
}

/**
 * Copies one file when the copy differs; a link or a missing original leaves nothing in the copy. A copied file gets its
 * original's time, so that a file of the same size and time needs no copying, whichever process made it, and anything that
 * a tool wrote is replaced. Synchronous, for threads that do nothing else: promises would cost ten times the work.
 */
export function copyFile(name: string, { from, to, databaseUrl }: CopyPlaces): void {
  const source = path.join(from, name);
  const target = path.join(to, name);
  const original = lstatSync(source, { throwIfNoEntry: false });
  const copy = lstatSync(target, { throwIfNoEntry: false });
  if (original?.isFile() !== true || original.size > SIZE_LIMIT) {
    if (copy !== undefined) rmSync(target, { recursive: true, force: true });
    return;
  }
  const scrub = isScrubbed(name);
  if (!scrub && copy !== undefined && isSame(original, copy)) return;
  if (copy === undefined) mkdirSync(path.dirname(target), { recursive: true });
  else rmSync(target, { recursive: true, force: true });
  try {
    if (scrub) {
      writeFileSync(target, scrubConfig(name, readFileSync(source, 'utf8'), databaseUrl));
      return;
    }
    copyFileSync(source, target, constants.COPYFILE_FICLONE);
    utimesSync(target, original.atimeMs / 1000, original.mtimeMs / 1000);
  } catch (failure) {
    // It vanished between the listing and now.
    if (!isMissing(failure)) throw failure;
  }
}

/** Seconds as doubles lose less than a microsecond. */
const isSame = (original: Stats, copy: Stats): boolean =>
  copy.isFile() && copy.size === original.size && Math.abs(copy.mtimeMs - original.mtimeMs) < 0.01;

/**
 * Removes from a copy what the workspace does not have, except what tools keep in folders that are ignored (caches) below
 * folders that exist.
 */
export function pruneCopy(root: string, present: ReadonlySet<string>, folders: ReadonlySet<string>): void {
  const prune = (folder: string): void => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      // Links to dependencies are looked after by linkDependencies, and caches make the next proof quicker.
      const isKept = entry.isDirectory() ? IGNORED_FOLDERS : DEPENDENCY_FOLDERS;
      if (isKept.has(entry.name) && !entry.isFile()) continue;
      if (entry.isDirectory() && folders.has(name)) prune(name);
      else if (!entry.isFile() || !present.has(name)) {
        rmSync(path.join(root, name), { recursive: true, force: true });
      }
    }
  };
  mkdirSync(root, { recursive: true, mode: 0o700 });
  prune('');
}

/** Every folder that holds a file of the workspace, at any depth. */
export function foldersOf(present: Iterable<string>): ReadonlySet<string> {
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
