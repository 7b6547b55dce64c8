import { strict as assert } from 'assert';
import { settledRun } from '../../../test/fakes/testEngine';
import { testExecutor, testPhase, testWorkflow } from '../../../test/fakes/testWorkflow';
import { AppError } from '../model/appError';
import type { AgentUse } from '../model/agentUse';
import { tracedModel } from '../observability/tracedModel';
import type { ChatModel } from '../ports/chatModel';
import type { ExecutorContext } from '../ports/executor';

const use = (calls: number): AgentUse => ({
  agent: 'writer',
  source: 'built-in',
  model: 'a/model',
  lines: 10,
  recalled: [],
  givenUp: [],
  evicted: [],
  calls,
  usage: { input: 100 * calls, output: 10 * calls, estimated: false },
  cost: calls,
});

const counting: ChatModel = {
  name: 'a/model',
  complete: () => Promise.resolve({ text: '{}', usage: { input: 100, output: 10, estimated: false } }),
};

const ask = ({ span }: ExecutorContext, model = counting) =>
  tracedModel(model, span, { costOf: () => 1 }).complete({ system: '', messages: [] });

describe('what a run spent on models', () => {
  it('counts the calls of attempts that failed, by phase and in all', async () => {
    let attempts = 0;
    const writer = testExecutor('writer', async (context) => {
      await ask(context);
      attempts += 1;
      if (attempts === 1) throw new AppError('timeout', 'Slow.', 'Try again.');
      return { use: use(1) };
    });
    const { view } = await settledRun(
      testWorkflow([testPhase('writer'), testPhase('other')], [writer, testExecutor('other')]),
    );
    assert.equal(view.status, 'completed', view.error ?? '');
    const { calls, inputTokens, outputTokens, cost, lines } = view.models;
    assert.deepEqual([calls, inputTokens, outputTokens, cost, lines], [2, 200, 20, 2, 10]);
    assert.deepEqual(
      view.phases.map(({ models }) => models?.inputTokens),
      [200, undefined],
    );
  });

  it('counts what a run spent that came to nothing', async () => {
    const writer = testExecutor('writer', async (context) => {
      await ask(context);
      throw new AppError('timeout', 'Slow.', 'Try again.');
    });
    const { view } = await settledRun(testWorkflow([testPhase('writer')], [writer]));
    assert.equal(view.status, 'failed');
    assert.deepEqual([view.models.calls, view.models.inputTokens], [2, 200]);
    assert.equal(view.phases[0]?.models?.cost, 2);
  });

  it('knows no sum where an answer was not counted, and takes no call that failed for an answer', async () => {
    let attempts = 0;
    const uncounted: ChatModel = { ...counting, complete: () => Promise.resolve({ text: '', usage: null }) };
    const broken: ChatModel = {
      ...counting,
      complete: () => Promise.reject(new AppError('network', 'Gone.', 'Try again.')),
    };
    const with2 = (first: ChatModel) =>
      settledRun(
        testWorkflow(
          [testPhase('writer')],
          [
            testExecutor('writer', async (context) => {
              attempts += 1;
              await ask(context, attempts === 1 ? first : counting);
              if (attempts === 1) throw new AppError('timeout', 'Slow.', 'Try again.');
              return { use: use(1) };
            }),
          ],
        ),
      );
    assert.equal((await with2(uncounted)).view.models.inputTokens, null);
    attempts = 0;
    const { models } = (await with2(broken)).view;
    assert.deepEqual([models.calls, models.inputTokens], [2, 100]);
  });

  it('says what agents said where nothing was in vain', async () => {
    const writer = testExecutor('writer', () => Promise.resolve({ use: use(3) }));
    const { view } = await settledRun(testWorkflow([testPhase('writer')], [writer]));
    assert.deepEqual([view.models.calls, view.models.inputTokens, view.models.cost], [3, 300, 3]);
  });
});
