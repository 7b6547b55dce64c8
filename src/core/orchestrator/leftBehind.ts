import type { Finding } from '../model/run';
import type { FileView, NextStep, RunView } from '../model/runView';
import type { Git } from '../ports/git';
import type { WorkspaceFiles } from '../ports/workspaceFiles';

/** The rule of findings about files that stand elsewhere now, or that nothing uses any more: a proposal removes none. */
export const LEFT_BEHIND_RULE = 'left-behind';

/** What is looked at of a run. */
export interface EndedRun {
  readonly status: RunView['status'];
  readonly files: readonly Pick<FileView, 'status'>[];
  readonly findings: readonly Pick<Finding, 'rule' | 'path'>[];
}

/**
 * What takes those files away, once all that stands in for them was accepted. Only files that the last commit holds: git
 * gives them back, and refuses where a change is not committed.
 */
export async function leftBehindSteps(
  run: EndedRun,
  files: Pick<WorkspaceFiles, 'read'>,
  git: Pick<Git, 'committed'> | null,
): Promise<readonly NextStep[]> {
  if (git === null || run.status !== 'completed') return [];
  if (run.files.some(({ status }) => status !== 'accepted')) return [];
  const found = run.findings.flatMap(({ rule, path }) =>
    rule === LEFT_BEHIND_RULE && path !== null ? [path] : [],
  );
  const there = await Promise.all(
    [...new Set(found)].map(async (path) => ((await files.read(path)) === undefined ? [] : [path])),
  );
  const paths = there.flat();
  if (paths.length === 0) return [];
  const committed = await git.committed(paths);
  const removable = paths.filter((path) => committed.has(path));
  if (removable.length === 0) return [];
  // Double quotes are read alike by every shell; git takes a name as it is before it takes it as a pattern.
  const command = ['git rm --quiet --', ...removable.map((path) => `"${path}"`)].join(' ');
  const detail = 'Files that stand elsewhere now, or that nothing uses any more; the last commit keeps them.';
  return [{ title: 'Remove what is left behind', detail, action: { kind: 'terminal', command, folder: '' } }];
}
