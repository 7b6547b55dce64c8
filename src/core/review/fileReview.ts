import type { FileChange } from '../model/changeSet';

export const FILE_STATUSES = ['pending', 'partial', 'accepted', 'rejected', 'stale', 'conflict'] as const;
/** `stale`: the file changed under the run so that the pending hunks no longer fit; `conflict` needs a person. */
export type FileStatus = (typeof FILE_STATUSES)[number];

/** One hunk that a person accepted, with what is needed when the editor's undo takes it back. */
export interface AcceptedStep {
  /** Text of the file before and after the accept; null when the file did not exist. */
  readonly before: string | null;
  readonly after: string;
  /** `base` of the review before the accept. */
  readonly base: string | null;
}

/**
 * The review of one file. What is still pending is exactly the difference between `base` and `proposed`: accepting a
 * hunk moves it into `base` (and into the file), rejecting one takes it out of `proposed`. Nothing holds line numbers
 * that typing could make wrong: the pending text to show is merged from base, proposed and the file as it is now.
 */
export interface FileReview {
  readonly change: FileChange;
  readonly base: string | null;
  readonly proposed: string;
  readonly accepted: readonly AcceptedStep[];
  readonly rejectedHunks: number;
  readonly viewed: boolean;
}

export function startReview(change: FileChange): FileReview {
  return {
    change,
    base: change.base,
    proposed: change.proposed,
    accepted: [],
    rejectedHunks: 0,
    viewed: false,
  };
}
