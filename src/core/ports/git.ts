import type { WorkspacePath } from '../model/ids';
import type { Cancellable } from './workspaceFiles';

/** A file as it should be in a commit: `text` gets the text of the commit below, undefined where there is none. */
export interface CommittedFile {
  readonly path: WorkspacePath;
  readonly text: (below: string | undefined) => string;
}

export interface CommitRequest extends Cancellable {
  /** Below `refs/heads/`; a number is added when another commit has it. */
  readonly branch: string;
  readonly message: string;
  readonly files: readonly CommittedFile[];
}

export type CommitOutcome =
  | {
      readonly kind: 'committed';
      readonly branch: string;
      readonly commit: string;
      /** Files that are not in it, with why. */
      readonly leftOut: readonly { readonly path: WorkspacePath; readonly reason: string }[];
    }
  | { readonly kind: 'notCommitted'; readonly reason: string };

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
  /**
   * What is below the workspace and not as in the last commit: staged, changed, new and not ignored. Relative to the
   * repository. Null when git cannot say.
   */
  uncommitted(options?: Cancellable): Promise<readonly string[] | null>;
  /**
   * A commit on top of the last one, on a branch of its own. Index, checkout, HEAD and stash stay as they are; the same
   * commit is made once. Never throws but for a cancelled signal.
   */
  commit(request: CommitRequest): Promise<CommitOutcome>;
}
