import { strict as assert } from 'assert';
import { MemoryWorkspace } from '../../../test/fakes/memoryWorkspace';
import { openMemoryStore } from '../../../test/fakes/memoryStore';
import { fileChange, mark } from '../../../test/fakes/reviewPorts';
import type { RunId } from '../model/ids';
import { startReview } from '../review/fileReview';
import { ReviewSession } from '../review/reviewSession';
import { workspacePath } from '../model/workspacePath';
import type { StateStore } from '../ports/stateStore';
import { LackingDependencies } from './lackingDependencies';

const MODEL = workspacePath('db/model.py');
const CRUD = workspacePath('api/crud.py');

const CHANGES = [
  fileChange({
    path: MODEL,
    base: 'import a\n\nclass Old:\n    x = 1\n',
    proposed: 'import a\n\nclass Old:\n    x = 1\n\nclass Product:\n    name = 2\n',
    marks: [mark({ startLine: 5, endLine: 7, title: 'Add Product', provides: ['Product'] })],
  }),
  fileChange({
    path: CRUD,
    base: null,
    proposed: 'from db.model import Product\n',
    marks: [mark({ startLine: 0, endLine: 1, title: 'CRUD helpers created', requires: ['Product'] })],
  }),
];

interface Opened {
  readonly store: StateStore;
  readonly workspace: MemoryWorkspace;
  readonly review: ReviewSession;
  readonly lacking: LackingDependencies;
  readonly run: RunId;
  readonly open: () => Promise<readonly string[]>;
}

async function start(): Promise<Opened> {
  const store = await openMemoryStore();
  const { id: run } = await store.createRun({ workflow: 'fullstack', task: 'product', request: {} });
  await store.saveReview(run, CHANGES.map(startReview));
  const workspace = new MemoryWorkspace({ [MODEL]: CHANGES[0]?.base ?? '' });
  const review = new ReviewSession({ store, files: workspace, writer: workspace });
  const lacking = new LackingDependencies({ store, review });
  const open = async (): Promise<readonly string[]> =>
    (await store.getFindings(run)).flatMap((finding) =>
      finding.resolved ? [] : [`${finding.path ?? ''}:${String(finding.line)} ${finding.message}`],
    );
  return { store, workspace, review, lacking, run, open };
}

const FINDING = (decision: string): string =>
  `${CRUD}:1 "CRUD helpers created" was accepted without what it needs, so it may not run: ` +
  `Add Product in ${MODEL} (${decision}).`;

describe('findings about what was accepted without what it needs', () => {
  const acceptAlone = async ({ review, lacking, run }: Opened): Promise<void> => {
    await review.accept(run, { kind: 'files', paths: [CRUD] }, { dependencies: 'ignore' });
    await lacking.decided(run);
  };

  it('stay until the needed hunk is accepted, and say what became of it', async () => {
    const opened = await start();
    const { review, lacking, run, open } = opened;
    await lacking.decided(run);
    assert.deepEqual(await open(), []);
    await acceptAlone(opened);
    assert.deepEqual(await open(), [FINDING('pending')]);
    await lacking.decided(run);
    assert.deepEqual(await open(), [FINDING('pending')], 'once');
    await review.reject(run, { kind: 'files', paths: [MODEL] });
    await lacking.decided(run);
    assert.deepEqual(await open(), [FINDING('rejected')]);
    await review.accept(run, { kind: 'files', paths: [CRUD] }, { dependencies: 'ask' });
    await lacking.decided(run);
    assert.deepEqual(await open(), [FINDING('rejected')], 'nothing new was decided');
  });

  it('go when the hunk comes along after all', async () => {
    const opened = await start();
    await acceptAlone(opened);
    await opened.review.accept(opened.run, { kind: 'run' }, { dependencies: 'ask' });
    await opened.lacking.decided(opened.run);
    assert.deepEqual(await opened.open(), []);
  });

  it('go when the accept is undone', async () => {
    const opened = await start();
    await acceptAlone(opened);
    opened.workspace.texts.delete(CRUD);
    await opened.review.textRestored(CRUD, null);
    await opened.lacking.decided(opened.run);
    assert.deepEqual(await opened.open(), []);
  });

  it('go when the lines are there otherwise: by hand found at the next start, or with a decision in another run', async () => {
    for (const way of ['start', 'other run'] as const) {
      const opened = await start();
      const { store, review, workspace, lacking, run, open } = opened;
      await acceptAlone(opened);
      await review.reject(run, { kind: 'files', paths: [MODEL] });
      await lacking.decided(run);
      workspace.texts.set(MODEL, `# mine\n${CHANGES[0]?.proposed ?? ''}`);
      const other = await store.createRun({ workflow: 'fullstack', task: 'again', request: {} });
      if (way === 'start')
        await new LackingDependencies({ store, review }).recover({ id: run, status: 'completed' });
      else assert.deepEqual(await lacking.decided(other.id), [run]);
      assert.deepEqual(await open(), [], way);
    }
  });

  it('are there after a crash that came between the accept and the finding', async () => {
    const { store, review, run, open } = await start();
    await review.accept(run, { kind: 'files', paths: [CRUD] }, { dependencies: 'ignore' });
    await new LackingDependencies({ store, review }).recover({ id: run, status: 'review' });
    assert.deepEqual(await open(), [FINDING('pending')]);
  });
});
