import type { RunId, WorkspacePath } from '../model/ids';
import type { Cancellable } from '../ports/workspaceFiles';
import type { Event } from '../../shared/emitter';
import type { FileStatus } from './fileReview';

/** Stable while the hunk's own lines are unchanged: a hash of path, removed and added lines, and the occurrence. */
export type HunkId = string;

export interface HunkRef {
  readonly path: WorkspacePath;
  readonly hunk: HunkId;
}

/** One pending hunk. Lines are 0-based, end exclusive; `current*` in the file as it is now, `pending*` in the pending text. */
export interface HunkView {
  readonly id: HunkId;
  readonly title: string;
  readonly currentStart: number;
  readonly currentEnd: number;
  readonly pendingStart: number;
  readonly pendingEnd: number;
  /** Both sides changed these lines; accepted only when named itself. */
  readonly conflict: boolean;
  /** Pending or rejected hunks that this one needs to run, directly or not: what accepting it alone asks for. */
  readonly dependsOn: readonly HunkRef[];
  /** Pending hunks that need this one. */
  readonly dependants: readonly HunkRef[];
}

/** The pending state of a file against the file as it is now. */
export interface PendingFile {
  readonly path: WorkspacePath;
  readonly action: 'create' | 'edit';
  readonly status: FileStatus;
  readonly current: string | null;
  /** What the file becomes when every pending hunk is accepted, typing in between kept. */
  readonly pending: string;
  readonly hunks: readonly HunkView[];
  readonly viewed: boolean;
}

export type ReviewTarget =
  | { readonly kind: 'run' }
  | { readonly kind: 'files'; readonly paths: readonly WorkspacePath[] }
  | { readonly kind: 'hunk'; readonly path: WorkspacePath; readonly hunk: HunkId };

/** A hunk that others need and that is not accepted. */
export interface NeededHunk extends HunkRef {
  readonly title: string;
  readonly decision: 'pending' | 'rejected';
}

/**
 * What an accept does about hunks that the accepted ones need: nothing is written and they are named, they are accepted
 * too (the pending ones, or also those that were rejected), or they are left out.
 */
export const DEPENDENCY_ANSWERS = ['include', 'includeRejected', 'ignore'] as const;
export type DependencyAnswer = (typeof DEPENDENCY_ANSWERS)[number];

export type AcceptOutcome =
  | {
      readonly kind: 'accepted';
      readonly paths: readonly WorkspacePath[];
      readonly hunks: number;
      /** Hunks of the target that stay pending: both sides changed their lines, so they are accepted only by name. */
      readonly conflicts: readonly HunkRef[];
    }
  /** Nothing was written: these hunks are needed as well. Accept again with another answer than 'ask'. */
  | { readonly kind: 'needsDependencies'; readonly missing: readonly NeededHunk[] }
  /** Nothing was written: the files changed so that the pending text no longer fits. */
  | { readonly kind: 'stale'; readonly paths: readonly WorkspacePath[] };

/** Review of the pending files of runs: the one place that turns a person's decision into writes. */
export interface ReviewService {
  /** Review order: edits to existing files first, then new files by layer. */
  files(runId: RunId, options?: Cancellable): Promise<readonly PendingFile[]>;
  file(runId: RunId, path: WorkspacePath, options?: Cancellable): Promise<PendingFile | undefined>;
  accept(
    runId: RunId,
    target: ReviewTarget,
    options: Cancellable & { readonly dependencies: 'ask' | DependencyAnswer },
  ): Promise<AcceptOutcome>;
  reject(runId: RunId, target: ReviewTarget, options?: Cancellable): Promise<void>;
  /** The editor's undo or redo brought a text back that is the before or after image of an accepted hunk. */
  textRestored(path: WorkspacePath, text: string | null): Promise<void>;
  setViewed(runId: RunId, path: WorkspacePath): Promise<void>;
  readonly onDidChange: Event<{ readonly runId: RunId; readonly paths: readonly WorkspacePath[] }>;
}
