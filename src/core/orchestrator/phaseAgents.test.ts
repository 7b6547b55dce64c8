import { strict as assert } from 'assert';
import { settledRun, type TestEngineOptions } from '../../../test/fakes/testEngine';
import { testChange, testExecutor, testPhase, testWorkflow } from '../../../test/fakes/testWorkflow';
import { AppError, type ErrorCode } from '../model/appError';
import { agentId } from '../model/ids';
import { workspacePath } from '../model/workspacePath';
import { LeftOut, type ExecutorContext } from '../ports/executor';

const fails = (code: ErrorCode) => () => Promise.reject(new AppError(code, `It broke: ${code}.`, 'Mend it.'));
const agents = (...ids: readonly string[]) => ({ agents: ids.map(agentId) });

/** Schema makes tables, from which search and the page are built; only the page is indispensable. */
const TEAM: NonNullable<TestEngineOptions['team']> = {
  schema: { critical: true, outputs: ['tables'] },
  search: { critical: false, inputs: ['tables'], outputs: ['index'] },
  filters: { critical: false, inputs: ['index'], outputs: ['filters'] },
  theme: { critical: false, outputs: ['colours'] },
  page: { critical: true, inputs: ['tables'] },
};

describe('an agent that fails', () => {
  it('is left out when it is not critical; those that need it pause, the others go on, the gap is reported', async () => {
    const ran: string[] = [];
    const works = (id: string) => testExecutor(id, async () => (ran.push(id), { output: id }));
    const { view, engine, id } = await settledRun(
      testWorkflow(
        [
          testPhase('first', [], agents('schema', 'search', 'filters', 'theme')),
          testPhase('second', ['first'], agents('page')),
        ],
        [
          works('schema'),
          testExecutor('search', fails('agentFailed')),
          ...['filters', 'theme', 'page'].map(works),
        ],
      ),
      { team: TEAM },
    );
    assert.equal(view.status, 'completed');
    // The first attempt ends with the failure; only the last one goes on without the agent.
    assert.deepEqual(ran, ['schema', 'schema', 'theme', 'page']);
    assert.deepEqual(view.phases[0]?.gaps, [
      { agent: 'search', kind: 'skipped', reason: 'It broke: agentFailed.' },
      {
        agent: 'filters',
        kind: 'paused',
        reason: 'it needs index of search, which was left out: It broke: agentFailed.',
      },
    ]);
    assert.deepEqual(
      view.findings.map(({ severity, message }) => [severity, message]),
      [
        ['medium', 'first went on without search, which was skipped: It broke: agentFailed.'],
        [
          'medium',
          'first went on without filters, which was paused: it needs index of search, which was left out: It broke: agentFailed.',
        ],
      ],
    );
    assert.equal(view.verdict.kind, 'warn');
    assert.deepEqual(Object.keys((await engine.output(id)).outputs), ['schema', 'theme', 'page']);
  });

  it('takes with it what needs it in a later phase, and fails that phase when it cannot do without', async () => {
    const team = { ...TEAM, schema: { critical: false, outputs: ['tables'] } };
    const { view, engine, id } = await settledRun(
      testWorkflow(
        [testPhase('first', [], agents('schema', 'theme')), testPhase('second', ['first'], agents('page'))],
        [testExecutor('schema', fails('invalidOutput')), testExecutor('theme'), testExecutor('page')],
      ),
      { team },
    );
    assert.equal(view.status, 'failed');
    assert.deepEqual(
      view.phases.map(({ status }) => status),
      ['completed', 'failed'],
    );
    const { failure } = await engine.output(id);
    assert.equal(failure?.code, 'dependencyMissing');
    assert.match(
      failure.message,
      /page cannot work: it needs tables of schema, which was left out: It broke/,
    );
  });

  it('fails the phase when it is critical: what was done before stays reviewable', async () => {
    const path = workspacePath('a.txt');
    const { view } = await settledRun(
      testWorkflow(
        [
          testPhase('first'),
          testPhase('second', ['first'], agents('theme', 'page')),
          testPhase('third', ['second']),
          testPhase('beside'),
        ],
        [
          testExecutor('first', async () => ({ files: [testChange(path, null, 'a\n', 'first')] })),
          testExecutor('theme'),
          testExecutor('page', fails('toolMissing')),
          testExecutor('third'),
          testExecutor('beside'),
        ],
      ),
      { team: { theme: { critical: false } } },
    );
    assert.deepEqual(
      view.phases.map(({ key, status }) => [key, status]),
      [
        ['first', 'completed'],
        ['second', 'failed'],
        ['third', 'pending'],
        ['beside', 'completed'],
      ],
    );
    assert.equal(view.error, 'It broke: toolMissing. Mend it.');
    assert.deepEqual(
      view.files.map(({ path: of, status }) => [of, status]),
      [[path, 'pending']],
    );
  });

  it('leaves a whole phase out when that is not critical; its agents are missing after it', async () => {
    const { view } = await settledRun(
      testWorkflow(
        [
          testPhase('first', [], { ...agents('schema'), critical: false }),
          testPhase('second', ['first'], agents('theme', 'search')),
        ],
        [testExecutor('schema', fails('toolMissing')), testExecutor('theme'), testExecutor('search')],
      ),
      { team: TEAM },
    );
    assert.equal(view.status, 'completed');
    assert.deepEqual(
      view.phases[1]?.gaps.map(({ agent, kind }) => [agent, kind]),
      [['search', 'paused']],
    );
  });

  for (const code of ['storageFailed', 'cancelled'] as const) {
    it(`is not left out for ${code}`, async () => {
      const run = settledRun(
        testWorkflow([testPhase('first', [], agents('theme'))], [testExecutor('theme', fails(code))]),
        { team: TEAM },
      );
      if (code === 'storageFailed') await assert.rejects(run, { code });
      else assert.deepEqual((await run).view.phases[0]?.gaps, []);
    });
  }
});

describe('a context that is too long', () => {
  const levels: string[] = [];
  const tooLong =
    (id: string, fits: (context: ExecutorContext) => boolean) =>
    async (context: ExecutorContext): Promise<object> => {
      levels.push(`${id} ${context.level} ${context.previousFailure?.code ?? ''}`.trim());
      if (!fits(context)) throw new AppError('contextLimit', 'Too long.', 'Ask for less.');
      return {};
    };
  beforeEach(() => void (levels.length = 0));

  it('is tried again with the agents that the phase cannot do without', async () => {
    const { view } = await settledRun(
      testWorkflow(
        [testPhase('first', [], { ...agents('schema', 'theme', 'page'), maxRetries: 0 })],
        [
          testExecutor(
            'schema',
            tooLong('schema', () => true),
          ),
          testExecutor(
            'theme',
            tooLong('theme', () => true),
          ),
          testExecutor(
            'page',
            tooLong('page', ({ level }) => level === 'minimal'),
          ),
        ],
      ),
      { team: TEAM },
    );
    assert.deepEqual(levels, [
      'schema full',
      'theme full',
      'page full',
      'schema minimal contextLimit',
      'page minimal contextLimit',
    ]);
    assert.equal(view.status, 'completed');
    assert.equal(view.phases[0]?.attempts, 2);
    assert.deepEqual(
      view.phases[0].gaps.map(({ agent, kind }) => [agent, kind]),
      [['theme', 'skipped']],
    );
  });

  it('keeps an agent that a critical one needs', async () => {
    const team = { ...TEAM, schema: { critical: false, outputs: ['tables'] } };
    await settledRun(
      testWorkflow(
        [testPhase('first', [], { ...agents('schema', 'theme', 'page'), maxRetries: 0 })],
        ['schema', 'theme', 'page'].map((id) =>
          testExecutor(
            id,
            tooLong(id, ({ level }) => id !== 'page' || level === 'minimal'),
          ),
        ),
      ),
      { team },
    );
    assert.deepEqual(levels.slice(3), ['schema minimal contextLimit', 'page minimal contextLimit']);
  });

  it('fails the phase when the least is still too long', async () => {
    const { view, engine, id } = await settledRun(
      testWorkflow([testPhase('first', [], agents('page'))], [testExecutor('page', fails('contextLimit'))]),
      { team: { page: { critical: true } } },
    );
    assert.equal(view.status, 'failed');
    assert.equal((await engine.output(id)).failure?.code, 'contextLimit');
    assert.equal(view.phases[0]?.attempts, 2);
  });

  it('leaves out an agent for which the budget has no room', async () => {
    const { view } = await settledRun(
      testWorkflow(
        [testPhase('first', [], agents('schema', 'theme'))],
        [
          testExecutor('schema'),
          testExecutor('theme', () => Promise.reject(new LeftOut('more than 400 lines'))),
        ],
      ),
      { team: TEAM },
    );
    assert.deepEqual(view.phases[0]?.gaps, [
      {
        agent: 'theme',
        kind: 'skipped',
        reason: 'the budget of the phase has no room for it: more than 400 lines',
      },
    ]);
  });
});

describe('what a phase is given', () => {
  it('comes from the phases that it depends on, not from those beside it', async () => {
    const seen: unknown[] = [];
    const looks = testExecutor('last', async (context) => {
      seen.push(
        Object.keys(context.inputs),
        context.handedOn.map(({ phase }) => phase),
        context.fragments,
      );
      seen.push(
        await context.files.read(workspacePath('one.txt')),
        await context.files.read(workspacePath('two.txt')),
      );
      return {};
    });
    const writes = (id: string) =>
      testExecutor(id, async () => ({
        output: id,
        fragments: { [id]: id },
        files: [testChange(workspacePath(`${id}.txt`), null, `${id}\n`, id)],
      }));
    await settledRun(
      testWorkflow(
        [testPhase('zero'), testPhase('one', ['zero']), testPhase('two'), testPhase('last', ['one'])],
        [writes('zero'), writes('one'), writes('two'), looks],
      ),
      { execution: { concurrency: 1 } },
    );
    assert.deepEqual(seen, [
      ['zero', 'one'],
      ['zero', 'one'],
      { zero: 'zero', one: 'one' },
      'one\n',
      undefined,
    ]);
  });
});
