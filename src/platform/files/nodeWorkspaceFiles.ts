import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../core/model/appError';
import type { WorkspacePath } from '../../core/model/ids';
import { workspacePath } from '../../core/model/workspacePath';
import type { Cancellable, WorkspaceFiles } from '../../core/ports/workspaceFiles';
import { confinedPath, isMissing } from './confinedPath';
import { decodeText } from './decodeText';
import { IGNORED_FOLDERS } from './ignoredFolders';

/** The workspace on disk. Links to folders are not followed, links to files are left out. */
export function nodeWorkspaceFiles(root: string): WorkspaceFiles {
  return {
    root,
    async list(options?: Cancellable) {
      const found: WorkspacePath[] = [];
      await walk(root, '', found, options?.signal);
      return found.sort();
    },
    async read(relative) {
      const absolute = await confinedPath(root, relative);
      try {
        return decodeText(await readFile(absolute), relative);
      } catch (failure) {
        if (isMissing(failure)) return undefined;
        throw failure;
      }
    },
  };
}

async function walk(
  root: string,
  folder: string,
  found: WorkspacePath[],
  signal: AbortSignal | undefined,
): Promise<void> {
  if (signal?.aborted === true) throw new AppError('cancelled', 'Listing was cancelled.', 'Try again.');
  const entries = await readdir(path.join(root, folder), { withFileTypes: true });
  const folders: string[] = [];
  for (const entry of entries) {
    const relative = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory() && !IGNORED_FOLDERS.has(entry.name)) folders.push(relative);
    else if (entry.isFile() && isNameable(relative)) found.push(workspacePath(relative));
  }
  for (const next of folders) await walk(root, next, found, signal);
}

/** A file whose name could not be written as a workspace path (a colon, a backslash) is none of ours. */
function isNameable(relative: string): boolean {
  try {
    workspacePath(relative);
    return true;
  } catch {
    return false;
  }
}
