import { window, type Memento } from 'vscode';
import { AppError } from '../../core/model/appError';
import type { RunId } from '../../core/model/ids';
import { workspacePath } from '../../core/model/workspacePath';
import type { PendingFile } from '../../core/review/reviewService';
import type { Session, SessionSource } from '../host/session';
import { hunkAtCursor, stepHunk, type HunkPlace } from '../review/hunkNavigation';
import { offerDiffLenses } from '../review/lensSetting';
import { cursorOf, openFileDiff, openRunReview } from '../review/openDiff';
import { accept, chosenRun, confirmBeforeProof, reject } from '../review/reviewActions';
import type { CommandHandlers } from './commandTable';

type ReviewCommand =
  | 'openReview'
  | 'openFileDiff'
  | 'nextHunk'
  | 'previousHunk'
  | 'acceptHunk'
  | 'rejectHunk'
  | 'acceptFile'
  | 'rejectFile'
  | 'acceptRun'
  | 'rejectRun';

interface HunkArgument {
  readonly runId?: string | undefined;
  readonly path?: string | undefined;
  readonly hunk?: string | undefined;
}

export function reviewCommands(
  sessions: SessionSource,
  state: Memento,
): Pick<CommandHandlers, ReviewCommand> {
  /** Runs whose person said that the proof need not be waited for. */
  const askedBeforeProof = new Set<RunId>();

  const goTo = async (session: Session, id: RunId, direction: 'next' | 'previous'): Promise<void> => {
    const place = stepHunk(session.pending.filesOf(id), cursorOf(session), direction);
    if (place === undefined) throw nothingPending();
    await openFileDiff(session, id, place.file, place.hunk);
  };

  /** After a decision by keyboard: on to the next pending hunk, when the diff is where the person is. */
  const moveOn = async (session: Session, id: RunId): Promise<void> => {
    const cursor = cursorOf(session);
    if (cursor?.side !== 'pending') return;
    const place = stepHunk(session.pending.filesOf(id), { ...cursor, line: cursor.line - 1 }, 'next');
    if (place !== undefined) await openFileDiff(session, id, place.file, place.hunk);
  };

  return {
    async openReview(argument) {
      const session = await sessions.get();
      await openRunReview(session, chosenRun(session, argument?.runId));
      void offerDiffLenses(state);
    },
    async openFileDiff(argument) {
      const session = await sessions.get();
      const { id, file, hunk } = locate(session, argument, 'file');
      await openFileDiff(session, id, file, hunk);
      void offerDiffLenses(state);
    },
    async nextHunk(argument) {
      const session = await sessions.get();
      await goTo(session, chosenRun(session, argument?.runId ?? cursorOf(session)?.runId), 'next');
    },
    async previousHunk(argument) {
      const session = await sessions.get();
      await goTo(session, chosenRun(session, argument?.runId ?? cursorOf(session)?.runId), 'previous');
    },
    async acceptHunk(argument) {
      const session = await sessions.get();
      const { id, file, hunk } = locate(session, argument, 'hunk');
      if (hunk === undefined) throw nothingPending();
      if (!(await confirmBeforeProof(session, id, askedBeforeProof))) return;
      const target = { kind: 'hunk', path: file.path, hunk: hunk.id } as const;
      const done = await accept(session, id, target, argument?.dependencies);
      if (done && argument?.hunk === undefined) await moveOn(session, id);
    },
    async rejectHunk(argument) {
      const session = await sessions.get();
      const { id, file, hunk } = locate(session, argument, 'hunk');
      if (hunk === undefined) throw nothingPending();
      await reject(session, id, { kind: 'hunk', path: file.path, hunk: hunk.id });
      if (argument?.hunk === undefined) await moveOn(session, id);
    },
    async acceptFile(argument) {
      const session = await sessions.get();
      const { id, file } = locate(session, argument, 'file');
      if (argument?.beforeProof !== true && !(await confirmBeforeProof(session, id, askedBeforeProof)))
        return;
      await accept(session, id, { kind: 'files', paths: [file.path] }, argument?.dependencies);
    },
    async rejectFile(argument) {
      const session = await sessions.get();
      const { id, file } = locate(session, argument, 'file');
      await reject(session, id, { kind: 'files', paths: [file.path] });
    },
    async acceptRun(argument) {
      const session = await sessions.get();
      const id = chosenRun(session, argument?.runId);
      if (session.pending.hunksOf(id) === 0) throw nothingPending();
      if (argument?.beforeProof !== true && !(await confirmBeforeProof(session, id, askedBeforeProof)))
        return;
      await accept(session, id, { kind: 'run' }, argument?.dependencies);
    },
    async rejectRun(argument) {
      const session = await sessions.get();
      const id = chosenRun(session, argument?.runId);
      const hunks = session.pending.hunksOf(id);
      if (hunks === 0) throw nothingPending();
      if (argument?.confirmed !== true && !(await confirmReject(hunks))) return;
      await reject(session, id, { kind: 'run' });
    },
  };
}

async function confirmReject(hunks: number): Promise<boolean> {
  const answer = await window.showWarningMessage(
    `Reject ${hunks === 1 ? 'the pending hunk' : `all ${hunks} pending hunks`} of this run?`,
    { modal: true, detail: 'Nothing is written; what you accepted before stays.' },
    'Reject All',
  );
  return answer === 'Reject All';
}

interface Located {
  readonly id: RunId;
  readonly file: PendingFile;
  readonly hunk: HunkPlace['hunk'] | undefined;
}

/** What an argument names, else what is at the cursor, else the first pending file. Throws AppError `notFound`. */
function locate(session: Session, argument: HunkArgument | undefined, wanted: 'file' | 'hunk'): Located {
  const cursor = argument?.path === undefined ? cursorOf(session) : undefined;
  const named = argument?.path ?? cursor?.path;
  const fromPath = named === undefined ? undefined : session.pending.byPath(named)[0]?.runId;
  const id = chosenRun(session, argument?.runId ?? cursor?.runId ?? fromPath);
  const files = session.pending.filesOf(id);
  if (argument?.path !== undefined) {
    const path = workspacePath(argument.path);
    const file = files.find((candidate) => candidate.path === path);
    if (file === undefined)
      throw new AppError('notFound', `${path} is not part of this run.`, 'Choose a file in the Runs view.');
    const hunk = file.hunks.find((candidate) => candidate.id === argument.hunk);
    if (argument.hunk !== undefined && hunk === undefined) throw decidedBefore();
    return { id, file, hunk: hunk ?? (wanted === 'hunk' ? file.hunks[0] : undefined) };
  }
  const place = cursor === undefined ? undefined : hunkAtCursor(files, cursor);
  if (place !== undefined) return { id, ...place };
  const file = files.find((candidate) => candidate.hunks.length > 0);
  if (file === undefined) throw nothingPending();
  return { id, file, hunk: file.hunks[0] };
}

function nothingPending(): AppError {
  return new AppError('notFound', 'Nothing is pending here.', 'Choose a run in the Runs view.');
}

function decidedBefore(): AppError {
  return new AppError('staleBase', 'That hunk changed or was decided before.', 'Look at the diff again.');
}
