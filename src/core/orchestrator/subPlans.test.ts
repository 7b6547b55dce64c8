import { strict as assert } from 'assert';
import { MemoryWorkspace } from '../../../test/fakes/memoryWorkspace';
import { openEngine, settledRun } from '../../../test/fakes/testEngine';
import { testChange, testExecutor, testPhase, testWorkflow } from '../../../test/fakes/testWorkflow';
import { AppError } from '../model/appError';
import { interventionId } from '../model/ids';
import { workspacePath } from '../model/workspacePath';
import type { ExecutorContext, ExecutorResult } from '../ports/executor';
import type { PlanNode, SubPlan, Workflow } from './plan';

const LIST = workspacePath('list.txt');

type Work = (context: ExecutorContext) => Promise<Partial<ExecutorResult>>;

const addLine: Work = async ({ files, inputs }) => {
  const base = (await files.read(LIST)) ?? null;
  const line = `${JSON.stringify(inputs['plan'])}\n`;
  return { files: [testChange(LIST, base, `${base ?? ''}${line}`, 'Line added')] };
};

/** Reads a name from its request, asks whether to go on if it is to, and adds the name to a list that all add to. */
function adding(extra: Partial<Record<'plan' | 'list' | 'close', Work>> = {}): Workflow {
  const plan: Work = ({ request }) => Promise.resolve({ output: { name: nameIn(request) } });
  return {
    ...testWorkflow(
      [testPhase('plan'), testPhase('list', ['plan']), testPhase('close', ['list'], { closing: true })],
      [
        testExecutor('plan', extra.plan ?? plan),
        testExecutor('list', extra.list ?? addLine),
        testExecutor('close', extra.close),
      ],
    ),
    id: 'adding',
    nextSteps: (request, outputs) => [
      {
        title: `Read ${nameIn(request)}`,
        detail: JSON.stringify(outputs['plan']),
        action: { kind: 'terminal', command: 'cat list.txt', folder: '' },
      },
    ],
    projectParts: (_outputs, paths) => ({ parts: [{ kind: 'python', folder: paths.join() }] }),
  };
}

const nameIn = (request: unknown): string => String((request as { readonly name?: unknown }).name);

const held = (name: string, dependencies: readonly string[], changes: Partial<SubPlan> = {}): SubPlan => ({
  key: name,
  title: `Add ${name}`,
  workflow: 'adding',
  request: { name },
  dependencies,
  critical: true,
  ...changes,
});

function holding(nodes: readonly PlanNode[], more: Work = () => Promise.resolve({})): Workflow {
  return {
    ...testWorkflow([], [testExecutor('first', more), testExecutor('last', more)]),
    plan: () => ({ phases: nodes }),
  };
}

const failing: Work = () => Promise.reject(new AppError('agentFailed', 'The list is full.', 'Empty it.'));

describe('a workflow inside another', () => {
  it('runs with a request of its own; twice in a run, each goes on from what the one before proposed', async () => {
    const seen: unknown[] = [];
    const main = holding(
      [testPhase('first'), held('one', ['first']), held('two', ['one']), testPhase('last', ['two'])],
      ({ inputs, handedOn }) => {
        seen.push([inputs['plan'], handedOn.map(({ phase }) => phase)]);
        return Promise.resolve({ output: 'mine' });
      },
    );
    const { view, workspace, review, engine, id } = await settledRun(main, {
      others: [adding()],
      files: { [LIST]: 'old\n' },
    });
    assert.equal(view.status, 'review', view.error ?? '');
    assert.deepEqual(
      view.phases.map(({ key, title, groups, status }) => [key, title, groups.join(), status]),
      [
        ['first', 'first', '', 'completed'],
        ['one/plan', 'plan', 'Add one', 'completed'],
        ['one/list', 'list', 'Add one', 'completed'],
        ['one/close', 'close', 'Add one', 'completed'],
        ['two/plan', 'plan', 'Add two', 'completed'],
        ['two/list', 'list', 'Add two', 'completed'],
        ['two/close', 'close', 'Add two', 'completed'],
        ['last', 'last', '', 'completed'],
      ],
    );
    assert.equal(view.percent, 100);
    assert.deepEqual(
      view.nextSteps.map(({ title, detail }) => [title, detail]),
      [
        ['Read one', '{"name":"one"}'],
        ['Read two', '{"name":"two"}'],
      ],
    );
    assert.deepEqual(seen[1], [
      { name: 'two' },
      ['first', 'one/plan', 'one/list', 'one/close', 'two/plan', 'two/list', 'two/close'],
    ]);
    assert.deepEqual(
      view.files.map(({ path, phase, addedLines }) => [path, phase, addedLines]),
      [[LIST, 'two/list', 2]],
    );
    await review.accept(id, { kind: 'run' }, { dependencies: 'include' });
    assert.equal(workspace.texts.get(LIST), 'old\n{"name":"one"}\n{"name":"two"}\n');
    await engine.rollback(id);
    assert.equal(workspace.texts.get(LIST), 'old\n');
  });

  it('asks its questions separately', async () => {
    const asking: Work = async (context) => ({
      output: { name: `${nameIn(context.request)} ${await context.ask(question)}` },
    });
    const question = {
      key: 'which',
      reason: 'There are two.',
      question: 'Which?',
      options: ['a', 'b'].map((id) => ({ id, label: id, consequence: id, recommended: id === 'a' })),
    };
    const { view, engine, id } = await settledRun(holding([held('one', []), held('two', ['one'])]), {
      others: [adding({ plan: asking })],
    });
    assert.deepEqual(
      view.interventions.map(({ key }) => key),
      ['one/which'],
    );
    await engine.answer(interventionId(view.interventions[0]?.id ?? ''), 'a');
    const next = await engine.settled(id);
    const [, open] = next.interventions;
    assert.ok(open !== undefined);
    assert.equal(open.key, 'two/which');
    await engine.answer(interventionId(open.id), 'b');
    const done = await engine.settled(id);
    assert.deepEqual(
      done.nextSteps.map(({ detail }) => detail),
      ['{"name":"one a"}', '{"name":"two b"}'],
    );
  });

  it('is resumed inside of it: what was done there is not done again', async () => {
    const began: string[] = [];
    let isKilled = true;
    const list: Work = async (context) => {
      began.push('list');
      // The process that does this never comes to its end.
      if (isKilled) await new Promise(() => undefined);
      return addLine(context);
    };
    const plan: Work = ({ request }) => {
      began.push(`plan ${nameIn(request)}`);
      return Promise.resolve({ output: { name: nameIn(request) } });
    };
    const main = holding([held('one', []), testPhase('last', ['one'])]);
    const workspace = new MemoryWorkspace({});
    const options = { others: [adding({ plan, list })], workspace };
    const killed = await openEngine(main, options);
    const id = await killed.engine.start('test', {});
    while (!began.includes('list')) await new Promise(setImmediate);
    isKilled = false;
    const next = await openEngine(main, { ...options, store: killed.store });
    await next.engine.recover();
    assert.equal((await next.engine.view(id))?.status, 'interrupted');
    await next.engine.resume(id);
    const view = await next.engine.settled(id);
    assert.equal(view.status, 'review', view.error ?? '');
    assert.deepEqual(began, ['plan one', 'list', 'list']);
    assert.deepEqual(
      view.files.map(({ path }) => path),
      [LIST],
    );
  });

  it('that fails fails the run; what comes after it waits', async () => {
    const { view } = await settledRun(holding([held('one', []), testPhase('last', ['one'])]), {
      others: [adding({ list: failing })],
      execution: { maxRetries: 0 },
    });
    assert.equal(view.status, 'failed');
    assert.deepEqual(
      view.phases.map(({ status }) => status),
      ['completed', 'failed', 'pending', 'pending'],
    );
  });

  it('that the run can do without is left out from where it failed, and comes back when that is tried again', async () => {
    let works = false;
    const list: Work = (context) => (works ? addLine(context) : failing(context));
    const nodes = [held('one', [], { critical: false }), testPhase('last', ['one'])];
    const { view, engine, id } = await settledRun(holding(nodes), {
      others: [adding({ list })],
      execution: { maxRetries: 0 },
    });
    assert.equal(view.status, 'completed', view.error ?? '');
    assert.deepEqual(
      view.phases.map(({ key, status, error }) => [key, status, error]),
      [
        ['one/plan', 'completed', null],
        ['one/list', 'failed', 'The list is full. Empty it.'],
        ['one/close', 'skipped', 'It needs Add one › list.'],
        ['last', 'completed', null],
      ],
    );
    works = true;
    await engine.retry(id, 'one/list');
    const again = await engine.settled(id);
    assert.deepEqual(
      again.phases.map(({ status }) => status),
      ['completed', 'completed', 'completed', 'completed'],
    );
    assert.deepEqual(
      again.files.map(({ path }) => path),
      [LIST],
    );
  });

  it('can be left out by a person, but for what closes it', async () => {
    const { view, engine, id } = await settledRun(holding([held('one', []), testPhase('last', ['one'])]), {
      others: [adding({ plan: failing })],
      execution: { maxRetries: 0 },
    });
    assert.equal(view.status, 'failed');
    await engine.skip(id, 'one/plan');
    const done = await engine.settled(id);
    assert.deepEqual(
      done.phases.map(({ key, status }) => [key, status]),
      [
        ['one/plan', 'skipped'],
        ['one/list', 'skipped'],
        ['one/close', 'completed'],
        ['last', 'completed'],
      ],
    );
  });

  it('is refused before anything runs when it is not there', async () => {
    await assert.rejects(settledRun(holding([held('one', [])])), /There is no workflow adding/);
  });
});
