import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TestAgent } from '../../test/fakes/agentFolders';
import { openMemoryStore } from '../../test/fakes/memoryStore';
import { MODEL, modelOffice, type Answering } from '../../test/fakes/modelOffice';
import { settledRun, startRun } from '../../test/fakes/testEngine';
import { testPhase, testWorkflow } from '../../test/fakes/testWorkflow';
import { AppError } from '../core/model/appError';
import { agentId } from '../core/model/ids';
import { SPAN_ATTRIBUTES } from '../core/model/span';
import type { PlannedPhase } from '../core/orchestrator/plan';
import type { ChatRequest } from '../core/ports/chatModel';
import { Semaphore } from '../shared/semaphore';
import { catalogTeam } from './catalogTeam';
import { countLines } from './contextLines';
import { MEMORY_BYTES } from './contextMemory';
import { modelExecutor, type ModelOffice } from './modelExecutor';

const RUNS = process.env['SOAK'] === undefined ? 20 : 10_000;
const REQUEST = { user_request: 'a shop', tables: ['product'] };

const everything = (...outputs: readonly string[]): string =>
  JSON.stringify(Object.fromEntries(outputs.map((output) => [output, `${output} is decided`])));
const workflowOf = (phases: readonly PlannedPhase[], agents: readonly TestAgent[], office: ModelOffice) =>
  testWorkflow(
    phases,
    agents.map(({ id }) => modelExecutor(agentId(id), office)),
  );
const teamOf = (agents: readonly TestAgent[]) =>
  Object.fromEntries(agents.map(({ id, ...agent }) => [id, agent]));
const together = (key: string, agents: readonly TestAgent[], budgetLines: number) =>
  testPhase(key, [], { agents: agents.map(({ id }) => agentId(id)), budgetLines });
const promptOf = (request: ChatRequest | undefined): string => request?.messages[0]?.text ?? '';

describe('an agent that asks a model', () => {
  const ONE: TestAgent = { id: 'one', outputs: ['plan'] };

  it('hands on the record that its schema describes, and says what it took', async () => {
    const { office } = await modelOffice([ONE], async () => everything('plan'), {
      prices: () => ({ [MODEL]: { input: 2, output: 4 } }),
    });
    const { view, engine, id, store } = await settledRun(workflowOf([testPhase('one')], [ONE], office), {
      request: REQUEST,
    });
    assert.equal(view.status, 'completed', view.error ?? '');
    assert.deepEqual((await engine.output(id)).outputs, { one: { plan: 'plan is decided' } });
    assert.deepEqual(
      [view.models.calls, view.models.inputTokens, view.models.outputTokens, view.models.cost],
      [1, 10, 5, 0.000_04],
    );
    const spans = (await store.getSpans(id)).filter(({ kind }) => kind === 'model');
    assert.deepEqual(
      spans.map(({ attributes }) => [
        attributes[SPAN_ATTRIBUTES.inputTokens],
        attributes[SPAN_ATTRIBUTES.cost],
      ]),
      [[10, 0.000_04]],
    );
  });

  it('corrects its answer twice at most, told what was wrong; then the run says why it was refused', async () => {
    const answers = ['I am a teapot.', '{"plan": ', '{"other": 1}'];
    const { office, requests } = await modelOffice([ONE], async () => answers.shift() ?? '{}');
    const { view, engine, id } = await settledRun(workflowOf([testPhase('one')], [ONE], office));
    assert.equal(requests.length, 3);
    assert.match(requests[1]?.messages.at(-1)?.text ?? '', /There is no JSON object in it/);
    assert.match(requests[2]?.messages.at(-1)?.text ?? '', /no JSON object|not valid JSON/);
    assert.equal(view.status, 'failed');
    const { failure } = await engine.output(id);
    assert.equal(failure?.code, 'invalidOutput');
    assert.match(failure.message, /plan/);
  });

  it('is told on a retry what went wrong before', async () => {
    let asked = 0;
    const { office, requests } = await modelOffice([ONE], async () => {
      asked += 1;
      if (asked === 1) throw new AppError('network', 'The answer was cut off.', 'Try again.');
      return everything('plan');
    });
    const { view } = await settledRun(workflowOf([testPhase('one')], [ONE], office));
    assert.equal(view.status, 'completed');
    assert.ok(!promptOf(requests[0]).includes('attempt before'));
    assert.match(promptOf(requests[1]), /attempt before failed\n\nThe answer was cut off\./);
  });

  it('is not asked the same twice, by any run; an answer that was no good is asked for again', async () => {
    const answers = ['nonsense', everything('plan')];
    const { office, requests } = await modelOffice([ONE], async () => answers.shift() ?? 'gone');
    const store = await openMemoryStore();
    const workflow = workflowOf([testPhase('one')], [ONE], office);
    const first = await settledRun(workflow, { store, request: REQUEST });
    const second = await settledRun(workflow, { store, request: REQUEST });
    const other = await settledRun(workflow, { store, request: { user_request: 'a library' } });
    assert.deepEqual(
      [first, second, other].map(({ view }) => [view.status, view.models.calls, view.models.known]),
      [
        ['completed', 2, 0],
        ['completed', 0, 1],
        // Three answers that were no good were paid for as well.
        ['failed', 3, 0],
      ],
    );
    assert.equal(requests.length, 5);
    const handedOn = async ({ engine, id }: typeof first) => (await engine.output(id)).outputs;
    assert.deepEqual(await handedOn(second), await handedOn(first));
  });

  it('stops its stream when the run is cancelled, and is pending after it', async () => {
    let signal: AbortSignal | undefined;
    let isAsked: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    const { office } = await modelOffice([ONE], (request) => {
      signal = request.signal;
      isAsked();
      return new Promise((_resolve, reject) => {
        request.signal?.addEventListener('abort', () =>
          reject(new AppError('cancelled', 'Stopped.', 'Resume.')),
        );
      });
    });
    const { engine, id } = await startRun(workflowOf([testPhase('one')], [ONE], office));
    await asked;
    await engine.cancel(id);
    assert.equal(signal?.aborted, true);
    const view = await engine.settled(id);
    assert.deepEqual([view.status, view.phases[0]?.status], ['cancelled', 'pending']);
    assert.equal((await engine.output(id)).failure?.code, 'cancelled');
  });

  it('shows what it sends and its answer as it comes', async () => {
    const seen: unknown[] = [];
    const { office } = await modelOffice([ONE], async (request) => {
      seen.push((await engine.view(id))?.phases[0]?.models?.lines);
      request.onText?.('{"pl');
      seen.push((await engine.view(id))?.phases[0]?.models?.streamed);
      return everything('plan');
    });
    const { engine, id } = await startRun(workflowOf([testPhase('one')], [ONE], office));
    const view = await engine.settled(id);
    const lines = view.phases[0]?.models?.lines ?? 0;
    assert.ok(lines > 0);
    assert.deepEqual(seen, [lines, 4]);
    assert.equal(view.phases[0]?.models?.streamed, null);
  });

  it('waits in line when more ask at once than are allowed', async () => {
    const agents = ['one', 'two', 'three', 'four', 'five'].map((id) => ({ id, outputs: [`${id}_plan`] }));
    let under = 0;
    let most = 0;
    const { office } = await modelOffice(
      agents,
      async () => {
        most = Math.max(most, (under += 1));
        await new Promise((resolve) => setTimeout(resolve, 5));
        under -= 1;
        return everything(...agents.flatMap(({ outputs }) => outputs));
      },
      { calls: new Semaphore(() => 2) },
    );
    const phases = agents.map(({ id }) => testPhase(id));
    const { view } = await settledRun(workflowOf(phases, agents, office), { execution: { concurrency: 5 } });
    assert.equal(view.status, 'completed');
    assert.equal(most, 2);
  });

  it('needs a model, and says how to add one', async () => {
    const { office } = await modelOffice([ONE], async () => '', {
      models: { chat: () => Promise.resolve(null) },
    });
    const { engine, id } = await settledRun(workflowOf([testPhase('one')], [ONE], office));
    const { failure } = await engine.output(id);
    assert.equal(failure?.code, 'dependencyMissing');
    assert.match(failure.suggestion, /models\.default/);
  });
});

describe('the budget of a phase', () => {
  const AGENTS: readonly TestAgent[] = [
    { id: 'first', outputs: ['tables'], lines: 30, references: { 'short.md': 10, 'long.md': 40 } },
    { id: 'second', inputs: ['tables'], outputs: ['api'], lines: 30, references: { 'long.md': 45 } },
    { id: 'third', outputs: ['theme'], critical: false, lines: 60 },
  ];
  const answer: Answering = async () => everything('tables', 'api', 'theme');

  async function run(budgetLines: number) {
    const { office, requests } = await modelOffice(AGENTS, answer);
    const phase = { ...together('all', AGENTS, budgetLines), maxRetries: 0 };
    const run = await settledRun(workflowOf([phase], AGENTS, office), { team: teamOf(AGENTS) });
    const { uses, gaps, failure } = await run.engine.output(run.id);
    const sent = requests.reduce((sum, { messages }) => sum + countLines(messages[0]?.text ?? ''), 0);
    return { ...run, uses, gaps, failure, requests, sent };
  }

  it('holds for everything that is sent, or the phase says that it is too long', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 60, max: 420 }), async (budget) => {
        const { uses, view, failure, sent, requests } = await run(budget);
        if (view.status === 'failed') {
          assert.equal(failure?.code, 'contextLimit');
          return;
        }
        const counted = uses.reduce((sum, { lines }) => sum + lines, 0);
        assert.ok(counted <= budget, `${String(counted)} of ${String(budget)}`);
        // Blank lines between the parts are not counted.
        assert.ok(sent + countLines(requests[0]?.system ?? '') <= counted + 4 * requests.length);
      }),
      { numRuns: RUNS },
    );
  });

  it('gives references up at four fifths, the longest first, then agents that are not critical, and says so', async () => {
    const roomy = await run(420);
    assert.deepEqual(
      roomy.uses.map(({ givenUp }) => givenUp),
      [[], [], []],
    );
    const tight = await run(230);
    assert.deepEqual(
      tight.uses[0]?.givenUp.map(({ agent, item }) => `${agent} ${item ?? ''}`),
      ['second reference/long.md', 'first reference/long.md'],
    );
    assert.ok(!promptOf(tight.requests[1]).includes('long.md'));
    const tighter = await run(175);
    assert.deepEqual(
      tighter.gaps.map(({ agent, kind }) => `${agent} ${kind}`),
      ['third skipped'],
    );
    assert.match(
      tighter.view.findings[0]?.message ?? '',
      /without third, .* no room for it: more than \d+ of \d+ lines/,
    );
    assert.equal(tighter.view.status, 'completed');
  });
});

describe('the prompts of a run', () => {
  const chain = (count: number): readonly TestAgent[] =>
    Array.from({ length: count }, (_, index) => ({
      id: `agent-${String(index)}`,
      outputs: [`record_${String(index)}`],
      ...(index === 0 ? {} : { inputs: [`record_${String(index - 1)}`] }),
    }));

  it('begin with the same bytes in all calls of a run, repairs and retries included, and grow by records only', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.constantFrom('good', 'bad', 'cut'), { minLength: 1, maxLength: 12 }),
        fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 }),
        async (count, moods, request) => {
          const agents = chain(count);
          const outputs = agents.flatMap((agent) => agent.outputs);
          let call = 0;
          const { office, requests } = await modelOffice(agents, async () => {
            const mood = moods[call % moods.length];
            call += 1;
            if (mood === 'cut') throw new AppError('network', 'Cut.', 'Again.');
            return mood === 'bad' ? 'no' : everything(...outputs);
          });
          const phases = agents.map(({ id }, index) =>
            testPhase(id, index === 0 ? [] : [`agent-${String(index - 1)}`]),
          );
          await settledRun(workflowOf(phases, agents, office), { request });
          const [first] = requests;
          let memory = '';
          for (const [index, asked] of requests.entries()) {
            assert.equal(asked.system, first?.system);
            if (asked.messages.length > 1) {
              assert.deepEqual(asked.messages.slice(0, -2), requests[index - 1]?.messages);
              continue;
            }
            const now =
              /^# Records of earlier phases\n[\s\S]*?(?=\n# The )/.exec(promptOf(asked))?.[0].trimEnd() ?? '';
            assert.ok(now.startsWith(memory), 'a record changed');
            memory = now;
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('do not depend on the order in which the request was written', async () => {
    const { office, requests } = await modelOffice(chain(1), async () => everything('record_0'));
    const workflow = workflowOf([testPhase('agent-0')], chain(1), office);
    await settledRun(workflow, { request: { a: 1, b: { c: 2, d: [3] } } });
    await settledRun(workflow, { request: { b: { d: [3], c: 2 }, a: 1 } });
    assert.equal(requests[0]?.system, requests[1]?.system);
  });

  it('hold 95 of 100 facts that earlier phases found among 100 KB of noise, within the limits', async () => {
    const makers = Array.from({ length: 5 }, (_, index): TestAgent => ({
      id: `maker-${String(index)}`,
      outputs: [`specification_${String(index)}`, `draft_${String(index)}`],
    }));
    const reader: TestAgent = {
      id: 'reader',
      inputs: makers.map(({ outputs }) => outputs[0] ?? ''),
      outputs: ['done'],
    };
    const agents = [...makers, reader];
    const facts = (index: number): readonly string[] =>
      Array.from({ length: 40 }, (_, fact) => `fact-${String(index)}-${String(fact)} holds`);
    const noise = Array.from(
      { length: 20 },
      (_, line) => `def f${String(line)}():\n${'    pass\n'.repeat(110)}`,
    );
    const { office, requests } = await modelOffice(agents, async ({ messages }) => {
      const index = makers.findIndex(({ id }) => messages[0]?.text.includes(`# The ${id}`));
      if (index === -1) return everything('done');
      return JSON.stringify({
        [`specification_${String(index)}`]: Object.fromEntries(
          facts(index).map((fact, key) => [`k${String(key)}`, fact]),
        ),
        [`draft_${String(index)}`]: { files: noise, log: noise },
      });
    });
    const phases = [
      ...makers.map(({ id }) => testPhase(id)),
      testPhase(
        'reader',
        makers.map(({ id }) => id),
        { budgetLines: 500 },
      ),
    ];
    const { view, engine, id } = await settledRun(workflowOf(phases, agents, office), {
      execution: { concurrency: 5 },
    });
    assert.equal(view.status, 'completed', view.error ?? '');
    const prompt = promptOf(requests.at(-1));
    const found = makers
      .flatMap((_, index) => facts(index))
      .filter((fact) => prompt.includes(`"${fact}"`)).length;
    assert.ok(found >= 190, `${String(found)} of 200`);
    assert.ok(!prompt.includes('pass'));
    const use = (await engine.output(id)).uses.at(-1);
    const bytes = use?.recalled.reduce((sum, record) => sum + record.bytes, 0) ?? 0;
    assert.ok(bytes <= MEMORY_BYTES && bytes > 0, String(bytes));
  });
});

describe('catalogTeam', () => {
  it('tells the engine what the folders say', async () => {
    const { office } = await modelOffice(
      [{ id: 'one', inputs: ['a'], outputs: ['b'], critical: false }],
      async () => '',
    );
    const team = catalogTeam(await (await office.catalog()).definitions());
    const { critical, inputs, outputs } = team.member(agentId('one')) ?? {};
    assert.deepEqual([critical, inputs, outputs], [false, ['a'], ['b']]);
    assert.equal(team.member(agentId('two')), undefined);
  });
});
