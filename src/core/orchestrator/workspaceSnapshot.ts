import type { WorkspacePath } from '../model/ids';
import type { WorkspaceFiles } from '../ports/workspaceFiles';

/**
 * One look at the workspace: what was listed or read once stays as it was, so that all phases of a launch agree about it and
 * none pays for it again. What failed is asked again. Whoever resumes or retries takes a new look.
 */
export function workspaceSnapshot(files: WorkspaceFiles): WorkspaceFiles {
  let listing: Promise<readonly WorkspacePath[]> | undefined;
  const texts = new Map<WorkspacePath, Promise<string | undefined>>();
  return {
    root: files.root,
    list(options) {
      if (listing === undefined) {
        const asked = files.list(options);
        listing = asked;
        asked.catch(() => (listing = undefined));
      }
      return listing;
    },
    read(path, options) {
      const known = texts.get(path);
      if (known !== undefined) return known;
      const asked = files.read(path, options);
      texts.set(path, asked);
      asked.catch(() => texts.delete(path));
      return asked;
    },
  };
}
