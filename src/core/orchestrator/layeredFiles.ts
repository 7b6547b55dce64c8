import type { FileChange } from '../model/changeSet';
import type { WorkspacePath } from '../model/ids';
import type { WorkspaceFiles } from '../ports/workspaceFiles';

/** The workspace with proposed texts on top, as the next phase of the run sees it. */
export function layeredFiles(
  workspace: WorkspaceFiles,
  proposed: readonly Pick<FileChange, 'path' | 'proposed'>[],
): WorkspaceFiles {
  const texts = new Map(proposed.map((change) => [change.path, change.proposed]));
  return {
    root: workspace.root,
    async list(options) {
      const paths = new Set<WorkspacePath>(await workspace.list(options));
      for (const path of texts.keys()) paths.add(path);
      return [...paths].sort();
    },
    async read(path, options) {
      return texts.get(path) ?? (await workspace.read(path, options));
    },
  };
}
