import type { z } from 'zod';
import { AppError, type ErrorCode } from '../model/appError';
import type { Cancellable } from '../ports/workspaceFiles';
import type { Clock } from '../ports/system';

export interface ExtensionCall<T> extends Cancellable {
  /** Of the extension, `publisher.name`. */
  readonly extension: string;
  /** For people: `its verifier licence`. */
  readonly what: string;
  readonly timeoutMs: number;
  readonly clock: Pick<Clock, 'delay'>;
  /** What it has to answer. */
  readonly schema: z.ZodType<T>;
}

/**
 * Calls code of another extension: what it throws, a promise that never ends and an answer of another form become an
 * AppError that names it (`agentFailed`, `timeout`, `invalidOutput`, `cancelled`). Code that never gives the processor
 * back cannot be stopped by anybody in the same process.
 */
export async function callExtension<T>(
  { extension, what, timeoutMs, clock, schema, signal }: ExtensionCall<T>,
  call: (signal: AbortSignal) => unknown,
): Promise<T> {
  const ended = new AbortController();
  const all = AbortSignal.any([ended.signal, ...(signal === undefined ? [] : [signal])]);
  const fail = (code: ErrorCode, says: string, cause?: unknown): AppError =>
    new AppError(
      code,
      `The extension ${extension} cannot be used: ${what} ${says}.`,
      `Tell its authors, or switch ${extension} off.`,
      { cause },
    );
  const limit = clock.delay(timeoutMs, all).then(
    () => {
      throw fail('timeout', `gave no answer in ${String(Math.round(timeoutMs / 1000))} seconds`);
    },
    (failure: unknown) => {
      if (signal?.aborted === true) throw failure;
      return new Promise<never>(() => undefined);
    },
  );
  try {
    const answer: unknown = await Promise.race([
      Promise.resolve()
        .then(() => call(all))
        .catch((failure: unknown) => {
          if (signal?.aborted === true) throw new AppError('cancelled', 'It was cancelled.', 'Try again.');
          throw fail('agentFailed', `failed: ${wordsOf(failure)}`, failure);
        }),
      limit,
    ]);
    const parsed = parse(schema, answer);
    if (parsed.kind === 'fits') return parsed.data;
    throw fail('invalidOutput', `answered what it may not: ${parsed.reason}`);
  } finally {
    ended.abort();
  }
}

/** An answer may be anything, also an object whose properties throw. */
function parse<T>(
  schema: z.ZodType<T>,
  answer: unknown,
): { readonly kind: 'fits'; readonly data: T } | { readonly kind: 'unfit'; readonly reason: string } {
  try {
    const parsed = schema.safeParse(answer);
    if (parsed.success) return { kind: 'fits', data: parsed.data };
    const [issue] = parsed.error.issues;
    return { kind: 'unfit', reason: `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim() };
  } catch (failure) {
    return { kind: 'unfit', reason: wordsOf(failure) };
  }
}

function wordsOf(failure: unknown): string {
  try {
    return String(failure instanceof Error ? failure.message : failure).slice(0, 500);
  } catch {
    return 'something that has no words';
  }
}
