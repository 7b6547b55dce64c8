import path from 'node:path';
import { AppError } from '../../core/model/appError';
import type { WorkspacePath } from '../../core/model/ids';
import { workspacePath } from '../../core/model/workspacePath';
import { promptLstat, promptRealpath } from '../promptFiles';

/**
 * Gives absolute paths of workspace paths, after their existing part has been resolved on disk: a link on the way that leaves
 * the workspace is refused, whether or not the file exists. Throws AppError `pathOutsideWorkspace`.
 */
export function confineTo(root: string): (relative: WorkspacePath) => Promise<string> {
  // Where the folder itself is does not change while it is open.
  let resolved: Promise<string> | undefined;
  const resolveRoot = async (): Promise<string> => {
    try {
      return await (resolved ??= promptRealpath(root));
    } catch (failure) {
      resolved = undefined;
      throw failure;
    }
  };
  return async (relative) => {
    const realRoot = await resolveRoot();
    const wanted = path.join(realRoot, workspacePath(relative));
    const found = await resolveExisting(wanted, relative);
    if (found === realRoot || found.startsWith(realRoot + path.sep)) return wanted;
    throw refused(
      `${relative} leads out of the workspace, to ${found}.`,
      'Remove the link, or open the folder that it points to.',
    );
  };
}

/**
 * Resolves links in the longest prefix that exists; a dangling link counts as existing. What is below a folder that does not
 * exist is no link.
 */
async function resolveExisting(wanted: string, relative: WorkspacePath): Promise<string> {
  const found = await realpathIfAny(wanted, relative);
  if (found !== undefined) return found;
  if (await isDanglingLink(wanted)) {
    throw refused(`${relative} leads through a link to a file that does not exist.`, 'Remove the link.');
  }
  return path.join(await resolveExisting(path.dirname(wanted), relative), path.basename(wanted));
}

async function realpathIfAny(wanted: string, relative: WorkspacePath): Promise<string | undefined> {
  try {
    return await promptRealpath(wanted);
  } catch (failure) {
    if (isMissing(failure)) return undefined;
    if (failure instanceof Error && 'code' in failure && failure.code === 'ELOOP') {
      throw refused(`${relative} leads through a link to itself.`, 'Remove the link.', failure);
    }
    throw failure;
  }
}

function refused(message: string, suggestion: string, cause?: unknown): AppError {
  return new AppError('pathOutsideWorkspace', message, suggestion, { cause });
}

async function isDanglingLink(wanted: string): Promise<boolean> {
  try {
    return (await promptLstat(wanted)).isSymbolicLink();
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
