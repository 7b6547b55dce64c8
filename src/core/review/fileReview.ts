import type { FileChange } from '../model/changeSet';
import type { HunkId } from './reviewService';

export const FILE_STATUSES = ['pending', 'partial', 'accepted', 'rejected', 'stale', 'conflict'] as const;
/** `stale`: the file changed under the run so that the pending hunks no longer fit; `conflict` needs a person. */
export type FileStatus = (typeof FILE_STATUSES)[number];

/** One accept of a person: the hunks that it covered and the file's text around it; `before` is null when there was no file. */
export interface AcceptedStep {
  readonly hunks: readonly HunkId[];
  readonly before: string | null;
  readonly after: string;
}

export interface HunkDecision {
  readonly hunk: HunkId;
  readonly kind: 'accepted' | 'rejected';
}

/**
 * The review of one file. Its hunks are the difference between `change.base` and `change.proposed`, computed once and
 * the same way each time; decisions name hunks, so that nothing holds a position in the file that typing could make wrong.
 * `base` is `change.base` with the accepted hunks, `proposed` is `change.proposed` without the rejected ones ('' for a
 * rejected new file); what is pending is the difference between these two. The pending text to show is merged from
 * `base`, the pending hunks and the file as it is now. Plain JSON.
 */
export interface FileReview {
  readonly change: FileChange;
  readonly base: string | null;
  readonly proposed: string;
  readonly decisions: readonly HunkDecision[];
  /** Accepts that the editor's undo can take back, oldest first. */
  readonly accepted: readonly AcceptedStep[];
  /** Accepts that undo took back and redo can bring again; the last one is redone first. */
  readonly undone: readonly AcceptedStep[];
  /** An accept that is being written now; found here after a crash, it is finished or dropped (`reconcile`). */
  readonly intent: AcceptedStep | null;
  readonly rejectedHunks: number;
  readonly viewed: boolean;
}

export function startReview(change: FileChange): FileReview {
  return {
    change,
    base: change.base,
    proposed: change.proposed,
    decisions: [],
    accepted: [],
    undone: [],
    intent: null,
    rejectedHunks: 0,
    viewed: false,
  };
}
