import { toAppError, type AppError, type ErrorCode } from '../model/appError';
import type { Clock, Random } from '../ports/system';

/**
 * What may go better the next time. The only retry layer: what is called below retries nothing itself. Output that does
 * not fit is not here: its model was told twice what was wrong.
 */
const RETRIABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'agentFailed',
  'network',
  'rateLimited',
  'timeout',
  'toolFailed',
]);
/** A server may ask for hours; a person decides about that. */
const LONGEST_WAIT_MS = 5 * 60_000;

/** Whether the failure of an attempt is followed by another one; `attempt` is 1-based. */
export function mayRetry(error: AppError, attempt: number, maxRetries: number): boolean {
  const wait = error.retryAfterMs ?? 0;
  return attempt <= maxRetries && RETRIABLE.has(error.code) && wait <= LONGEST_WAIT_MS;
}

export interface RetryOptions {
  readonly maxRetries: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** First delay in milliseconds; it doubles, with up to half of it taken off at random. A Retry-After is kept to. */
  readonly baseDelayMs: number;
  onFailure(attempt: number, error: AppError): Promise<void>;
}

/**
 * Tries until it succeeds, the error is not retriable or the retries are used up. `attempt` is 1-based; `previous` is what
 * the attempt before failed with, so that it can be told what went wrong.
 */
export async function withRetries<T>(
  options: RetryOptions,
  attemptWork: (attempt: number, previous: AppError | null) => Promise<T>,
): Promise<T> {
  let previous: AppError | null = null;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptWork(attempt, previous);
    } catch (thrown) {
      if (thrown instanceof RunPaused) throw thrown;
      const error = toAppError(thrown);
      if (error.code === 'cancelled') throw error;
      await options.onFailure(attempt, error);
      if (!mayRetry(error, attempt, options.maxRetries)) throw error;
      const backoff = options.baseDelayMs * 2 ** (attempt - 1) * (1 - options.random.number() / 2);
      await options.clock.delay(Math.max(backoff, error.retryAfterMs ?? 0), options.signal);
      previous = error;
    }
  }
}

/** Thrown through an executor when a question has no answer yet. Not a failure: the phase runs again once answered. */
export class RunPaused extends Error {
  override readonly name = 'RunPaused';
}
