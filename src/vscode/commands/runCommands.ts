import { ProgressLocation, window } from 'vscode';
import { AppError } from '../../core/model/appError';
import { interventionId, runId } from '../../core/model/ids';
import type { RunView } from '../../core/model/runView';
import type { Session, SessionSource } from '../host/session';
import { isActive } from '../review/pendingReviews';
import { chosenRun } from '../review/reviewActions';
import type { CommandHandlers } from './commandTable';
import { openReport } from '../report/reportDocuments';
import { showPanel } from './showPanel';

type RunCommand =
  | 'resumeRun'
  | 'cancelRun'
  | 'checkRun'
  | 'rollbackRun'
  | 'showReport'
  | 'showPanel'
  | 'retryPhase'
  | 'skipPhase'
  | 'answerDecision';

export function runCommands(sessions: SessionSource): Pick<CommandHandlers, RunCommand> {
  return {
    async resumeRun(argument) {
      const session = await sessions.get();
      const id = argument?.runId ?? (await pickRun(session, 'Resume which run?', isResumable));
      if (id === undefined) return;
      session.pending.prefer(id);
      await session.app.runs.resume(runId(id));
      await showPanel();
    },
    async cancelRun(argument) {
      const session = await sessions.get();
      const id = argument?.runId ?? session.pending.runs.find(isActive)?.id;
      if (id !== undefined) await session.app.runs.cancel(runId(id));
    },
    async checkRun(argument) {
      const session = await sessions.get();
      const id = argument?.runId ?? (await pickRun(session, 'Check which run again?', isProposed));
      if (id === undefined) return;
      session.pending.prefer(id);
      await showPanel();
      await session.app.runs.verify(runId(id));
    },
    async rollbackRun(argument) {
      const session = await sessions.get();
      const id =
        argument?.runId ??
        (await pickRun(session, 'Roll back which run?', (view) => view.status !== 'rolledBack'));
      if (id === undefined || (argument?.confirmed !== true && !(await confirmRollback(session, id)))) return;
      const outcome = await window.withProgress(
        { location: ProgressLocation.Notification, title: 'Rolling back' },
        () => session.app.runs.rollback(runId(id)),
      );
      const restored = `${outcome.restored.length} ${outcome.restored.length === 1 ? 'file' : 'files'} restored.`;
      if (outcome.kept.length === 0) void window.showInformationMessage(restored);
      else {
        const kept = outcome.kept.map(({ path, reason }) => `${path} (${reason})`).join(', ');
        void window.showWarningMessage(`${restored} Left as they are, because of later edits: ${kept}`);
      }
    },
    async showReport(argument) {
      const session = await sessions.get();
      const id = chosenRun(session, argument?.runId);
      await openReport(id, session.pending.runs.find((view) => view.id === id)?.task ?? 'run');
    },
    async showPanel(argument) {
      if (argument?.runId !== undefined) (await sessions.get()).pending.choose(argument.runId);
      await showPanel();
    },
    async retryPhase({ runId: id, phaseKey }) {
      const session = await sessions.get();
      await session.app.runs.retry(runId(id), phaseKey);
    },
    async skipPhase({ runId: id, phaseKey }) {
      const session = await sessions.get();
      await session.app.runs.skip(runId(id), phaseKey);
    },
    async answerDecision(argument) {
      const session = await sessions.get();
      const open = openDecision(session, argument?.runId, argument?.interventionId);
      const option = argument?.option ?? (await pickOption(open));
      if (option !== undefined) await session.app.runs.answer(interventionId(open.id), option);
    },
  };
}

function isProposed({ status }: RunView): boolean {
  return status === 'review' || status === 'completed';
}

function isResumable(view: RunView): boolean {
  return ['interrupted', 'waiting', 'failed', 'cancelled'].includes(view.status);
}

async function pickRun(
  session: Session,
  placeHolder: string,
  fits: (view: RunView) => boolean,
): Promise<string | undefined> {
  const views = session.pending.runs.filter(fits);
  if (views.length === 0) throw new AppError('notFound', 'There is no such run.', 'Look at the Runs view.');
  if (views.length === 1) return views[0]?.id;
  const chosen = await window.showQuickPick(
    views.map((view) => ({
      label: view.task,
      description: view.status,
      detail: view.createdAt,
      id: view.id,
    })),
    { placeHolder },
  );
  return chosen?.id;
}

async function confirmRollback(session: Session, id: string): Promise<boolean> {
  const view = session.pending.runs.find((candidate) => candidate.id === id);
  const answer = await window.showWarningMessage(
    `Roll back ${view?.task ?? 'this run'}?`,
    {
      modal: true,
      detail:
        'Every file that it wrote gets back what it held before. Your later edits are merged, or the file is left alone and named.',
    },
    'Roll Back Everything',
  );
  return answer === 'Roll Back Everything';
}

type Decision = RunView['interventions'][number];

function openDecision(session: Session, id: string | undefined, decision: string | undefined): Decision {
  const views = session.pending.runs.filter((view) => id === undefined || view.id === id);
  const open = views
    .flatMap((view) => view.interventions)
    .find((asked) => asked.answer === null && (decision === undefined || asked.id === decision));
  if (open === undefined)
    throw new AppError('notFound', 'No decision is open.', 'The run goes on by itself.');
  return open;
}

async function pickOption(decision: Decision): Promise<string | undefined> {
  const chosen = await window.showQuickPick(
    decision.options.map((option) => ({
      label: option.label,
      ...(option.recommended ? { description: 'recommended' } : {}),
      detail: option.consequence,
      id: option.id,
    })),
    { title: decision.question, placeHolder: decision.reason },
  );
  return chosen?.id;
}
