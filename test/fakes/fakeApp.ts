import { AppError } from '../../src/core/model/appError';
import { runId, type RunId } from '../../src/core/model/ids';
import type { RunView } from '../../src/core/model/runView';
import type { KeyService } from '../../src/core/keys/providerKeys';
import type { DraftService } from '../../src/core/orchestrator/draftService';
import type { RunService } from '../../src/core/orchestrator/runService';
import type { WorkspaceFiles, WorkspaceWriter } from '../../src/core/ports/workspaceFiles';
import { ReviewSession } from '../../src/core/review/reviewSession';
import { Emitter } from '../../src/shared/emitter';
import type { GroundworkApp } from '../../src/vscode/groundworkApp';
import { fakeDialogue } from './fakeDialogue';
import { fakeProposal } from './fakeProposal';
import { MemoryReviewStore } from './reviewPorts';
import { runView } from './runView';
import { TOTAL_STEPS, phasesAt } from './scriptedRun';

/** Time of one step of the scripted run, in milliseconds. */
const STEP_MS = 120;

/** A scripted app: one workflow that ticks off the six steps, asks one question and proposes files of the sample. */
export function fakeApp(files: WorkspaceFiles, writer: WorkspaceWriter): GroundworkApp {
  const store = new MemoryReviewStore();
  const review = new ReviewSession({ store, files, writer });
  const changed = new Emitter<{ readonly runId: RunId }>();
  const views = new Map<RunId, RunView>();
  const waiting = new Map<RunId, () => void>();

  const update = (id: RunId, change: Partial<RunView>): void => {
    const view = views.get(id);
    if (view === undefined) return;
    views.set(id, { ...view, ...change });
    changed.fire({ runId: id });
  };
  const withFiles = async (view: RunView): Promise<RunView> => {
    const pending = await review.files(runId(view.id));
    const reviews = await store.getReview(runId(view.id));
    return {
      ...view,
      files: pending.map((file) => {
        const change = reviews.find((candidate) => candidate.change.path === file.path)?.change;
        return {
          path: file.path,
          phase: change?.phase ?? 'backend',
          title: change?.title ?? '',
          action: file.action,
          status: file.status,
          pendingHunks: file.hunks.length,
          addedLines: Math.max(0, file.pending.split('\n').length - (file.current ?? '').split('\n').length),
          removedLines: 0,
          viewed: file.viewed,
        };
      }),
    };
  };

  const work = async (id: RunId): Promise<void> => {
    const startedAt = new Date().toISOString();
    for (let done = 1; done <= TOTAL_STEPS; done += 1) {
      await new Promise((resolve) => setTimeout(resolve, STEP_MS));
      const phases = phasesAt(done, startedAt);
      const remaining = phases.flatMap((phase) =>
        phase.steps.filter((step) => step.status !== 'done').map((step) => step.title),
      );
      update(id, { status: 'executing', phases, percent: Math.floor((100 * done) / TOTAL_STEPS), remaining });
      if (done === 3) await ask(id);
    }
    store.start(id, await fakeProposal(files));
    update(id, {
      status: 'review',
      checks: [
        { check: 'ruff', kind: 'lint', status: 'passed', detail: '14 files', durationMs: 320 },
        { check: 'mypy', kind: 'type', status: 'failed', detail: '1 finding', durationMs: 2_140 },
        {
          check: 'pytest',
          kind: 'test',
          status: 'notChecked',
          detail: 'pytest is not installed',
          durationMs: 0,
        },
      ],
      findings: [
        {
          id: 'f1',
          severity: 'medium',
          category: 'type',
          message: 'Missing return type annotation',
          path: 'backend/api/schemas/product_schema.py',
          line: 3,
          source: 'mypy',
          resolved: false,
        },
      ],
      nextSteps: [
        {
          title: 'Migrate the database',
          detail: 'Adds the table product',
          action: { kind: 'terminal', command: 'echo alembic upgrade head', folder: 'backend' },
        },
      ],
    });
  };
  const ask = async (id: RunId): Promise<void> => {
    const interventions: RunView['interventions'] = [
      {
        id: 'd1',
        key: 'guard',
        reason: 'The sibling routes are guarded in two ways.',
        question: 'Which guard do the new routes get?',
        options: [
          { id: 'admin', label: 'Administrators', consequence: 'As category_router does', recommended: true },
          { id: 'any', label: 'Anyone signed in', consequence: 'As session_router does', recommended: false },
        ],
        answer: null,
      },
    ];
    update(id, { status: 'waiting', interventions });
    await new Promise<void>((resolve) => waiting.set(id, resolve));
    update(id, {
      status: 'executing',
      interventions: interventions.map((asked) => ({ ...asked, answer: 'admin' })),
    });
  };

  const runs: RunService = {
    onDidChange: changed.event,
    start(workflow) {
      const id = runId(`run-${views.size + 1}`);
      const startedAt = new Date().toISOString();
      const phases = phasesAt(0, startedAt);
      const fresh = { id, workflow, status: 'planning', createdAt: startedAt, percent: 0, phases } as const;
      views.set(id, runView(fresh));
      void work(id);
      return Promise.resolve(id);
    },
    async settled(id) {
      for (;;) {
        const view = views.get(id);
        if (view === undefined) throw new AppError('notFound', 'No such run.', '');
        if (!['planning', 'executing'].includes(view.status)) return withFiles(view);
        await new Promise((resolve) => setTimeout(resolve, STEP_MS));
      }
    },
    list: () => Promise.resolve([...views.values()].reverse()),
    archived: () => Promise.resolve([]),
    view: async (id) => {
      const view = views.get(id);
      return view === undefined ? undefined : withFiles(view);
    },
    output: () => Promise.resolve({ outputs: {}, uses: [], gaps: [], failure: null }),
    resume: () => Promise.resolve(),
    cancel: (id) => {
      update(id, { status: 'cancelled' });
      return Promise.resolve();
    },
    cancelAll: () => Promise.resolve(),
    retry: () => Promise.resolve(),
    skip: () => Promise.resolve(),
    rollback: (id) => {
      update(id, { status: 'rolledBack' });
      return Promise.resolve({ restored: [], kept: [] });
    },
    answer: (decision) => {
      for (const resolve of waiting.values()) resolve();
      return decision === '' ? Promise.reject(new Error('no decision')) : Promise.resolve();
    },
    report: (id) => Promise.resolve(`# Run ${id}\n\nStatus: ${views.get(id)?.status ?? 'gone'}\n`),
    verify: () => Promise.resolve(),
    resumeProofs: () => Promise.resolve(),
    leave: () => Promise.resolve(),
  };
  return {
    runs,
    review,
    dialogue: fakeDialogue,
    drafts: noDrafts,
    keys: noKeys,
    agents: () => Promise.resolve({ agents: [], problems: [] }),
    workflows: () => Promise.resolve({ workflows: [], problems: [] }),
    workflowRequest: () => Promise.reject(new Error('The scripted app has no workflows.')),
    document: () => Promise.reject(new Error('The scripted app reads no files.')),
    definitionProblems: () => Promise.resolve([]),
  };
}

/** The scripted app has no model, and no key. */
const noKeys: KeyService = {
  places: () => Promise.resolve([]),
  set: () => Promise.resolve(),
  remove: () => Promise.resolve(),
};

const noDrafts: DraftService = {
  model: () => Promise.resolve(null),
  draft: () => Promise.reject(new Error('The scripted app drafts nothing.')),
};
