import { z } from 'zod';
import type { Config } from '../config/configSchema';
import { AppError } from '../model/appError';
import type { Run } from '../model/run';
import type { CommitOutcome, Git } from '../ports/git';
import type { NewFinding, StateStore } from '../ports/stateStore';
import type { FileReview } from '../review/fileReview';
import { committedText, isAccepted } from '../review/committedText';

/** Type of the artifact that says which commit holds what a run brought. */
const COMMIT_ARTIFACT = 'commit';

const commitSchema = z.object({
  branch: z.string(),
  commit: z.string(),
  leftOut: z.array(z.object({ path: z.string(), reason: z.string() })),
});
export type RunCommit = z.infer<typeof commitSchema>;

type Settings = Config['git'];

/**
 * Before a run. Throws AppError `conflict` where the configuration refuses to start among uncommitted changes; answers
 * with a warning to keep where it only wants one.
 */
export async function checkCleanTree(git: Git | null, settings: Settings): Promise<readonly NewFinding[]> {
  const { requireCleanTree } = settings;
  if (requireCleanTree === 'off') return [];
  const changed = git === null ? null : await git.uncommitted();
  if (changed?.length === 0) return [];
  const message =
    changed === null
      ? 'Whether everything is committed could not be seen: the folder is not trusted, or in no git repository.'
      : `The workspace had uncommitted changes when the run began: ${list(changed)}.`;
  if (requireCleanTree === 'warn') return [noted('uncommitted-changes', message)];
  throw new AppError(
    'conflict',
    message,
    'Commit or stash them, then start again; or set git.requireCleanTree to warn or off.',
  );
}

/** After the last decision: what was accepted becomes a commit. Answers with what a person should know of it. */
export async function commitAccepted(
  git: Git | null,
  store: StateStore,
  run: Run,
  settings: Settings,
): Promise<readonly NewFinding[]> {
  if (git === null || !settings.commitAcceptedRuns) return [];
  const accepted = (await store.getReview(run.id)).filter(isAccepted);
  if (accepted.length === 0) return [];
  const outcome = await git.commit({
    branch: branchOf(run),
    message: `${run.task}\n\nGroundwork run ${run.id}\n`,
    files: accepted.map(asCommitted),
  });
  if (outcome.kind === 'notCommitted') return [noted('not-committed', `Not committed: ${outcome.reason}`)];
  await keep(store, run, outcome);
  return outcome.leftOut.map(({ path, reason }) => ({
    ...noted('not-committed', `Not in the commit of the run: it ${reason}.`),
    path,
  }));
}

/** The last commit of a run, null where none was made. */
export async function commitOf(
  store: Pick<StateStore, 'getArtifacts' | 'readArtifact'>,
  run: Run,
): Promise<RunCommit | null> {
  const artifact = (await store.getArtifacts(run.id)).findLast(({ type }) => type === COMMIT_ARTIFACT);
  if (artifact === undefined) return null;
  return commitSchema.parse(JSON.parse(await store.readArtifact(artifact.id)));
}

const asCommitted = (review: FileReview) => ({
  path: review.change.path,
  text: (below: string | undefined) => committedText(review, below),
});

async function keep(
  store: StateStore,
  run: Run,
  { branch, commit, leftOut }: Extract<CommitOutcome, { kind: 'committed' }>,
): Promise<void> {
  if ((await commitOf(store, run))?.commit === commit) return;
  const text = JSON.stringify({ branch, commit, leftOut });
  await store.addArtifact(run.id, { phaseId: null, name: branch, path: null, type: COMMIT_ARTIFACT, text });
}

/** `groundwork/fullstack-entity-product-1a2b3c4d` */
function branchOf({ task, id }: Run): string {
  const words = task
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replaceAll(/^-+|-+$/g, '');
  return `groundwork/${[words, id.slice(0, 8)].filter((part) => part !== '').join('-')}`;
}

function list(paths: readonly string[]): string {
  const shown = paths.slice(0, 5).join(', ');
  return paths.length > 5 ? `${shown} and ${String(paths.length - 5)} more` : shown;
}

const noted = (rule: string, message: string): NewFinding => ({
  severity: 'minor',
  category: 'custom',
  message,
  path: null,
  line: null,
  column: null,
  source: 'git',
  rule,
});
