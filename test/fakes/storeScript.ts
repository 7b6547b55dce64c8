import { agentId } from '../../src/core/model/ids';
import type { Phase, Run } from '../../src/core/model/run';
import { workspacePath } from '../../src/core/model/workspacePath';
import type { NewFinding, StateStore } from '../../src/core/ports/stateStore';
import { startReview, type FileReview } from '../../src/core/review/fileReview';

export interface ScriptState {
  run: Run | undefined;
  phases: readonly Phase[];
}

export type ScriptStep = (store: StateStore, state: ScriptState) => Promise<void>;

const SCRIPT: readonly ScriptStep[] = [
  async (store, state) => {
    state.run = await store.createRun({
      workflow: 'fullstack',
      task: 'product',
      request: { name: 'product' },
    });
  },
  async (store, state) => {
    state.phases = await store.createPhases(runOf(state).id, ['backend', 'frontend'].map(newPhase));
  },
  (store, state) => store.updateRunStatus(runOf(state).id, 'executing'),
  ...[0, 1].flatMap((index): ScriptStep[] => [
    (store, state) => store.updatePhaseStatus(phaseOf(state, index).id, 'inProgress'),
    async (store, state) => {
      await store.createExecution(phaseOf(state, index).id, runOf(state).id, 1);
    },
    (store, state) => {
      const { id, key } = phaseOf(state, index);
      const files = [reviewFile(`${key}/a.py`, key), reviewFile(`${key}/b.py`, key)];
      return store.completePhase(id, { done: key }, files, [newFinding(key)]);
    },
  ]),
  async (store, state) => {
    await store.addFindings(runOf(state).id, [newFinding('first'), newFinding('second')]);
  },
  async (store, state) => {
    const [first] = await store.getFindings(runOf(state).id);
    if (first !== undefined) await store.resolveFindings([first.id]);
  },
  (store, state) =>
    store.saveCheck(runOf(state).id, {
      check: 'mypy',
      kind: 'type',
      status: 'passed',
      detail: '14 files',
      durationMs: 12.5,
    }),
  async (store, state) => {
    const question = { phaseId: null, key: 'id', reason: 'r', question: 'Which?', options: [] };
    await store.openIntervention(runOf(state).id, question);
  },
  async (store, state) => {
    const [asked] = await store.getInterventions(runOf(state).id);
    if (asked !== undefined) await store.answerIntervention(asked.id, 'yes');
  },
  async (store, state) => {
    const artifact = { phaseId: null, name: 'plan', path: null, type: 'text', text: 'the plan' };
    await store.addArtifact(runOf(state).id, artifact);
  },
  (store, state) =>
    store.saveReview(runOf(state).id, [{ ...reviewFile('backend/a.py', 'backend'), viewed: true }]),
  async (store, state) => {
    await store.recordWrites(runOf(state).id, [
      { path: 'backend/a.py', before: 'old\r\n', after: 'new' },
      { path: 'backend/b.py', before: null, after: 'made' },
    ]);
  },
  (store, state) => store.dropWrites(runOf(state).id, [2]),
  async (store, state) => {
    await store.raiseAlert(runOf(state).id, { kind: 'tokens', message: 'many tokens' });
  },
  (store, state) => store.updateRunStatus(runOf(state).id, 'review'),
];

/** One small run through every kind of write, a step an acknowledgement. */
export function storeScript(): readonly ScriptStep[] {
  return [...SCRIPT];
}

/** Everything that the port shows, texts included. */
export async function dumpStore(store: StateStore): Promise<unknown> {
  const runs = await store.listRuns();
  return Promise.all(
    runs.map(async (run) => ({
      run,
      phases: await store.getPhases(run.id),
      executions: await store.getExecutions(run.id),
      findings: await store.getFindings(run.id),
      checks: await store.getChecks(run.id),
      artifacts: await Promise.all(
        (await store.getArtifacts(run.id)).map(async (found) => [found, await store.readArtifact(found.id)]),
      ),
      interventions: await store.getInterventions(run.id),
      alerts: await store.getAlerts(run.id),
      review: await store.getReview(run.id),
      writes: await Promise.all(
        (await store.getWrites(run.id)).map(async (write) => [
          write,
          write.before === null ? null : await store.readBlob(write.before),
          write.after === null ? null : await store.readBlob(write.after),
        ]),
      ),
    })),
  );
}

export function newPhase(key: string): Parameters<StateStore['createPhases']>[1][number] {
  return {
    key,
    title: `The ${key}`,
    description: 'Makes it.',
    agents: [agentId('fastapi-entity')],
    dependencies: [],
    critical: true,
    maxRetries: 2,
  };
}

export function newFinding(message: string): NewFinding {
  return {
    severity: 'major',
    category: 'type',
    message,
    path: workspacePath('backend/a.py'),
    line: 3,
    column: 7,
    source: 'mypy',
    rule: 'attr-defined',
  };
}

/** A file in the middle of its review, with every kind of text. */
export function reviewFile(path: string, phase: string): FileReview {
  const change = {
    path: workspacePath(path),
    base: `\uFEFFbase of ${path}\r\n`,
    proposed: `proposed ${path} \u0645\u0646\u062A\u062C\n`,
    layer: 'model' as const,
    phase,
    agent: agentId('fastapi-entity'),
    title: 'Model created',
    marks: [{ startLine: 0, endLine: 1, title: 'model', provides: ['a'], requires: ['b'], conflict: false }],
  };
  return {
    ...startReview(change),
    decisions: [{ hunk: 'h1', kind: 'accepted' }],
    accepted: [{ hunks: ['h1'], before: change.base, after: `accepted ${path}` }],
    undone: [{ hunks: ['h2'], before: null, after: 'undone' }],
    intent: { hunks: ['h3'], before: 'x', after: 'y' },
    rejectedHunks: 1,
  };
}

function runOf(state: ScriptState): Run {
  if (state.run === undefined) throw new Error('the script has no run yet');
  return state.run;
}

function phaseOf(state: ScriptState, index: number): Phase {
  const phase = state.phases[index];
  if (phase === undefined) throw new Error('the script has no phases yet');
  return phase;
}
