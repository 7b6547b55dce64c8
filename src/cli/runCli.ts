import { AppError, toAppError } from '../core/model/appError';
import type { HealthItem } from '../core/model/healthItem';
import { interventionId, runId, type RunId } from '../core/model/ids';
import type { RunStatus } from '../core/model/run';
import { acceptCommand } from './acceptCommand';
import { parseCommand, USAGE, type CliCommand } from './arguments';
import { EXIT, exitCodeOfError, exitCodeOfRun, type ExitCode } from './exitCodes';
import type { HeadlessApp, OpenHeadlessApp } from './headlessApp';
import { jsonOutput, textOutput, type Output } from './output';
import { addField, follow, generateFullstack, runWorkflow, type ReadFile } from './proposeCommands';
import { reviewTarget } from './reviewTarget';

export interface CliHost {
  readonly argv: readonly string[];
  readonly currentFolder: string;
  readonly open: OpenHeadlessApp;
  readonly diagnose: Diagnose;
  readonly version: string;
  /** Aborts when the person ends the command: what is under way is cancelled, and the command ends in good order. */
  readonly interrupted?: AbortSignal;
  /** Reads a file that an argument names, anywhere. */
  readonly readFile: ReadFile;
  out(text: string): void;
  err(text: string): void;
}

/** Looks at what runs depend on; opens no app, so that it also works where none opens. */
export type Diagnose = (options: {
  readonly workspace: string;
  readonly trust: boolean;
  readonly remote: 'ask' | 'leave';
}) => Promise<readonly HealthItem[]>;

type RunningCommand = Exclude<CliCommand, { kind: 'help' | 'version' | 'doctor' }>;

/** Runs one command of the command line and answers its exit code. Never throws. */
export async function runCli(host: CliHost): Promise<ExitCode> {
  const isJson = host.argv.includes('--json');
  const output = isJson ? jsonOutput(host) : textOutput(host);
  try {
    const command = parseCommand(host.argv, host.currentFolder);
    if (command.kind === 'help') {
      host.out(USAGE);
      return EXIT.done;
    }
    if (command.kind === 'version') {
      host.out(`${host.version}\n`);
      return EXIT.done;
    }
    if (command.kind === 'doctor') {
      const items = await host.diagnose({
        ...command.common,
        remote: command.models ? 'ask' : 'leave',
      });
      output.health(items);
      return items.some(({ status }) => status === 'bad') ? EXIT.failed : EXIT.done;
    }
    return await runCommand(command, host, output);
  } catch (failure) {
    const error = toAppError(failure);
    output.error(error);
    return exitCodeOfError(error.code);
  }
}

async function runCommand(command: RunningCommand, host: CliHost, output: Output): Promise<ExitCode> {
  const app = await host.open({
    workspace: command.common.workspace,
    access: isReading(command) ? 'read' : 'write',
    trust: command.common.trust,
    verify: 'propose' in command ? command.propose.verify : true,
  });
  const cancel = (): void => {
    app.runs.cancelAll().catch((failure: unknown) => output.error(toAppError(failure)));
  };
  host.interrupted?.addEventListener('abort', cancel, { once: true });
  try {
    return await dispatch(command, app, output, host.readFile);
  } finally {
    host.interrupted?.removeEventListener('abort', cancel);
    await app.close();
  }
}

function isReading(command: RunningCommand): boolean {
  return ['agents', 'workflows', 'runs', 'show', 'report'].includes(command.kind);
}

async function dispatch(
  command: RunningCommand,
  app: HeadlessApp,
  output: Output,
  readFile: ReadFile,
): Promise<ExitCode> {
  switch (command.kind) {
    case 'generateFullstack':
      return generateFullstack(command, app, output, readFile);
    case 'addField':
      return addField(command, app, output);
    case 'runs':
      return listRuns(command, app, output);
    case 'draft':
      output.draft(await app.drafts.draft(command.sentence));
      return EXIT.done;
    case 'agents':
      output.agents(await app.agents());
      return EXIT.done;
    case 'workflows':
      output.workflows(await app.workflows());
      return EXIT.done;
    case 'run':
      return runWorkflow(command, app, output);
    case 'show':
      return showRun(runId(command.run), app, output);
    case 'report':
      output.text(await app.runs.report(runId(command.run), command.format));
      return EXIT.done;
    case 'accept':
      await existing(runId(command.run), app);
      await acceptCommand(command, app);
      // As after a rejection: this process ends now.
      await app.runs.leave();
      return showRun(runId(command.run), app, output);
    case 'reject': {
      const id = await existing(runId(command.run), app);
      await app.review.reject(id, reviewTarget(command.paths));
      // The proof of what is left belongs to whoever reviews on: this process ends now.
      await app.runs.leave();
      return showRun(id, app, output);
    }
    case 'answer': {
      const id = await existing(runId(command.run), app);
      const view = await app.runs.view(id);
      const question = view?.interventions.find((item) => item.key === command.question);
      if (question?.options.some((option) => option.id === command.option) !== true) {
        throw new AppError(
          'invalidInput',
          'There is no such question or option.',
          `See "groundwork show ${id}".`,
        );
      }
      await app.runs.answer(interventionId(question.id), command.option);
      return finish(id, app, output);
    }
    case 'resume': {
      const id = await existing(runId(command.run), app);
      await app.runs.resume(id);
      return finish(id, app, output);
    }
    case 'rollback': {
      const id = await existing(runId(command.run), app);
      const outcome = await app.runs.rollback(id);
      for (const { path, reason } of outcome.kept) output.text(`kept ${path}: ${reason}\n`);
      await showRun(id, app, output);
      return outcome.kept.length === 0 ? EXIT.done : EXIT.waiting;
    }
  }
}

async function listRuns(
  { archived, status }: Extract<CliCommand, { kind: 'runs' }>,
  app: HeadlessApp,
  output: Output,
): Promise<ExitCode> {
  const fits = (run: { readonly status: RunStatus }): boolean => status === null || run.status === status;
  if (archived) output.archived((await app.runs.archived()).filter(fits));
  else output.runs((await app.runs.list()).filter(fits));
  return EXIT.done;
}

async function showRun(id: RunId, app: HeadlessApp, output: Output): Promise<ExitCode> {
  await existing(id, app);
  const view = await app.runs.view(id);
  if (view === undefined) return EXIT.badInput;
  output.result(view);
  return exitCodeOfRun(view.status);
}

async function finish(id: RunId, app: HeadlessApp, output: Output): Promise<ExitCode> {
  const view = await follow(id, app, output);
  output.result(view);
  return exitCodeOfRun(view.status);
}

async function existing(id: RunId, app: HeadlessApp): Promise<RunId> {
  if ((await app.store.getRun(id)) !== undefined) return id;
  throw new AppError('notFound', `There is no run ${id}.`, 'List the runs with "groundwork runs".');
}
