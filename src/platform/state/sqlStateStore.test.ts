import assert from 'node:assert/strict';
import fc from 'fast-check';
import { z } from 'zod';
import { openMemoryStore } from '../../../test/fakes/memoryStore';
import { MemoryStoreFiles } from '../../../test/fakes/memoryStoreFiles';
import { newFinding, newPhase, reviewFile } from '../../../test/fakes/storeScript';
import { AppError } from '../../core/model/appError';
import { contentHash, interventionId, phaseId, runId } from '../../core/model/ids';
import type { Run } from '../../core/model/run';
import type { Span } from '../../core/model/span';
import type { StateStore } from '../../core/ports/stateStore';

const reportSchema = z.object({
  run: z.object({ id: z.string() }),
  files: z.array(z.object({ status: z.string() })),
  decisions: z.array(z.object({ answer: z.string() })),
});

const NEW_RUN = {
  workflow: 'fullstack',
  task: 'product',
  request: { name: 'product', list: [1, null, 'x'] },
};

interface Prepared {
  readonly store: StateStore;
  readonly run: Run;
  readonly files: MemoryStoreFiles;
}

async function prepare(): Promise<Prepared> {
  const files = new MemoryStoreFiles();
  const store = await openMemoryStore({ files });
  return { store, run: await store.createRun(NEW_RUN), files };
}

/** Each writes through one method and reads back through another, before and after the store is opened again. */
const roundTrips: Readonly<
  Record<string, (prepared: Prepared) => Promise<(store: StateStore) => Promise<void>>>
> = {
  'createRun, getRun':
    async ({ run }) =>
    async (store) => {
      const { id, createdAt } = run;
      const rest = { startedAt: null, completedAt: null, error: null, status: 'planning' as const };
      assert.deepEqual(await store.getRun(id), { ...NEW_RUN, id, createdAt, ...rest });
    },
  'addSpans, getSpans': async ({ store, run }) => {
    const span: Span = {
      runId: run.id,
      spanId: '0123456789abcdef',
      parentId: null,
      kind: 'model',
      name: 'chat small',
      startedAt: '2026-01-01T00:00:00.000Z',
      endedAt: '2026-01-01T00:00:01.000Z',
      error: 'rateLimited',
      attributes: { 'gen_ai.usage.input_tokens': 12, 'groundwork.cached': false },
    };
    const child: Span = { ...span, spanId: 'fedcba9876543210', parentId: span.spanId, error: null };
    await store.addSpans(run.id, [span, child]);
    return async (opened) => assert.deepEqual(await opened.getSpans(run.id), [span, child]);
  },
  'listRuns newest first, by status': async ({ store, run }) => {
    const later = await store.createRun(NEW_RUN);
    await store.updateRunStatus(later.id, 'review');
    return async (opened) => {
      assert.deepEqual(
        (await opened.listRuns()).map(({ id }) => id),
        [later.id, run.id],
      );
      assert.deepEqual(
        (await opened.listRuns({ status: 'review' })).map(({ id }) => id),
        [later.id],
      );
    };
  },
  'updateRunStatus keeps times and error': async ({ store, run }) => {
    await store.updateRunStatus(run.id, 'executing');
    await store.updateRunStatus(run.id, 'failed', 'it broke');
    return async (opened) => {
      const found = await opened.getRun(run.id);
      assert.equal(found?.status, 'failed');
      assert.equal(found.error, 'it broke');
      assert.ok(
        found.startedAt !== null && found.completedAt !== null && found.startedAt <= found.completedAt,
      );
    };
  },
  getRecoverableRuns: async ({ store, run }) => {
    const executing = await store.createRun(NEW_RUN);
    await store.updateRunStatus(executing.id, 'executing');
    await store.updateRunStatus((await store.createRun(NEW_RUN)).id, 'waiting');
    return async (opened) =>
      assert.deepEqual(
        (await opened.getRecoverableRuns()).map(({ id }) => id),
        [executing.id, run.id],
      );
  },
  'createPhases, getPhases': async ({ store, run }) => {
    const first = await store.createPhases(run.id, [newPhase('b'), newPhase('a')]);
    const second = await store.createPhases(run.id, [
      { ...newPhase('c'), dependencies: ['a'], critical: false },
    ]);
    return async (opened) => {
      assert.deepEqual(await opened.getPhases(run.id), [...first, ...second]);
      assert.deepEqual(
        [...first, ...second].map(({ key, position }) => [key, position]),
        [
          ['b', 0],
          ['a', 1],
          ['c', 2],
        ],
      );
    };
  },
  'updatePhaseStatus, executions and retries': async ({ store, run }) => {
    const [phase] = await store.createPhases(run.id, [newPhase('a')]);
    assert.ok(phase);
    await store.updatePhaseStatus(phase.id, 'inProgress');
    const first = await store.createExecution(phase.id, run.id, 1);
    await store.failExecution(first.id, 'no');
    const second = await store.createExecution(phase.id, run.id, 2);
    await store.completeExecution(second.id);
    await store.updatePhaseStatus(phase.id, 'failed', 'because');
    return async (opened) => {
      const [found] = await opened.getPhases(run.id);
      assert.deepEqual([found?.status, found?.error, found?.retries], ['failed', 'because', 1]);
      assert.ok(found?.startedAt && found.completedAt);
      const executions = await opened.getExecutions(run.id);
      assert.deepEqual(
        executions.map(({ id, attempt, status, error }) => [id, attempt, status, error]),
        [
          [first.id, 1, 'failed', 'no'],
          [second.id, 2, 'completed', null],
        ],
      );
    };
  },
  'completePhase keeps output, files and findings': async ({ store, run }) => {
    const [phase] = await store.createPhases(run.id, [newPhase('a')]);
    assert.ok(phase);
    const file = reviewFile('a/x.py', 'a');
    await store.completePhase(phase.id, { deep: [{ x: 1 }] }, [reviewFile('a/old.py', 'a')], []);
    await store.completePhase(phase.id, { deep: [{ x: 2 }] }, [file], [newFinding('found')]);
    return async (opened) => {
      const [found] = await opened.getPhases(run.id);
      assert.deepEqual([found?.status, found?.output], ['completed', { deep: [{ x: 2 }] }]);
      assert.deepEqual(await opened.getReview(run.id), [file]);
      assert.deepEqual(
        (await opened.getFindings(run.id)).map(({ message, resolved }) => [message, resolved]),
        [[newFinding('found').message, false]],
      );
    };
  },
  'saveReview updates in place, getReview in review order': async ({ store, run }) => {
    const edit = reviewFile('z.py', 'a');
    const page = reviewFile('page.tsx', 'a');
    const made = { ...page, base: null, change: { ...page.change, base: null, layer: 'page' as const } };
    const type = { ...made, change: { ...made.change, layer: 'types' as const, path: edit.change.path } };
    assert.ok(type);
    const schema = reviewFile('schema.py', 'a');
    const newSchema = {
      ...schema,
      base: null,
      change: { ...schema.change, base: null, layer: 'schema' as const },
    };
    await store.saveReview(run.id, [made, newSchema, edit]);
    await store.saveReview(run.id, [{ ...made, viewed: true }]);
    return async (opened) =>
      assert.deepEqual(await opened.getReview(run.id), [edit, newSchema, { ...made, viewed: true }]);
  },
  'findings and their summary': async ({ store, run }) => {
    const added = await store.addFindings(run.id, [
      newFinding('one'),
      { ...newFinding('two'), severity: 'minor', path: null, line: null, column: null, rule: null },
      newFinding('three'),
    ]);
    const [one] = added;
    assert.ok(one);
    await store.resolveFindings([one.id]);
    return async (opened) => {
      assert.deepEqual(
        await opened.getFindings(run.id),
        added.map((finding) => ({ ...finding, resolved: finding.id === one.id })),
      );
      assert.deepEqual(await opened.getFindingsSummary(run.id), { major: 1, medium: 0, minor: 1 });
    };
  },
  'saveCheck replaces the running one in its place': async ({ store, run }) => {
    const mypy = { check: 'mypy', kind: 'type', status: 'running', detail: '', durationMs: 0 } as const;
    const ruff = {
      check: 'ruff',
      kind: 'lint',
      status: 'notChecked',
      detail: 'no ruff',
      durationMs: 0.25,
    } as const;
    await store.saveCheck(run.id, mypy);
    await store.saveCheck(run.id, ruff);
    const done = { ...mypy, status: 'passed', durationMs: 3e9 } as const;
    await store.saveCheck(run.id, done);
    return async (opened) => assert.deepEqual(await opened.getChecks(run.id), [done, ruff]);
  },
  'dropCheck forgets that one': async ({ store, run }) => {
    const mypy = { check: 'mypy', kind: 'type', status: 'passed', detail: '', durationMs: 0 } as const;
    await store.saveCheck(run.id, { ...mypy, check: 'Proof', status: 'running' });
    await store.saveCheck(run.id, mypy);
    await store.dropCheck(run.id, 'Proof');
    await store.dropCheck(run.id, 'never there');
    return async (opened) => assert.deepEqual(await opened.getChecks(run.id), [mypy]);
  },
  'artifacts and their text': async ({ store, run }) => {
    const artifact = await store.addArtifact(run.id, {
      phaseId: null,
      name: 'plan',
      path: null,
      type: 'text/markdown',
      text: 'منتج\r\n',
    });
    return async (opened) => {
      assert.deepEqual(await opened.getArtifacts(run.id), [artifact]);
      assert.equal(artifact.size, 10);
      assert.equal(await opened.readArtifact(artifact.id), 'منتج\r\n');
    };
  },
  'interventions: the same key finds the answer': async ({ store, run }) => {
    const options = [{ id: 'a', label: 'A', consequence: 'c', recommended: true }];
    const asked = { phaseId: null, key: 'auth', reason: 'r', question: 'Which guard?', options };
    const opened = await store.openIntervention(run.id, asked);
    assert.equal(opened.status, 'open');
    await store.answerIntervention(opened.id, 'a');
    return async (later) => {
      const [found] = await later.getInterventions(run.id);
      assert.deepEqual({ ...found, status: 'open', answer: null, resolvedAt: null }, opened);
      assert.deepEqual([found?.status, found?.answer], ['answered', 'a']);
    };
  },
  'writes with their before-images': async ({ store, run }) => {
    const [first, second] = await store.recordWrites(run.id, [
      { path: 'a.py', before: '\uFEFFold\r\n', after: 'new' },
      { path: 'b.py', before: null, after: '' },
    ]);
    assert.ok(first && second);
    await store.dropWrites(run.id, [second.sequence]);
    const [third] = await store.recordWrites(run.id, [{ path: 'c.py', before: 'x', after: null }]);
    assert.ok(third);
    return async (opened) => {
      assert.deepEqual(await opened.getWrites(run.id), [first, third]);
      assert.deepEqual([first.sequence, third.sequence], [1, 3]);
      assert.ok(first.before && first.after);
      assert.equal(await opened.readBlob(first.before), '\uFEFFold\r\n');
      assert.equal(await opened.readBlob(first.after), 'new');
    };
  },
};

const refused: Readonly<Record<string, (prepared: Prepared) => Promise<unknown>>> = {
  'phases of no run': ({ store }) => store.createPhases(runId('none'), [newPhase('a')]),
  'status of no run': ({ store }) => store.updateRunStatus(runId('none'), 'failed'),
  'completing no phase': ({ store }) => store.completePhase(phaseId('none'), null, [], []),
  'answering no question': ({ store }) => store.answerIntervention(interventionId('none'), 'a'),
  'reading no text': ({ store }) => store.readBlob(contentHash('0'.repeat(64))),
  'a report of no run': ({ store }) => store.exportRunSummary(runId('none'), 'json'),
  'review of no run': ({ store }) => store.saveReview(runId('none'), [reviewFile('a.py', 'a')]),
};

describe('sqlStateStore', () => {
  for (const [name, scenario] of Object.entries(roundTrips)) {
    it(`round trip: ${name}`, async () => {
      const prepared = await prepare();
      const check = await scenario(prepared);
      await check(prepared.store);
      await prepared.store.close();
      const opened = await openMemoryStore({ files: prepared.files });
      await check(opened);
      await opened.close();
    });
  }

  for (const [name, attempt] of Object.entries(refused)) {
    it(`refuses ${name}`, async () => {
      const prepared = await prepare();
      await assert.rejects(
        attempt(prepared),
        (failure) => failure instanceof AppError && failure.code === 'notFound',
      );
      await prepared.store.close();
    });
  }

  it('keeps any JSON and any text of files', async () => {
    const { store, run, files } = await prepare();
    const expected: (readonly [unknown, string])[] = [];
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.string({ unit: 'grapheme' }), async (json, text) => {
        const request: unknown = JSON.parse(json);
        const created = await store.createRun({ workflow: 'w', task: 't', request });
        const artifact = await store.addArtifact(run.id, {
          phaseId: null,
          name: 'n',
          path: null,
          type: 't',
          text,
        });
        expected.push([request, text]);
        assert.deepEqual((await store.getRun(created.id))?.request, request);
        assert.equal(await store.readArtifact(artifact.id), text);
      }),
      { numRuns: process.env['SOAK'] ? 10_000 : 1_000 },
    );
    await store.close();
    const opened = await openMemoryStore({ files });
    const requests = (await opened.listRuns()).map((found) => found.request).reverse();
    assert.deepEqual(
      requests.slice(1),
      expected.map(([request]) => request),
    );
    const artifacts = await opened.getArtifacts(run.id);
    const texts = await Promise.all(artifacts.map(({ id }) => opened.readArtifact(id)));
    assert.deepEqual(
      texts,
      expected.map(([, text]) => text),
    );
    await opened.close();
  });

  it('commits concurrent writers together, each once', async () => {
    const { store, files } = await prepare();
    let syncs = 0;
    files.fault = ({ kind }) => {
      if (kind === 'sync') syncs += 1;
      return 'proceed';
    };
    await Promise.all(Array.from({ length: 50 }, () => store.createRun(NEW_RUN)));
    assert.ok(syncs < 10, `${syncs} syncs for 50 writers`);
    assert.equal((await store.listRuns()).length, 51);
    await store.close();
  });

  it('reports a run in Markdown and JSON', async () => {
    const { store, run } = await prepare();
    const [phase] = await store.createPhases(run.id, [newPhase('backend')]);
    assert.ok(phase);
    await store.updatePhaseStatus(phase.id, 'inProgress');
    await store.completePhase(phase.id, null, [reviewFile('db/model.py', 'backend')], []);
    await store.addFindings(run.id, [newFinding('a | b\n# not a heading')]);
    await store.saveCheck(run.id, {
      check: 'ruff',
      kind: 'lint',
      status: 'notChecked',
      detail: 'no ruff',
      durationMs: 0,
    });
    const option = { id: 'x', label: 'Use X', consequence: '', recommended: true };
    const question = { phaseId: null, key: 'k', reason: 'r', question: 'X or Y?', options: [option] };
    await store.answerIntervention((await store.openIntervention(run.id, question)).id, 'x');
    const markdown = await store.exportRunSummary(run.id, 'markdown');
    for (const part of [
      '# product',
      '"name": "product"',
      '| The backend | completed |',
      '| `db/model.py` | edit | partial | 1 pending | Model created |',
      '| ruff | lint | not checked | no ruff |',
      'Open: 1 major, 0 medium, 0 minor.',
      'a \\| b # not a heading (mypy attr-defined)',
      '- X or Y? Use X',
    ]) {
      assert.ok(markdown.includes(part), `${part} is missing in\n${markdown}`);
    }
    const json = reportSchema.parse(JSON.parse(await store.exportRunSummary(run.id, 'json')));
    assert.equal(json.run.id, run.id);
    assert.equal(json.files[0]?.status, 'partial');
    assert.equal(json.decisions[0]?.answer, 'x');
    await store.close();
  });
});
