import { strict as assert } from 'assert';
import { settledRun } from '../../../test/fakes/testEngine';
import { testExecutor, testPhase, testWorkflow } from '../../../test/fakes/testWorkflow';
import { AppError } from '../model/appError';
import type { Executor } from '../ports/executor';

/** Three phases that need nothing of each other. */
const beside = (executors: readonly Executor[]) =>
  testWorkflow(
    ['one', 'two', 'three'].map((key) => testPhase(key)),
    executors,
  );

describe('RunLauncher', () => {
  for (const [maxRetries, attempts] of [
    [0, 1],
    [3, 4],
  ] as const) {
    it(`retries as often as is configured: ${String(maxRetries)}`, async () => {
      let tried = 0;
      const failing = testExecutor('only', () => {
        tried += 1;
        return Promise.reject(new AppError('network', 'It is down.', 'Wait.'));
      });
      const { maxRetries: _own, ...phase } = testPhase('only');
      const { view } = await settledRun(testWorkflow([phase], [failing]), { execution: { maxRetries } });
      assert.equal(tried, attempts);
      assert.equal(view.status, 'failed');
    });
  }

  for (const [concurrency, most] of [
    [1, 1],
    [2, 2],
    [4, 3],
  ] as const) {
    it(`runs as many phases at once as is configured: ${String(concurrency)}`, async () => {
      let running = 0;
      let seen = 0;
      const parts = ['one', 'two', 'three'].map((key) =>
        testExecutor(key, async () => {
          seen = Math.max(seen, (running += 1));
          await new Promise((resolve) => setTimeout(resolve, 5));
          running -= 1;
          return {};
        }),
      );
      await settledRun(beside(parts), { execution: { concurrency } });
      assert.equal(seen, most);
    });
  }

  for (const [onCriticalFailure, ran] of [
    ['continue', ['one', 'two', 'three']],
    ['abort', ['one', 'two']],
  ] as const) {
    it(`after a critical failure: ${onCriticalFailure}`, async () => {
      const done: string[] = [];
      const parts = ['one', 'two', 'three'].map((key) =>
        testExecutor(key, async () => {
          done.push(key);
          if (key === 'one') throw new AppError('invalidInput', 'It fails.', 'Correct it.');
          // Still under way when the other one failed.
          await new Promise((resolve) => setTimeout(resolve, 20));
          return {};
        }),
      );
      const { view } = await settledRun(beside(parts), { execution: { onCriticalFailure, concurrency: 2 } });
      assert.deepEqual(done, ran);
      assert.equal(view.status, 'failed');
      assert.deepEqual(
        view.phases.map(({ status }) => status),
        ['failed', 'completed', onCriticalFailure === 'abort' ? 'pending' : 'completed'],
      );
    });
  }
});
