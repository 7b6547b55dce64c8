import { strict as assert } from 'assert';
import { MemoryWorkspace } from '../../../test/fakes/memoryWorkspace';
import { openMemoryStore } from '../../../test/fakes/memoryStore';
import { silentLog } from '../../../test/fakes/silentLog';
import { DEFAULT_CONFIG } from '../config/configSchema';
import { agentId, type WorkspacePath } from '../model/ids';
import type { CheckResult } from '../model/run';
import { Tracer } from '../observability/tracer';
import { workspacePath } from '../model/workspacePath';
import type { ExecutorContext } from '../ports/executor';
import type { Verifier } from '../ports/verifier';
import { ReviewSession } from '../review/reviewSession';
import type { Workflow } from './plan';
import { RunEngine } from './runEngine';

const PAGE = workspacePath('app/page.tsx');
const MYPY: CheckResult = { check: 'mypy', kind: 'type', status: 'passed', detail: '', durationMs: 1 };

/** One phase that proposes these files, after `work`. */
function workflow(
  work: (context: ExecutorContext) => Promise<void>,
  paths: readonly WorkspacePath[],
): Workflow {
  const agent = agentId('page');
  const title = 'Page created';
  return {
    id: 'test',
    parse: (request) => request,
    describe: () => 'A test',
    plan: () => ({
      phases: [
        { key: 'page', title, description: '', agents: [agent], dependencies: [], critical: true, steps: [] },
      ],
    }),
    executors: [
      {
        agent,
        execute: async (context) => {
          await work(context);
          const change = { base: null, proposed: 'page\n', layer: 'page', phase: 'page' } as const;
          const files = paths.map((path) => ({ ...change, path, agent, title, marks: [] }));
          return { files, output: null, fragments: {}, notes: [], findings: [] };
        },
      },
    ],
    nextSteps: () => [],
    projectParts: () => ({ parts: [] }),
  };
}

const untilAborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));

/** Proofs that never end, as those of a process that will be killed; `begun` resolves with the first of them. */
function endless(): Verifier & { readonly begun: Promise<void> } {
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  return {
    begun,
    verify: (_changes, _parts, { signal }) => {
      begin();
      return untilAborted(signal);
    },
  };
}
const passing: Verifier = { verify: () => Promise.resolve({ checks: [MYPY], findings: [] }) };

/** Processes one after another on one store and one workspace. */
async function setUp(
  work: (context: ExecutorContext) => Promise<void> = () => Promise.resolve(),
  paths: readonly WorkspacePath[] = [PAGE],
) {
  const workspace = new MemoryWorkspace({});
  const store = await openMemoryStore();
  const process = (verifier: Verifier | null): RunEngine => {
    const review = new ReviewSession({ store, files: workspace, writer: workspace });
    const clock = { now: () => new Date(), delay: () => Promise.resolve() };
    const random = { id: () => crypto.randomUUID().replaceAll('-', ''), number: () => 0.5 };
    return new RunEngine({
      store,
      review,
      files: workspace,
      writer: workspace,
      verifier,
      git: null,
      workflows: [workflow(work, paths)],
      team: { members: () => Promise.resolve({ member: () => undefined }) },
      config: () => DEFAULT_CONFIG,
      clock,
      random,
      log: silentLog,
      tracer: new Tracer({ store, clock, random, log: silentLog, onSpans: () => undefined }),
    });
  };
  const until = async (engine: RunEngine, id: Awaited<ReturnType<RunEngine['start']>>, status: string) => {
    for (let turn = 0; turn < 1_000 && (await engine.view(id))?.status !== status; turn += 1)
      await new Promise(setImmediate);
    assert.equal((await engine.view(id))?.status, status);
  };
  const checks = async (engine: RunEngine, id: Awaited<ReturnType<RunEngine['start']>>) =>
    (await engine.view(id))?.checks.map(({ check, status }) => `${check} ${status}`);
  return { store, process, until, checks };
}

describe('the process after one that ended', () => {
  it('says that a proof was cut off, and begins it again where a window opens', async () => {
    const { process, until, checks } = await setUp();
    const proof = endless();
    const killed = process(proof);
    const id = await killed.start('test', {});
    await until(killed, id, 'review');
    await proof.begun;
    assert.deepEqual(await checks(killed, id), ['Proof running']);
    const next = process(passing);
    await next.recover();
    assert.deepEqual(await checks(next, id), ['Proof notChecked']);
    await next.resumeProofs();
    await next.settled(id);
    assert.deepEqual(await checks(next, id), ['mypy passed']);
  });

  it('begins it again when the run is resumed, and never claims a proof where none may run', async () => {
    const { process, until, checks } = await setUp();
    const proof = endless();
    const killed = process(proof);
    const id = await killed.start('test', {});
    await until(killed, id, 'review');
    await proof.begun;
    const untrusted = process(null);
    await untrusted.recover();
    await untrusted.resume(id);
    await untrusted.resumeProofs();
    await untrusted.settled(id);
    assert.deepEqual(await checks(untrusted, id), ['Proof notChecked']);
    const next = process(passing);
    await next.recover();
    await next.resume(id);
    await next.settled(id);
    assert.deepEqual(await checks(next, id), ['mypy passed']);
  });

  it('proves a run on resume that nobody could prove before, and a proved one no second time', async () => {
    const { process, checks } = await setUp();
    const untrusted = process(null);
    const id = await untrusted.start('test', {});
    await untrusted.settled(id);
    assert.deepEqual(await checks(untrusted, id), []);
    const trusted = process(passing);
    await trusted.recover();
    await trusted.resumeProofs();
    assert.deepEqual(await checks(trusted, id), [], 'nobody asked for it');
    await trusted.resume(id);
    await trusted.settled(id);
    assert.deepEqual(await checks(trusted, id), ['mypy passed']);
    let asked = 0;
    const counting = process({ verify: (...args) => ((asked += 1), passing.verify(...args)) });
    await counting.recover();
    await counting.resumeProofs();
    await counting.resume(id);
    await counting.settled(id);
    assert.equal(asked, 0);
  });

  it('proves nothing of a run that proposed nothing: there is nothing to resume', async () => {
    const { process, checks } = await setUp(undefined, []);
    const engine = process(passing);
    const id = await engine.start('test', {});
    assert.equal((await engine.settled(id)).status, 'completed');
    await assert.rejects(engine.resume(id), /nothing is left to resume/);
    await engine.settled(id);
    assert.deepEqual(await checks(engine, id), []);
  });

  it('begins a proof again that ended with its process on purpose', async () => {
    const { process, until, checks } = await setUp();
    const proof = endless();
    const closed = process(proof);
    const id = await closed.start('test', {});
    await until(closed, id, 'review');
    await closed.leave();
    const next = process(passing);
    await next.recover();
    await next.resumeProofs();
    await next.settled(id);
    assert.deepEqual(await checks(next, id), ['mypy passed']);
  });

  it('goes on with a run that was left in the middle', async () => {
    let isFirst = true;
    const { process, store } = await setUp(async ({ signal }) => {
      if (isFirst) await untilAborted(signal);
    });
    const closed = process(passing);
    const id = await closed.start('test', {});
    await new Promise((resolve) => setTimeout(resolve, 5));
    await closed.leave();
    assert.equal((await store.getRun(id))?.status, 'interrupted');
    isFirst = false;
    const next = process(passing);
    await next.recover();
    await next.resume(id);
    const view = await next.settled(id);
    assert.equal(view.status, 'review');
    assert.ok((await store.getExecutions(id)).every(({ status }) => status !== 'inProgress'));
  });
});
