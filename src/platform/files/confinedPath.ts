import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../core/model/appError';
import type { WorkspacePath } from '../../core/model/ids';
import { workspacePath } from '../../core/model/workspacePath';

/**
 * Absolute path of a workspace path, after its existing part has been resolved on disk: a link on the way that leaves
 * the workspace is refused, whether or not the file exists. Throws AppError `pathOutsideWorkspace`.
 */
export async function confinedPath(root: string, relative: WorkspacePath): Promise<string> {
  workspacePath(relative);
  const realRoot = await realpath(root);
  const wanted = path.join(realRoot, relative);
  const resolved = await resolveExisting(wanted);
  if (resolved === realRoot || resolved.startsWith(realRoot + path.sep)) return wanted;
  throw new AppError(
    'pathOutsideWorkspace',
    `${relative} leads out of the workspace, to ${resolved}.`,
    'Remove the link, or open the folder that it points to.',
  );
}

/** Resolves links in the longest prefix that exists; a dangling link counts as existing. */
async function resolveExisting(wanted: string): Promise<string> {
  try {
    return await realpath(wanted);
  } catch (failure) {
    if (!isMissing(failure)) throw failure;
    if (await isDanglingLink(wanted)) {
      throw new AppError(
        'pathOutsideWorkspace',
        `${wanted} is a link to a file that does not exist.`,
        'Remove the link.',
        { cause: failure },
      );
    }
    const parent = path.dirname(wanted);
    return path.join(await resolveExisting(parent), path.basename(wanted));
  }
}

async function isDanglingLink(wanted: string): Promise<boolean> {
  try {
    return (await lstat(wanted)).isSymbolicLink();
  } catch (failure) {
    if (isMissing(failure)) return false;
    throw failure;
  }
}

export function isMissing(failure: unknown): boolean {
  return (
    failure instanceof Error && 'code' in failure && (failure.code === 'ENOENT' || failure.code === 'ENOTDIR')
  );
}
