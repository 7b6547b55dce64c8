import { snakeCase } from '../core/entity/caseConversion';
import { AppError } from '../core/model/appError';
import type { RunView } from '../core/model/runView';
import type { RunId } from '../core/model/ids';
import { UNFINISHED_PROOF } from '../core/model/run';
import type { DetectedProject, EntitySource, ProjectChoice } from '../core/orchestrator/dialogueService';
import { isSensitivePath } from '../core/review/sensitivePath';
import type { CliCommand, ProposeOptions } from './arguments';
import { EXIT, exitCodeOfRun, type ExitCode } from './exitCodes';
import type { HeadlessApp } from './headlessApp';
import type { Output } from './output';

/** Text of a file that a person named, undefined when there is none. */
export type ReadFile = (file: string) => Promise<string | undefined>;

const NO_EDITS = { names: {}, features: {} };

type GenerateCommand = Extract<CliCommand, { kind: 'generateFullstack' }>;
type RunCommand = Extract<CliCommand, { kind: 'run' }>;
type AddFieldCommand = Extract<CliCommand, { kind: 'addField' }>;

export async function generateFullstack(
  command: GenerateCommand,
  app: HeadlessApp,
  output: Output,
  readFile: ReadFile,
): Promise<ExitCode> {
  const source = await entitySource(command, readFile);
  const projects = await chosenProjects(app, command.propose);
  const check = await app.dialogue.check(source, projects);
  if (check.kind === 'problems') throw invalid(check.problems);
  if (check.spec.name !== snakeCase(command.name)) {
    throw new AppError(
      'invalidInput',
      `The specification describes ${check.spec.name}, not ${command.name}.`,
      `Write "groundwork generate fullstack ${check.spec.name}".`,
    );
  }
  return propose(check.start, command.propose, app, output);
}

export async function addField(
  command: AddFieldCommand,
  app: HeadlessApp,
  output: Output,
): Promise<ExitCode> {
  const projects = await chosenProjects(app, command.propose);
  const check = await app.dialogue.check(
    { kind: 'fields', entity: command.entity, text: command.fields },
    projects,
  );
  if (check.kind === 'problems') throw invalid(check.problems);
  return propose(check.start, command.propose, app, output);
}

/** A workflow of the workspace. Those that ship have commands of their own. */
export async function runWorkflow(command: RunCommand, app: HeadlessApp, output: Output): Promise<ExitCode> {
  const request = await app.workflowRequest(command.workflow, command.request);
  return propose({ workflow: 'custom', request }, command.propose, app, output);
}

/** Runs to the end; with `apply` takes everything over once the proof passed. */
async function propose(
  start: { readonly workflow: string; readonly request: unknown },
  options: ProposeOptions,
  app: HeadlessApp,
  output: Output,
): Promise<ExitCode> {
  if (options.mode === 'apply' && options.verify && !app.canVerify) {
    throw new AppError(
      'untrusted',
      'Without --trust the tools of this folder do not run, so that nothing can be proved.',
      'Add --trust to run them, or --no-verify to accept without proof.',
    );
  }
  const id = await app.runs.start(start.workflow, start.request);
  let view = await follow(id, app, output);
  if (options.mode === 'dryRun') {
    output.result(view);
    await app.review.reject(id, { kind: 'run' });
    await app.runs.settled(id);
    return view.status === 'failed' ? EXIT.failed : EXIT.done;
  }
  if (options.mode === 'apply' && view.status === 'review') {
    const obstacle = whyNotApplied(view, options);
    if (obstacle !== undefined) {
      output.result(view);
      output.error(obstacle);
      return EXIT.failed;
    }
    if (view.verdict.message !== null) output.warning(view.verdict.message);
    await app.review.accept(id, { kind: 'run' }, { dependencies: 'include' });
    view = await app.runs.settled(id);
  }
  output.result(view);
  return exitCodeOfRun(view.status);
}

/** Prints progress until the run rests. */
export async function follow(id: RunId, app: HeadlessApp, output: Output): Promise<RunView> {
  let printing = Promise.resolve();
  const subscription = app.runs.onDidChange(({ runId: changed }) => {
    if (changed !== id) return;
    printing = printing.then(async () => {
      const view = await app.runs.view(id);
      if (view !== undefined) output.progress(view);
    });
  });
  try {
    const view = await app.runs.settled(id);
    await printing;
    output.progress(view);
    return view;
  } finally {
    subscription.dispose();
  }
}

/** `--yes` writes nothing when the proof failed or a person is needed. */
function whyNotApplied(view: RunView, options: ProposeOptions): AppError | undefined {
  const next = `Review with "groundwork show ${view.id}".`;
  if (view.verdict.kind === 'abort') {
    const finding = view.findings.find((item) => !item.resolved && item.severity === 'major');
    const check = view.checks.find((item) => item.status === 'failed');
    const why = [view.verdict.message, finding?.message ?? check?.detail].join(' ').trim();
    return new AppError('verificationFailed', `The proof failed, nothing was written: ${why}`, next);
  }
  const unfinished = options.verify ? view.checks.find(({ check }) => check === UNFINISHED_PROOF) : undefined;
  if (unfinished !== undefined) {
    return new AppError(
      'verificationFailed',
      `The proof did not come to its end, nothing was written: ${unfinished.detail}`,
      next,
    );
  }
  const conflict = view.files.find((file) => file.status === 'conflict');
  if (conflict !== undefined) {
    return new AppError('conflict', `${conflict.path} has a conflict, nothing was written.`, next);
  }
  const sensitive = view.files.find((file) => isSensitivePath(file.path));
  if (sensitive !== undefined) {
    return new AppError('conflict', `${sensitive.path} always asks, nothing was written.`, next);
  }
  return undefined;
}

async function entitySource(command: GenerateCommand, readFile: ReadFile): Promise<EntitySource> {
  checkName(command.name);
  const name = snakeCase(command.name);
  if (command.fields !== null) {
    return { kind: 'shorthand', text: `${name} ${command.fields}`, edits: NO_EDITS };
  }
  if (command.specFile === null) return { kind: 'file', entity: name, edits: NO_EDITS };
  const text = await readFile(command.specFile).catch(asBadInput);
  if (text !== undefined) return { kind: 'yaml', text, edits: NO_EDITS };
  throw new AppError(
    'invalidInput',
    `There is no specification ${command.specFile}.`,
    "Correct the path, or give the fields with --fields '<shorthand>'.",
  );
}

/** A specification that is too large or no text is the person's to correct, like one that is not valid. */
function asBadInput(cause: unknown): never {
  if (!(cause instanceof AppError) || cause.code !== 'parseFailed') throw cause;
  throw new AppError('invalidInput', cause.message, cause.suggestion, { cause });
}

function checkName(name: string): void {
  if (/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) return;
  throw new AppError(
    'invalidInput',
    `"${name}" is no entity name.`,
    'Write e.g. product or purchase_order_line.',
  );
}

/** The halves to generate for; what is missing or ambiguous is an error that names the option to give. */
async function chosenProjects(app: HeadlessApp, options: ProposeOptions): Promise<ProjectChoice> {
  const { projects } = await app.dialogue.detect();
  const choose = (kind: DetectedProject['kind'], half: 'backend' | 'frontend'): string | null => {
    if (options.only !== null && options.only !== half) return null;
    const found = projects.filter((project) => project.kind === kind);
    const wanted = options[half];
    const [first, ...others] = wanted === null ? found : found.filter(({ folder }) => folder === wanted);
    if (first === undefined) throw missingHalf(half, wanted);
    if (others.length === 0) return first.folder;
    const folders = found.map(({ folder }) => folder || '.').join(', ');
    throw new AppError('invalidInput', `The workspace has several: ${folders}.`, `Give --${half} DIR.`);
  };
  return { backend: choose('fastapi', 'backend'), frontend: choose('nextjs', 'frontend') };
}

function missingHalf(half: 'backend' | 'frontend', wanted: string | null): AppError {
  const other = half === 'backend' ? 'frontend' : 'backend';
  const title = half === 'backend' ? 'FastAPI backend' : 'Next.js frontend';
  return new AppError(
    'dependencyMissing',
    `Dependency required: no ${title} was found in ${wanted ?? 'this workspace'}.`,
    `Create one first, generate the ${other} only with --only ${other}, or name its folder with --${half} DIR. Scaffolding comes with a later version.`,
  );
}

function invalid(problems: readonly { readonly message: string; readonly suggestion: string }[]): AppError {
  const [first] = problems;
  const others = problems.length > 1 ? ` (and ${String(problems.length - 1)} more)` : '';
  return new AppError('invalidInput', `${first?.message ?? 'Not valid.'}${others}`, first?.suggestion ?? '');
}
