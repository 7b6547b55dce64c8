import type { WorkspacePath } from '../../core/model/ids';
import type { ProjectParts } from '../../core/ports/verifier';
import type { WorkspaceFiles } from '../../core/ports/workspaceFiles';
import type { ProjectProfile, Stacks } from './stack';

/** The projects of the workspace that files belong to: of several around a file, the innermost of each kind. */
export async function partsOfFiles(
  { backend, frontend }: Stacks,
  files: WorkspaceFiles,
  paths: readonly WorkspacePath[],
): Promise<ProjectParts> {
  if (paths.length === 0) return { parts: [] };
  const [backends, frontends] = await Promise.all([backend.detect(files), frontend.detect(files)]);
  return {
    parts: [
      ...foldersAround(paths, backends).map((folder) => ({ kind: 'python', folder }) as const),
      ...foldersAround(paths, frontends).map((folder) => ({ kind: 'node', folder }) as const),
    ],
  };
}

function foldersAround(
  paths: readonly WorkspacePath[],
  projects: readonly ProjectProfile[],
): readonly string[] {
  const folders = projects.map(({ folder }) => folder).sort((one, other) => other.length - one.length);
  const around = paths.flatMap((path) => {
    const folder = folders.find((candidate) => candidate === '' || path.startsWith(`${candidate}/`));
    return folder === undefined ? [] : [folder];
  });
  return [...new Set(around)].sort();
}
