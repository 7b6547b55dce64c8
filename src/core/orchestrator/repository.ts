import type { WorkspacePath } from '../model/ids';
import type { Git } from '../ports/git';
import type { NewFinding } from '../ports/stateStore';
import type { Cancellable } from '../ports/workspaceFiles';
import type { FileReview } from '../review/fileReview';

const COMMITTED =
  'It is committed, so other databases may have it: downgrade them, then delete it or revert the commit.';
const IGNORED = 'ignored-by-git';

/** Revisions that the last commit holds, with why they stay: they are neither edited nor taken back. */
export async function committedRevisions(
  git: Git | null,
  reviews: readonly FileReview[],
): Promise<ReadonlyMap<WorkspacePath, string>> {
  const revisions = reviews.filter(({ change }) => change.layer === 'migration');
  if (git === null || revisions.length === 0) return new Map();
  const committed = await git.committed(revisions.map(({ change }) => change.path));
  return new Map([...committed].map((path) => [path, COMMITTED]));
}

/** New files that git keeps out of commits: no colleague gets them, and without the merge base none can merge. */
export async function ignoredFiles(
  git: Git | null,
  reviews: readonly FileReview[],
  options: Cancellable,
): Promise<readonly NewFinding[]> {
  if (git === null) return [];
  const created = reviews.filter(({ change }) => change.base === null).map(({ change }) => change.path);
  const rules = await git.ignored(created, options);
  return [...rules].map(([path, rule]) => ({
    severity: 'medium',
    category: 'custom',
    message: `git ignores this file (${rule}), so that it reaches nobody else. Change the rule, or add the file with git add --force.`,
    path,
    line: null,
    column: null,
    source: 'git',
    rule: IGNORED,
  }));
}
