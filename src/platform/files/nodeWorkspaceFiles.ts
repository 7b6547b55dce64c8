import path from 'node:path';
import { workspacePath } from '../../core/model/workspacePath';
import type { WorkspaceFiles } from '../../core/ports/workspaceFiles';
import { confineTo } from './confinedPath';
import { listFiles } from './listFiles';
import { unlessMissing } from './readTextFile';
import { RememberedTexts } from './rememberedTexts';

/** The workspace on disk. Links to folders are not followed, links to files are left out. */
export function nodeWorkspaceFiles(root: string): WorkspaceFiles {
  const confine = confineTo(root);
  const texts = new RememberedTexts();
  return {
    root,
    list: (options) => listFiles(root, options?.signal),
    read: (relative) =>
      unlessMissing(relative, () =>
        texts.read(path.join(root, workspacePath(relative)), relative, () => confine(relative)),
      ),
  };
}
