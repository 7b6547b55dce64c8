import { strict as assert } from 'assert';
import fc from 'fast-check';
import { VirtualClock } from '../../../test/fakes/virtualClock';
import { AppError, type ErrorCode } from '../model/appError';
import { RunPaused, withRetries } from './retry';

const RUNS = process.env['SOAK'] === undefined ? 300 : 10_000;
const BASE_MS = 250;

interface Tried {
  readonly outcome: 'done' | ErrorCode;
  readonly attempts: number;
  readonly elapsed: number;
  readonly told: readonly (ErrorCode | null)[];
}

/** Fails with these errors one after another, then succeeds. */
async function attempt(failures: readonly AppError[], maxRetries: number, random = 0): Promise<Tried> {
  const clock = new VirtualClock();
  const told: (ErrorCode | null)[] = [];
  const work = withRetries(
    {
      maxRetries,
      clock,
      random: { id: () => '', number: () => random },
      signal: new AbortController().signal,
      baseDelayMs: BASE_MS,
      onFailure: () => Promise.resolve(),
    },
    (number, previous) => {
      told.push(previous?.code ?? null);
      const failure = failures[number - 1];
      return failure === undefined ? Promise.resolve('done' as const) : Promise.reject(failure);
    },
  ).catch((failure: unknown) => {
    assert.ok(failure instanceof AppError);
    return failure.code;
  });
  const outcome = await clock.run(work);
  return { outcome, attempts: told.length, elapsed: clock.elapsed, told };
}

const error = (code: ErrorCode, retryAfterMs?: number): AppError =>
  new AppError(code, code, 'Wait.', retryAfterMs === undefined ? {} : { retryAfterMs });

describe('withRetries', () => {
  const RETRIED: readonly ErrorCode[] = ['agentFailed', 'network', 'rateLimited', 'timeout', 'toolFailed'];
  const FINAL: readonly ErrorCode[] = [
    'cancelled',
    'contextLimit',
    'invalidInput',
    'invalidOutput',
    'storageFailed',
    'toolMissing',
    'untrusted',
    'verificationFailed',
  ];

  for (const code of RETRIED) {
    it(`tries again after ${code}, and tells what went wrong`, async () => {
      const tried = await attempt([error(code)], 1);
      assert.deepEqual([tried.outcome, tried.told], ['done', [null, code]]);
    });
  }
  for (const code of FINAL) {
    it(`does not try again after ${code}`, async () => {
      assert.deepEqual(await attempt([error(code)], 3), {
        outcome: code,
        attempts: 1,
        elapsed: 0,
        told: [null],
      });
    });
  }

  it('doubles its delay, takes at most half off, and stops when the retries are used up', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(5),
        fc.nat(5),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        async (failures, retries, random) => {
          const tried = await attempt(
            Array.from({ length: failures }, () => error('network')),
            retries,
            random,
          );
          const waits = Math.min(failures, retries);
          assert.equal(tried.outcome, failures <= retries ? 'done' : 'network');
          assert.equal(tried.attempts, waits + 1);
          const longest = BASE_MS * (2 ** waits - 1);
          assert.ok(tried.elapsed <= longest + 1e-6 && tried.elapsed >= longest / 2 - 1e-6);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('waits as long as the other side asked for', async () => {
    assert.equal((await attempt([error('rateLimited', 7_000)], 1)).elapsed, 7_000);
    assert.equal((await attempt([error('rateLimited', 1)], 1)).elapsed, BASE_MS);
  });

  it('does not wait for hours: a person decides', async () => {
    const tried = await attempt([error('rateLimited', 3_600_000)], 3);
    assert.deepEqual([tried.outcome, tried.attempts, tried.elapsed], ['rateLimited', 1, 0]);
  });

  it('lets a question through', async () => {
    await assert.rejects(
      withRetries(
        {
          maxRetries: 3,
          clock: new VirtualClock(),
          random: { id: () => '', number: () => 0 },
          signal: new AbortController().signal,
          baseDelayMs: BASE_MS,
          onFailure: () => Promise.reject(new Error('a question is no failure')),
        },
        () => Promise.reject(new RunPaused('Which one?')),
      ),
      RunPaused,
    );
  });
});
