import { strict as assert } from 'assert';
import { settledRun } from '../../../test/fakes/testEngine';
import { testChange, testExecutor, testPhase, testWorkflow } from '../../../test/fakes/testWorkflow';
import { AppError } from '../model/appError';
import { interventionId } from '../model/ids';
import { workspacePath } from '../model/workspacePath';
import type { Executor } from '../ports/executor';
import type { Verifier } from '../ports/verifier';

const MODEL = workspacePath('db/model.py');
const PAGE = workspacePath('app/page.tsx');

const backend = testExecutor('backend', (context) => {
  context.progress('Model created');
  return Promise.resolve({
    files: [testChange(MODEL, 'old\n', 'old\nnew\n', 'Model created')],
    output: { table: 'product' },
    fragments: { model: 'new' },
  });
});
const frontend = testExecutor('frontend', () =>
  Promise.resolve({ files: [testChange(PAGE, null, 'page\n', 'Page created')] }),
);
const closing = testExecutor('nextSteps');

const start = (executors: readonly Executor[], verifier?: Verifier) =>
  settledRun(
    testWorkflow(
      [
        testPhase('backend', [], { steps: ['Model created'] }),
        testPhase('frontend', ['backend'], { steps: ['Page created'] }),
        testPhase('nextSteps', ['frontend'], { steps: ['Kept'], closing: true }),
      ],
      executors,
    ),
    { files: { [MODEL]: 'old\n' }, ...(verifier === undefined ? {} : { verifier }) },
  );

describe('RunEngine', () => {
  it('keeps a trace: the launch, its phases, their agents', async () => {
    const { store, id } = await start([backend, frontend, closing]);
    const spans = await store.getSpans(id);
    const nameOf = (spanId: string | null) => spans.find((span) => span.spanId === spanId)?.name ?? null;
    assert.deepEqual(
      spans.map(({ name, parentId, error }) => [name, nameOf(parentId), error]),
      ['backend', 'frontend', 'nextSteps']
        .flatMap((key) => [
          [`invoke_agent ${key}`, `phase ${key}`, null],
          [`phase ${key}`, 'invoke_workflow test', null],
        ])
        .concat([['invoke_workflow test', null, null]]),
    );
  });

  it('proposes, waits for review, completes when everything is decided', async () => {
    const { engine, review, workspace, id, view } = await start([backend, frontend, closing]);
    assert.equal(view.status, 'review');
    assert.equal(view.percent, 100);
    assert.deepEqual(
      view.files.map((file) => [file.path, file.action, file.addedLines, file.removedLines]),
      [
        [MODEL, 'edit', 1, 0],
        [PAGE, 'create', 1, 0],
      ],
    );
    assert.equal(workspace.texts.get(MODEL), 'old\n');
    await review.accept(id, { kind: 'files', paths: [MODEL] }, { dependencies: 'ask' });
    assert.equal((await engine.settled(id)).status, 'review');
    await review.reject(id, { kind: 'files', paths: [PAGE] });
    const status = async () => (await engine.view(id))?.status;
    for (let turn = 0; turn < 50 && (await status()) !== 'completed'; turn += 1)
      await new Promise(setImmediate);
    assert.equal(await status(), 'completed');
    assert.equal(workspace.texts.get(MODEL), 'old\nnew\n');
    assert.equal(workspace.texts.has(PAGE), false);
  });

  it('completes a run whose last decision was kept and whose status was not', async () => {
    const { engine, review, store, id } = await start([backend, frontend, closing]);
    await review.accept(id, { kind: 'run' }, { dependencies: 'ask' });
    await engine.settled(id);
    await store.updateRunStatus(id, 'review');
    await engine.recover();
    assert.equal((await engine.view(id))?.status, 'completed');
  });

  it('hands outputs and fragments on, and shows later phases what earlier ones proposed', async () => {
    const seen: unknown[] = [];
    const looking = testExecutor('frontend', async (context) => {
      seen.push(context.inputs['backend'], context.fragments, await context.files.read(MODEL));
      return {};
    });
    await start([backend, looking, closing]);
    assert.deepEqual(seen, [{ table: 'product' }, { model: 'new' }, 'old\nnew\n']);
  });

  it('retries an agent that failed once', async () => {
    let attempts = 0;
    const flaky = testExecutor('backend', () => {
      attempts += 1;
      if (attempts === 1) return Promise.reject(new AppError('agentFailed', 'It stumbled.', 'Retry.'));
      return Promise.resolve({});
    });
    const { view } = await start([flaky, frontend, closing]);
    assert.equal(attempts, 2);
    assert.equal(view.phases[0]?.attempts, 2);
    assert.equal(view.status, 'review');
  });

  describe('after a failed phase', () => {
    let healed = false;
    const failing = testExecutor('frontend', () =>
      healed
        ? Promise.resolve({ files: [testChange(PAGE, null, 'page\n', 'Page created')] })
        : Promise.reject(new AppError('dependencyMissing', "Component 'DataTable' not found.", 'Create it.')),
    );
    beforeEach(() => void (healed = false));

    it('keeps what was done and says what failed', async () => {
      const { view } = await start([backend, failing, closing]);
      assert.equal(view.status, 'failed');
      assert.match(view.error ?? '', /DataTable/);
      assert.deepEqual(
        view.phases.map((item) => item.status),
        ['completed', 'failed', 'pending'],
      );
      assert.deepEqual(
        view.files.map((file) => file.path),
        [MODEL],
      );
    });

    it('fix and retry runs only what is left', async () => {
      const { engine, id } = await start([backend, failing, closing]);
      healed = true;
      await engine.retry(id, 'frontend');
      const view = await engine.settled(id);
      assert.equal(view.status, 'review');
      assert.equal(view.phases[0]?.attempts, 1);
      assert.equal(view.files.length, 2);
    });

    it('resume tries again what failed, and only that', async () => {
      const { engine, store, id } = await start([backend, failing, closing]);
      const tries = async (): Promise<number> => (await store.getExecutions(id)).length;
      const before = await tries();
      await engine.resume(id);
      assert.equal((await engine.settled(id)).status, 'failed');
      assert.ok((await tries()) > before, 'nothing was tried');
      const [first] = (await engine.settled(id)).phases;
      assert.equal(first?.attempts, 1);
    });

    it('skip leaves the part out and closes the run', async () => {
      const { engine, id } = await start([backend, failing, closing]);
      await engine.skip(id, 'frontend');
      const view = await engine.settled(id);
      assert.equal(view.status, 'review');
      assert.deepEqual(
        view.phases.map((item) => item.status),
        ['completed', 'skipped', 'completed'],
      );
    });

    it('roll back restores what was accepted, byte for byte', async () => {
      const { engine, review, workspace, id } = await start([backend, failing, closing]);
      await review.accept(id, { kind: 'run' }, { dependencies: 'include' });
      assert.equal(workspace.texts.get(MODEL), 'old\nnew\n');
      const outcome = await engine.rollback(id);
      assert.deepEqual(outcome, { restored: [MODEL], kept: [] });
      assert.deepEqual([...workspace.texts], [[MODEL, 'old\n']]);
      assert.equal((await engine.view(id))?.status, 'rolledBack');
    });
  });

  it('stays rolled back when the editor tells of the restored files', async () => {
    const { engine, review, workspace, id } = await start([backend, frontend, closing]);
    await review.accept(id, { kind: 'run' }, { dependencies: 'include' });
    await engine.settled(id);
    const apply = workspace.apply.bind(workspace);
    const told: Promise<void>[] = [];
    workspace.apply = async (writes) => {
      await apply(writes);
      for (const { path } of writes) {
        told.push(review.textRestored(path, workspace.texts.get(path) ?? null));
      }
    };
    await engine.rollback(id);
    await Promise.all(told);
    const view = await engine.settled(id);
    assert.equal(view.status, 'rolledBack');
    assert.deepEqual(
      view.files.map(({ status }) => status),
      view.files.map(() => 'rejected'),
    );
  });

  it('pauses for a question and goes on with the answer, once', async () => {
    const ran: string[] = [];
    const counting = testExecutor('backend', () => {
      ran.push('backend');
      return Promise.resolve({});
    });
    const asking = testExecutor('frontend', async (context) => {
      const answer = await context.ask({
        key: 'heads',
        reason: 'There are two heads.',
        question: 'Which one?',
        options: [
          { id: 'a', label: 'A', consequence: 'Follows A.', recommended: true },
          { id: 'b', label: 'B', consequence: 'Follows B.', recommended: false },
        ],
      });
      return { output: answer };
    });
    const { engine, id, view } = await start([counting, asking, closing]);
    assert.equal(view.status, 'waiting');
    const question = view.interventions[0];
    assert.ok(question !== undefined);
    assert.equal(question.question, 'Which one?');
    await engine.answer(interventionId(question.id), 'b');
    const after = await engine.settled(id);
    assert.equal(after.status, 'completed');
    assert.deepEqual(ran, ['backend']);
    assert.equal(after.interventions.length, 1);
  });

  it('refuses two agents that propose one file', async () => {
    const clash = testExecutor('frontend', () =>
      Promise.resolve({ files: [testChange(MODEL, 'old\n', 'other\n', 'Page created')] }),
    );
    const { view } = await start([backend, clash, closing]);
    assert.equal(view.status, 'failed');
    assert.match(view.error ?? '', /db\/model\.py/);
  });

  it('keeps the evidence of the proof, and only its own findings', async () => {
    const verifier: Verifier = {
      verify(changes, _parts, { onEvent }) {
        assert.equal(changes.files.length, 2);
        const result = {
          check: 'mypy',
          kind: 'type',
          status: 'failed',
          detail: '1 error',
          durationMs: 5,
        } as const;
        onEvent({ kind: 'check', result });
        const finding = {
          severity: 'major',
          category: 'type',
          message: 'Wrong type',
          path: MODEL,
          line: 2,
          column: 1,
          source: 'mypy',
          rule: 'assignment',
        } as const;
        return Promise.resolve({ checks: [result], findings: [finding] });
      },
    };
    const { engine, id, view } = await start([backend, frontend, closing], verifier);
    assert.deepEqual(
      view.checks.map((check) => [check.check, check.status]),
      [['mypy', 'failed']],
    );
    assert.equal(view.findings.filter((finding) => !finding.resolved).length, 1);
    await engine.verify(id);
    const again = await engine.settled(id);
    assert.equal(again.findings.filter((finding) => !finding.resolved).length, 1);
  });
});
