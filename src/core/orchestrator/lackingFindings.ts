import type { WorkspacePath } from '../model/ids';
import type { NewFinding } from '../ports/stateStore';
import { buildGraph, type HunkNode } from '../review/dependencies';
import type { FileReview } from '../review/fileReview';
import { placeHunks } from '../review/hunkDecisions';
import type { Hunk } from '../review/hunks';
import { splitLines } from '../review/lines';

/** The rule of findings about hunks that were accepted without what they need. */
export const LACKING_RULE = 'lacks-what-it-needs';

/**
 * One finding for each accepted hunk that needs hunks which are pending or rejected, and whose lines are not in the files
 * otherwise. `current` holds each file's text, null when there is none.
 */
export function lackingFindings(
  reviews: readonly FileReview[],
  current: ReadonlyMap<WorkspacePath, string | null>,
): readonly NewFinding[] {
  const files = reviews.map((review) => ({ review, hunks: placeHunks(review) }));
  const graph = buildGraph(files);
  const hunks = new Map(files.flatMap((file) => file.hunks.map(({ hunk }) => [hunk.id, hunk] as const)));
  const isLacking = ({ ref }: HunkNode): boolean => {
    const hunk = hunks.get(ref.hunk);
    return hunk !== undefined && !isThere(hunk, current.get(ref.path) ?? null);
  };
  return files.flatMap(({ review, hunks: placed }) =>
    placed.flatMap(({ hunk, decision, start }): NewFinding[] => {
      const node = graph.get(hunk.id);
      if (decision !== 'accepted' || node === undefined) return [];
      const lacking = node.dependsOn.filter(isLacking);
      return lacking.length === 0 ? [] : [findingOf(review.change.path, start + 1, node.title, lacking)];
    }),
  );
}

function findingOf(
  path: WorkspacePath,
  line: number,
  title: string,
  lacking: readonly HunkNode[],
): NewFinding {
  const needed = new Set(
    lacking.map(({ ref, title: what, decision }) => `${what} in ${ref.path} (${decision})`),
  );
  return {
    severity: 'medium',
    category: 'custom',
    message: `"${title}" was accepted without what it needs, so it may not run: ${[...needed].join(', ')}.`,
    path,
    line,
    column: null,
    source: 'groundwork',
    rule: LACKING_RULE,
  };
}

/** A person, or a later run, may have brought the lines in another way. */
function isThere(hunk: Hunk, text: string | null): boolean {
  if (text === null) return false;
  if (hunk.kind === 'create') return true;
  const lines = new Set(splitLines(text).map((line) => line.trim()));
  const has = (line: string): boolean => lines.has(line.trim());
  return hunk.added.every(has) && !hunk.removed.some((line) => !hunk.added.includes(line) && has(line));
}
