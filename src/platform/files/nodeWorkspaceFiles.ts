import type { WorkspaceFiles } from '../../core/ports/workspaceFiles';
import { confineTo, isMissing } from './confinedPath';
import { listFiles } from './listFiles';
import { RememberedTexts } from './rememberedTexts';

/** The workspace on disk. Links to folders are not followed, links to files are left out. */
export function nodeWorkspaceFiles(root: string): WorkspaceFiles {
  const confine = confineTo(root);
  const texts = new RememberedTexts();
  return {
    root,
    list: (options) => listFiles(root, options?.signal),
    async read(relative) {
      const absolute = await confine(relative);
      try {
        return await texts.read(absolute, relative);
      } catch (failure) {
        if (isMissing(failure)) return undefined;
        throw failure;
      }
    },
  };
}
