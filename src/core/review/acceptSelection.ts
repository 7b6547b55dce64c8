import { AppError } from '../model/appError';
import type { WorkspacePath } from '../model/ids';
import { missingDependencies, type HunkNode } from './dependencies';
import { reopen, type RunReview } from './pendingFiles';
import type {
  AcceptOutcome,
  DependencyAnswer,
  HunkId,
  HunkRef,
  HunkView,
  NeededHunk,
  PendingFile,
  ReviewTarget,
} from './reviewService';

export type Selection =
  | {
      readonly kind: 'selected';
      /** As it is when what was rejected and is accepted now is pending again. */
      readonly run: RunReview;
      readonly hunks: ReadonlySet<HunkId>;
      readonly conflicts: readonly HunkRef[];
    }
  | { readonly kind: 'refused'; readonly outcome: AcceptOutcome };

/**
 * Which hunks an accept covers. Conflicting hunks only when the target names them; what is needed never adds them: then
 * they are reported as missing. Throws AppError `notFound` for files and hunks that are not in the review.
 */
export function selectHunks(
  run: RunReview,
  target: ReviewTarget,
  dependencies: 'ask' | DependencyAnswer,
): Selection {
  const files = targetFiles(run.files, target);
  const targeted = files.flatMap((file) => targetHunks(run, file, target));
  const named = target.kind === 'hunk';
  const hunks = new Set(targeted.flatMap(({ id, conflict }) => (named || !conflict ? [id] : [])));
  const conflicts = targeted.flatMap(({ id }) => (hunks.has(id) ? [] : [refOf(run, id)]));
  const stale = files.filter(
    (file) => file.status === 'stale' && (hunks.size === 0 || (named && isUnreachable(file))),
  );
  if (stale.length > 0) {
    return { kind: 'refused', outcome: { kind: 'stale', paths: stale.map(({ path }) => path) } };
  }
  const isBack = dependencies === 'includeRejected';
  const missing = missingDependencies(run.graph, hunks, isBack ? ['pending', 'rejected'] : ['pending']);
  const isAdded = ({ decision }: HunkNode): boolean =>
    isBack || (dependencies === 'include' && decision === 'pending');
  const added = new Set(missing.filter(isAdded).map(({ ref }) => ref.hunk));
  const opened = reopen(run, added);
  const blocking =
    dependencies === 'ask'
      ? missing
      : missing.filter(({ ref }) => added.has(ref.hunk) && opened.conflicts.has(ref.hunk));
  if (blocking.length > 0) {
    return { kind: 'refused', outcome: { kind: 'needsDependencies', missing: blocking.map(neededHunk) } };
  }
  for (const hunk of added) hunks.add(hunk);
  if (hunks.size > 0) for (const companion of companionHunks(run)) hunks.add(companion);
  return { kind: 'selected', run: opened, hunks, conflicts };
}

const neededHunk = ({ ref, title, decision }: HunkNode): NeededHunk => ({
  ...ref,
  title,
  decision: decision === 'rejected' ? 'rejected' : 'pending',
});

/**
 * Specification and merge base go with the first thing that is accepted: without them the next generation could not
 * tell what a person wrote from what was generated.
 */
function companionHunks(run: RunReview): readonly HunkId[] {
  return run.files.flatMap((file) => {
    const layer = run.reviews.get(file.path)?.change.layer;
    if (layer !== 'spec' && layer !== 'base') return [];
    if (file.status === 'stale') return [];
    return file.hunks.flatMap(({ id, conflict }) => (conflict ? [] : [id]));
  });
}

/** The files that a target covers. Throws AppError `notFound`. */
export function targetFiles(files: readonly PendingFile[], target: ReviewTarget): readonly PendingFile[] {
  switch (target.kind) {
    case 'run':
      return files;
    case 'files':
      return [...new Set(target.paths)].map((path) => requireFile(files, path));
    case 'hunk':
      return [requireFile(files, target.path)];
  }
}

/** The pending hunks of a file that a target covers; a hunk that was decided before gives none, since clicks come twice. */
export function targetHunks(run: RunReview, file: PendingFile, target: ReviewTarget): readonly HunkView[] {
  if (target.kind !== 'hunk') return file.hunks;
  if (run.graph.get(target.hunk)?.ref.path !== file.path) {
    throw new AppError(
      'notFound',
      `There is no such change in ${file.path} any more.`,
      'Open the file in the review again.',
    );
  }
  return file.hunks.filter(({ id }) => id === target.hunk);
}

/** There is no file that the hunks could go to, or another file stands where a new one should be. */
function isUnreachable(file: PendingFile): boolean {
  return file.status === 'stale' && (file.action === 'create' || file.current === null);
}

function requireFile(files: readonly PendingFile[], path: WorkspacePath): PendingFile {
  const file = files.find((candidate) => candidate.path === path);
  if (file !== undefined) return file;
  throw new AppError('notFound', `${path} is not part of this run.`, 'Choose a file that the run lists.');
}

function refOf(run: RunReview, id: HunkId): HunkRef {
  const node = run.graph.get(id);
  if (node === undefined) throw new AppError('internal', `Unknown hunk ${id}.`, 'Open the review again.');
  return node.ref;
}
