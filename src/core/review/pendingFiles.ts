import type { WorkspacePath } from '../model/ids';
import { buildGraph, missingDependencies, titleWithUnmet } from './dependencies';
import type { HunkGraph, ReviewedFile } from './dependencies';
import type { FileReview } from './fileReview';
import { decide, placeHunks } from './hunkDecisions';
import { fileStatus, isMarkedConflict, pendingText } from './pendingText';
import type { HunkId, HunkView, PendingFile } from './reviewService';

/** The reviews of a run with the files as they are now, computed once for all questions about them. */
export interface RunReview {
  readonly files: readonly PendingFile[];
  readonly reviews: ReadonlyMap<WorkspacePath, FileReview>;
  readonly graph: HunkGraph;
  /** Hunks that are accepted only by name. */
  readonly conflicts: ReadonlySet<HunkId>;
}

/** `reviews` in review order; `current` holds each file's text, null when there is none. */
export function viewRun(
  reviews: readonly FileReview[],
  current: ReadonlyMap<WorkspacePath, string | null>,
): RunReview {
  const reviewed = reviews.map((review) => ({ review, hunks: placeHunks(review) }));
  const graph = buildGraph(reviewed);
  const files = reviewed.map((file) => viewFile(file, current.get(file.review.change.path) ?? null, graph));
  return {
    files,
    reviews: new Map(reviews.map((review) => [review.change.path, review])),
    graph,
    conflicts: new Set(
      files.flatMap((file) => file.hunks.flatMap((hunk) => (hunk.conflict ? [hunk.id] : []))),
    ),
  };
}

/** The run with rejected ones of these hunks pending again. */
export function reopen(run: RunReview, hunks: ReadonlySet<HunkId>): RunReview {
  const rejectedOf = ({ decisions }: FileReview): HunkId[] =>
    decisions.flatMap(({ hunk, kind }) => (kind === 'rejected' && hunks.has(hunk) ? [hunk] : []));
  const reviews = [...run.reviews.values()];
  if (reviews.every((review) => rejectedOf(review).length === 0)) return run;
  return viewRun(
    reviews.map((review) => decide(review, rejectedOf(review), 'pending')),
    new Map(run.files.map(({ path, current }) => [path, current])),
  );
}

function viewFile({ review, hunks }: ReviewedFile, current: string | null, graph: HunkGraph): PendingFile {
  const { text, places } = pendingText(review, current, hunks);
  const views = hunks.flatMap(({ hunk }): HunkView[] => {
    const place = places.get(hunk.id);
    const node = graph.get(hunk.id);
    if (place === undefined || node === undefined) return [];
    const { typedOver, ...lines } = place;
    return [
      {
        id: hunk.id,
        title: titleWithUnmet(node),
        ...lines,
        conflict: typedOver || isMarkedConflict(hunk),
        dependsOn: missingDependencies(graph, new Set([hunk.id])).map(({ ref }) => ref),
        dependants: node.dependants.map(({ ref }) => ref),
      },
    ];
  });
  return {
    path: review.change.path,
    action: review.change.base === null ? 'create' : 'edit',
    status: fileStatus(review, current, hunks, places),
    current,
    pending: text,
    hunks: views,
    viewed: review.viewed,
  };
}
