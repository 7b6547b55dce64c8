import type { Dirent } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../core/model/appError';
import type { WorkspacePath } from '../../core/model/ids';
import { workspacePath } from '../../core/model/workspacePath';
import { promptReaddir } from '../promptFiles';
import { IGNORED_FOLDERS } from './ignoredFolders';

/** Folders that are read at the same time: more would only queue in front of other work of the process. */
const AT_ONCE = 8;

interface Folder {
  readonly path: string;
  /** In the order of their paths. */
  entries: readonly (WorkspacePath | Folder)[];
}

/** All files below a folder that the workspace counts as its own, sorted by path. Links are neither followed nor listed. */
export async function listFiles(
  root: string,
  signal: AbortSignal | undefined,
): Promise<readonly WorkspacePath[]> {
  const top: Folder = { path: '', entries: [] };
  for (let level: readonly Folder[] = [top]; level.length > 0;) {
    const next: Folder[] = [];
    for (let at = 0; at < level.length; at += AT_ONCE) {
      if (signal?.aborted === true) throw new AppError('cancelled', 'Listing was cancelled.', 'Try again.');
      const together = level.slice(at, at + AT_ONCE);
      await Promise.all(
        together.map(async (folder) => (folder.entries = await entriesOf(root, folder.path))),
      );
    }
    for (const { entries } of level) {
      for (const entry of entries) if (typeof entry !== 'string') next.push(entry);
    }
    level = next;
  }
  const found: WorkspacePath[] = [];
  collect(top, found);
  return found;
}

/** In order, so that the whole needs no sorting: a folder counts as its name and a slash. */
async function entriesOf(root: string, folder: string): Promise<Folder['entries']> {
  const prefix = folder === '' ? '' : `${folder}/`;
  const sorted: { readonly key: string; readonly entry: WorkspacePath | Folder }[] = [];
  for (const found of await readFolder(root, folder)) {
    const relative = prefix + found.name;
    if (found.isDirectory()) {
      if (IGNORED_FOLDERS.has(found.name)) continue;
      sorted.push({ key: `${found.name}/`, entry: { path: relative, entries: [] } });
    } else if (found.isFile()) {
      const named = nameable(relative);
      if (named !== undefined) sorted.push({ key: found.name, entry: named });
    }
  }
  return sorted.sort((one, other) => (one.key < other.key ? -1 : 1)).map(({ entry }) => entry);
}

/** A folder that may not be read, is gone by now or lies too deep holds nothing of ours; the workspace itself must be readable. */
async function readFolder(root: string, folder: string): Promise<readonly Dirent[]> {
  try {
    return await promptReaddir(path.join(root, folder));
  } catch (cause) {
    if (folder !== '') return [];
    throw new AppError('notFound', `The folder ${root} cannot be read.`, 'Check that it is there.', {
      cause,
    });
  }
}

/** A file whose name could not be written as a workspace path (a colon, a backslash) is none of ours. */
function nameable(relative: string): WorkspacePath | undefined {
  try {
    return workspacePath(relative);
  } catch {
    return undefined;
  }
}

function collect(folder: Folder, found: WorkspacePath[]): void {
  for (const entry of folder.entries) {
    if (typeof entry === 'string') found.push(entry);
    else collect(entry, found);
  }
}
