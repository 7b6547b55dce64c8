import type { FileReview } from './fileReview';
import type { Decision, PlacedHunk } from './hunkDecisions';
import type { HunkId, HunkRef } from './reviewService';

export interface HunkNode {
  readonly ref: HunkRef;
  readonly decision: Decision;
  readonly title: string;
  /** Pending and rejected hunks that bring what this one requires. Accepted ones are there already. */
  readonly dependsOn: readonly HunkNode[];
  /** Pending hunks that require what this one brings. */
  readonly dependants: readonly HunkNode[];
}

/** Hunk ids are unique in a run: the path is part of them. */
export type HunkGraph = ReadonlyMap<HunkId, HunkNode>;

export interface ReviewedFile {
  readonly review: FileReview;
  readonly hunks: readonly PlacedHunk[];
}

/** Joins the hunks of a run by the symbols of their marks; a symbol that several hunks bring needs them all. */
export function buildGraph(files: readonly ReviewedFile[]): HunkGraph {
  const nodes = new Map<HunkId, HunkNode & { dependsOn: HunkNode[]; dependants: HunkNode[] }>();
  const providers = new Map<string, Set<HunkId>>();
  for (const { review, hunks } of files) {
    for (const { hunk, decision } of hunks) {
      const ref = { path: review.change.path, hunk: hunk.id };
      const titles = new Set(hunk.marks.map((mark) => mark.title));
      const title = titles.size === 0 ? review.change.title : [...titles].join(', ');
      nodes.set(hunk.id, { ref, decision, title, dependsOn: [], dependants: [] });
      for (const symbol of hunk.marks.flatMap((mark) => mark.provides)) {
        providers.set(symbol, (providers.get(symbol) ?? new Set()).add(hunk.id));
      }
    }
  }
  for (const { hunk } of files.flatMap((file) => file.hunks)) {
    const node = nodes.get(hunk.id);
    if (node === undefined) continue;
    const required = hunk.marks.flatMap((mark) => mark.requires);
    const ids = new Set(required.flatMap((symbol) => [...(providers.get(symbol) ?? [])]));
    for (const id of ids) {
      const provider = nodes.get(id);
      if (provider === undefined || provider === node || provider.decision === 'accepted') continue;
      node.dependsOn.push(provider);
      if (node.decision === 'pending') provider.dependants.push(node);
    }
  }
  return nodes;
}

/**
 * Pending and rejected hunks that the selected ones need, directly or over needed ones of the given decisions, and that are
 * not selected; in the order of the run.
 */
export function missingDependencies(
  graph: HunkGraph,
  selected: ReadonlySet<HunkId>,
  through: readonly Decision[] = ['pending', 'rejected'],
): HunkNode[] {
  const reached = new Set<HunkId>();
  const queue = [...selected];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    const hunk = graph.get(id);
    if (hunk === undefined || !(selected.has(id) || through.includes(hunk.decision))) continue;
    queue.push(...hunk.dependsOn.map(({ ref }) => ref.hunk));
  }
  return [...graph.values()].filter(({ ref }) => reached.has(ref.hunk) && !selected.has(ref.hunk));
}

/** The title of a hunk, with what it lacks because of a rejection. */
export function titleWithUnmet(hunk: HunkNode): string {
  const unmet = hunk.dependsOn.filter(({ decision }) => decision === 'rejected');
  if (unmet.length === 0) return hunk.title;
  const what = [...new Set(unmet.map(({ ref, title }) => `${title} in ${ref.path}`))];
  return `${hunk.title} (needs what was rejected: ${what.join(', ')})`;
}
