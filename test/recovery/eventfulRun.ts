import assert from 'node:assert/strict';
import { DEFAULT_CONFIG } from '../../src/core/config/configSchema';
import { AppError } from '../../src/core/model/appError';
import type { FileChange } from '../../src/core/model/changeSet';
import { agentId, interventionId, type PhaseId, type RunId } from '../../src/core/model/ids';
import { workspacePath } from '../../src/core/model/workspacePath';
import { Tracer } from '../../src/core/observability/tracer';
import type { PlannedPhase, Workflow } from '../../src/core/orchestrator/plan';
import { RunEngine } from '../../src/core/orchestrator/runEngine';
import type { ExecutorContext, ExecutorResult, Question } from '../../src/core/ports/executor';
import type { StateStore } from '../../src/core/ports/stateStore';
import type { Clock, Random } from '../../src/core/ports/system';
import type { WorkspaceFiles, WorkspaceWriter } from '../../src/core/ports/workspaceFiles';
import { ReviewSession } from '../../src/core/review/reviewSession';
import { silentLog } from '../fakes/silentLog';

/**
 * A run in which much happens at once: parallel phases that both write, attempts that fail and are retried, a part that
 * fails for good, and two questions that are open together. What was acknowledged, and what began, is said line by line.
 */
export type Say = (line: string) => void;

export const FIRST_TEXTS = { 'left.txt': 'one\ntwo\nthree\n', 'right.txt': 'right\n' };
export const LAST_TEXTS = {
  'left.txt': 'ONE\ntwo\nthree\n',
  'left-more.txt': 'more\n',
  'right.txt': 'right on sqlite\n',
  'naming.txt': 'plural\n',
  'joined.txt': 'left, sqlite, plural\n',
};
export const ANSWERS: Readonly<Record<string, string>> = { engine: 'sqlite', naming: 'plural' };

export interface Session {
  readonly engine: RunEngine;
  readonly review: ReviewSession;
  readonly store: StateStore;
}

interface SessionPorts {
  readonly store: StateStore;
  readonly files: WorkspaceFiles;
  readonly writer: WorkspaceWriter;
  readonly clock: Clock;
  readonly random: Random;
  readonly say: Say;
}

/** One process, recovered from those before it. */
export async function openSession({ say, ...ports }: SessionPorts): Promise<Session> {
  const store = acknowledging(ports.store, say);
  const system = { clock: ports.clock, random: ports.random, log: silentLog };
  const review = new ReviewSession({ ...ports, store });
  const engine = new RunEngine({
    ...ports,
    ...system,
    store,
    review,
    verifier: null,
    git: null,
    workflows: [eventfulWorkflow(say)],
    team: { members: () => Promise.resolve({ member: () => undefined }) },
    config: () => ({ ...DEFAULT_CONFIG, execution: { ...DEFAULT_CONFIG.execution, concurrency: 4 } }),
    tracer: new Tracer({ ...system, store, onSpans: () => undefined }),
  });
  await engine.recover();
  return { engine, review, store };
}

/** From wherever earlier processes came to, to the last byte of the workspace. */
export async function carryOut({ engine, review, store }: Session): Promise<RunId> {
  const [run] = await store.listRuns();
  const id = run?.id ?? (await engine.start('eventful', { wanted: 'everything' }));
  if (run !== undefined && run.status !== 'completed') await engine.resume(id);
  let view = await engine.settled(id);
  while (view.status === 'waiting') {
    const [open] = view.interventions.filter(({ answer }) => answer === null);
    assert.ok(open !== undefined, 'it waits for nothing');
    await engine.answer(interventionId(open.id), ANSWERS[open.key] ?? '');
    view = await engine.settled(id);
  }
  if (view.status === 'review') {
    await review.accept(id, { kind: 'run' }, { dependencies: 'include' });
    view = await engine.settled(id);
  }
  assert.equal(view.status, 'completed', view.error ?? '');
  return id;
}

/** What was said is still so, and nothing is there twice. */
export async function assertWhole(store: StateStore, said: readonly string[]): Promise<void> {
  const runs = await store.listRuns();
  assert.ok(runs.length <= 1, 'the run was doubled');
  const [run] = runs;
  const phases = run === undefined ? [] : await store.getPhases(run.id);
  const questions = run === undefined ? [] : await store.getInterventions(run.id);
  assert.equal(new Set(phases.map(({ key }) => key)).size, phases.length, 'a phase was doubled');
  assert.equal(new Set(questions.map(({ key }) => key)).size, questions.length, 'a question was doubled');
  const completed = new Set<string>();
  for (const line of said) {
    const [what, key, answer] = line.split(' ');
    if (what === 'completed') completed.add(key ?? '');
    if (what === 'began') assert.ok(!completed.has(key ?? ''), `${String(key)} was completed and ran again`);
    if (what === 'asked')
      assert.ok(
        questions.some((asked) => asked.key === key),
        `${String(key)} is lost`,
      );
    if (what === 'answered') {
      assert.equal(
        questions.find((asked) => asked.key === key)?.answer,
        answer,
        `the answer to ${String(key)}`,
      );
    }
  }
  for (const key of completed) {
    assert.equal(phases.find((phase) => phase.key === key)?.status, 'completed', `${key} is lost`);
  }
}

/** What the report says at the end, without ids, times and the number of attempts. */
export async function reportOf(store: StateStore, id: RunId): Promise<unknown> {
  const summary = JSON.parse(await store.exportRunSummary(id, 'json')) as {
    readonly run: { readonly status: string };
    readonly phases: readonly Record<string, unknown>[];
    readonly files: unknown;
    readonly findings: readonly Record<string, unknown>[];
    readonly decisions: readonly Record<string, unknown>[];
  };
  const pick = (row: Record<string, unknown>, names: readonly string[]): readonly unknown[] =>
    names.map((name) => row[name]);
  return {
    status: summary.run.status,
    phases: summary.phases.map((phase) => [
      ...pick(phase, ['key', 'status', 'output', 'error']),
      (phase['attempts'] as readonly { readonly status: string }[]).map(({ status }) => status).at(-1),
    ]),
    open: summary.phases.flatMap((phase) =>
      (phase['attempts'] as readonly { readonly status: string }[]).filter(
        ({ status }) => status === 'inProgress',
      ),
    ),
    files: summary.files,
    // Parallel phases end in any order.
    findings: summary.findings.map((finding) => pick(finding, ['message', 'severity', 'resolved'])).sort(),
    decisions: summary.decisions.map((asked) => pick(asked, ['key', 'question', 'answer'])).sort(),
  };
}

function acknowledging(store: StateStore, say: Say): StateStore {
  const keys = new Map<PhaseId, string>();
  return {
    ...store,
    getPhases: async (id) => {
      const phases = await store.getPhases(id);
      for (const phase of phases) keys.set(phase.id, phase.key);
      return phases;
    },
    completePhase: async (id, ...rest) => {
      await store.completePhase(id, ...rest);
      say(`completed ${keys.get(id) ?? id}`);
    },
    openIntervention: async (run, question) => {
      const asked = await store.openIntervention(run, question);
      say(`asked ${question.key}`);
      return asked;
    },
    answerIntervention: async (id, answer) => {
      await store.answerIntervention(id, answer);
      for (const run of await store.listRuns()) {
        const asked = (await store.getInterventions(run.id)).find((question) => question.id === id);
        if (asked !== undefined) say(`answered ${asked.key} ${answer}`);
      }
    },
  };
}

type Made = Partial<Pick<ExecutorResult, 'files' | 'findings' | 'output'>>;

function eventfulWorkflow(say: Say): Workflow {
  const work: Readonly<Record<string, (context: ExecutorContext) => Promise<Made>>> = {
    outline: () => Promise.resolve({ output: { tables: ['product'] } }),
    left: async ({ attempt }) => {
      await turns(3);
      failFirst(attempt, 'network');
      const finding = {
        severity: 'minor',
        category: 'custom',
        path: null,
        line: null,
        column: null,
      } as const;
      return {
        files: [
          file('left.txt', FIRST_TEXTS['left.txt'], LAST_TEXTS['left.txt']),
          file('left-more.txt', null, LAST_TEXTS['left-more.txt']),
        ],
        findings: [{ ...finding, message: 'It was old.', source: 'left', rule: null }],
        output: 'left',
      };
    },
    right: async (context) => {
      failFirst(context.attempt, 'rateLimited');
      const engine = await context.ask(question('engine', ['postgres', 'sqlite']));
      await turns(2);
      return { files: [file('right.txt', FIRST_TEXTS['right.txt'], `right on ${engine}\n`)], output: engine };
    },
    naming: async (context) => {
      await turns(1);
      const naming = await context.ask(question('naming', ['singular', 'plural']));
      return { files: [file('naming.txt', null, `${naming}\n`)], output: naming };
    },
    extras: async () => {
      await turns(1);
      throw new AppError('invalidOutput', 'It makes no sense.', 'Ask otherwise.');
    },
    joined: ({ inputs }) => {
      const parts = ['left', 'right', 'naming'].map((key) => String(inputs[key]));
      return Promise.resolve({ files: [file('joined.txt', null, `${parts.join(', ')}\n`)] });
    },
  };
  const dependencies: Readonly<Record<string, readonly string[]>> = {
    left: ['outline'],
    right: ['outline'],
    naming: ['outline'],
    extras: ['outline'],
    joined: ['left', 'right', 'naming', 'extras'],
  };
  const phases = Object.keys(work).map((key): PlannedPhase => ({
    key,
    title: key,
    description: '',
    agents: [agentId(key)],
    dependencies: dependencies[key] ?? [],
    critical: key !== 'extras',
    maxRetries: 1,
    steps: [],
  }));
  return {
    id: 'eventful',
    parse: (request) => request,
    describe: () => 'An eventful run',
    plan: () => ({ phases }),
    executors: Object.entries(work).map(([key, execute]) => ({
      agent: agentId(key),
      execute: async (context) => {
        say(`began ${key} ${String(context.attempt)}`);
        const made = await execute(context);
        return { files: [], output: null, fragments: {}, notes: [], findings: [], ...made };
      },
    })),
    nextSteps: () => [],
    projectParts: () => ({ parts: [] }),
  };
}

function failFirst(attempt: number, code: 'network' | 'rateLimited'): void {
  if (attempt === 1) throw new AppError(code, 'Not now.', 'Later.');
}

const question = (key: string, options: readonly string[]): Question => ({
  key,
  reason: `It matters for ${key}.`,
  question: `Which ${key}?`,
  options: options.map((id) => ({ id, label: id, consequence: `It is ${id}.`, recommended: false })),
});

const file = (path: string, base: string | null, proposed: string): FileChange => ({
  path: workspacePath(path),
  base,
  proposed,
  layer: 'model',
  phase: 'any',
  agent: agentId('any'),
  title: path,
  marks: [],
});

/** Lets what runs beside it go on. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
}
