import { toAppError, type AppError, type ErrorCode } from '../model/appError';
import type { Clock, Random } from '../ports/system';

const RETRIABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['timeout', 'agentFailed', 'toolFailed']);

export interface RetryOptions {
  readonly maxRetries: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** First delay in milliseconds; it doubles, with up to half of it taken off at random. */
  readonly baseDelayMs: number;
  onFailure(attempt: number, error: AppError): Promise<void>;
}

/** Tries until it succeeds, the error is not retriable or the retries are used up. `attempt` is 1-based. */
export async function withRetries<T>(
  options: RetryOptions,
  attemptWork: (attempt: number) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptWork(attempt);
    } catch (thrown) {
      if (thrown instanceof RunPaused) throw thrown;
      const error = toAppError(thrown);
      if (error.code === 'cancelled') throw error;
      await options.onFailure(attempt, error);
      if (attempt > options.maxRetries || !RETRIABLE.has(error.code)) throw error;
      const backoff = options.baseDelayMs * 2 ** (attempt - 1);
      await options.clock.delay(backoff * (1 - options.random.number() / 2), options.signal);
    }
  }
}

/** Thrown through an executor when a question has no answer yet. Not a failure: the phase runs again once answered. */
export class RunPaused extends Error {
  override readonly name = 'RunPaused';
}
