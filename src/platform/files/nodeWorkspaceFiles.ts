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
    read: (relative) => unlessMissing(relative, async () => texts.read(await confine(relative), relative)),
  };
}
