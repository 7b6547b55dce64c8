import path from 'node:path';
import type { WorkspacePath } from '../../core/model/ids';
import { workspacePath } from '../../core/model/workspacePath';
import type { WorkspaceFiles } from '../../core/ports/workspaceFiles';
import { confineTo } from './confinedPath';
import { listFiles } from './listFiles';
import { unlessMissing } from './readTextFile';
import { RememberedTexts, type Found } from './rememberedTexts';

/** The workspace on disk. Links to folders are not followed, links to files are left out. */
export function nodeWorkspaceFiles(root: string): WorkspaceFiles {
  const confine = confineTo(root);
  const texts = new RememberedTexts();
  // Since the last listing: what is missing is asked for file by file, and lies in few folders.
  const confined = new Set<string>();
  const admit = async (relative: WorkspacePath, found: Found): Promise<void> => {
    const folder = path.posix.dirname(relative);
    if (found === 'missing' && confined.has(folder)) return;
    await confine(relative);
    if (found === 'missing') confined.add(folder);
  };
  return {
    root,
    list: (options) => {
      confined.clear();
      return listFiles(root, options?.signal);
    },
    read: (relative) =>
      unlessMissing(relative, () =>
        texts.read(path.join(root, workspacePath(relative)), relative, (found) => admit(relative, found)),
      ),
  };
}
