import type { WorkspacePath } from '../model/ids';
import type { Cancellable } from './workspaceFiles';

/**
 * What the repository of the workspace knows. Only questions that nothing but git answers; each runs no program that
 * the repository names. What git cannot say (no repository, no git, no commit yet) is not in the answer.
 */
export interface Git {
  /** Those of the paths that the last commit holds. */
  committed(paths: readonly WorkspacePath[], options?: Cancellable): Promise<ReadonlySet<WorkspacePath>>;
  /** Those of the paths that an ignore rule keeps out of commits, with the rule as `.gitignore:12 lib/`. */
  ignored(
    paths: readonly WorkspacePath[],
    options?: Cancellable,
  ): Promise<ReadonlyMap<WorkspacePath, string>>;
}
