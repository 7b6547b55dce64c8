import { window } from 'vscode';
import { AppError } from '../../core/model/appError';
import { runId, type RunId } from '../../core/model/ids';
import type {
  AcceptOutcome,
  DependencyAnswer,
  HunkRef,
  NeededHunk,
  ReviewTarget,
} from '../../core/review/reviewService';
import { askAboutNeeded } from './neededHunks';
import type { Session } from '../host/session';

/** Accepts a target; a person is asked when other hunks are needed too. Resolves to whether something was written. */
export async function accept(
  session: Session,
  id: RunId,
  target: ReviewTarget,
  dependencies: DependencyAnswer | undefined,
): Promise<boolean> {
  const { review } = session.app;
  const first = await review.accept(id, target, { dependencies: dependencies ?? 'ask' });
  const outcome =
    first.kind === 'needsDependencies'
      ? await acceptWithDependencies(session, id, target, first.missing)
      : first;
  await session.pending.flush();
  return outcome !== undefined && settle(outcome);
}

async function acceptWithDependencies(
  session: Session,
  id: RunId,
  target: ReviewTarget,
  missing: readonly NeededHunk[],
): Promise<AcceptOutcome | undefined> {
  const { message, detail, choices } = askAboutNeeded(missing, target.kind);
  const labels = choices.map(({ label }) => label);
  const answer = await window.showWarningMessage(message, { modal: true, detail }, ...labels);
  const chosen = choices.find(({ label }) => label === answer);
  if (chosen === undefined) return undefined;
  return session.app.review.accept(id, target, { dependencies: chosen.dependencies });
}

function settle(outcome: AcceptOutcome): boolean {
  switch (outcome.kind) {
    case 'accepted':
      tellWhatIsLeft(outcome);
      return outcome.hunks > 0;
    case 'stale':
      throw new AppError(
        'staleBase',
        `${outcome.paths.join(', ')} changed so that the proposal no longer fits; nothing was written.`,
        'Open the diff to see both, or resume the run to propose it again.',
      );
    case 'needsDependencies':
      // What was asked for is included: these are left, since both sides changed their lines.
      throw new AppError(
        'conflict',
        `Nothing was written: it needs ${hunks(outcome.missing)} where your text and the proposal disagree.`,
        'Accept those in their diffs first, or accept without them.',
      );
  }
}

function tellWhatIsLeft({ conflicts }: AcceptOutcome & { readonly kind: 'accepted' }): void {
  if (conflicts.length === 0) return;
  void window.showWarningMessage(
    `${hunks(conflicts)} stay pending: you and the generator changed the same lines. Accept them one by one.`,
  );
}

function hunks(refs: readonly HunkRef[]): string {
  return `${refs.length} ${refs.length === 1 ? 'hunk' : 'hunks'} (${[...new Set(refs.map(({ path }) => path))].join(', ')})`;
}

/** Accepting before the proof is done asks once for each run. */
export async function confirmBeforeProof(session: Session, id: RunId, asked: Set<RunId>): Promise<boolean> {
  const view = session.pending.runs.find((candidate) => candidate.id === id);
  const running = view?.checks.filter((check) => check.status === 'running') ?? [];
  if (running.length === 0 || asked.has(id)) return true;
  const answer = await window.showWarningMessage(
    'The proof is still running. Accept before it is done?',
    { modal: true, detail: `Not finished: ${running.map((check) => check.check).join(', ')}` },
    'Accept Now',
  );
  if (answer !== 'Accept Now') return false;
  asked.add(id);
  return true;
}

export async function reject(session: Session, id: RunId, target: ReviewTarget): Promise<void> {
  await session.app.review.reject(id, target);
  await session.pending.flush();
}

/** The run that an argument names, else the current one. Throws AppError `notFound`. */
export function chosenRun(session: Session, id: string | undefined): RunId {
  const chosen = id ?? session.pending.current?.id;
  if (chosen === undefined) {
    throw new AppError(
      'notFound',
      'There is no run yet.',
      'Start one with "Groundwork: Generate Fullstack Entity".',
    );
  }
  return runId(chosen);
}
