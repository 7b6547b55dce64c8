import { AppError } from '../../core/model/appError';
import { messageOf } from '../../shared/messageOf';

/** What a provider's error tells, whichever client made it: LangChain passes the errors of the clients on. */
interface Told {
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly retryAfterMs: number | undefined;
}

/** Decides by status, code and type; the text of an error is for people only. */
export function modelFailure(name: string, failure: unknown): AppError {
  if (failure instanceof AppError) return failure;
  const { status, code, retryAfterMs } = read(failure);
  const cause = { cause: failure };
  const text = messageOf(failure);
  if (TOO_LONG.has(code ?? '')) {
    return new AppError(
      'contextLimit',
      `The request is too long for ${name}.`,
      'Ask for less at once.',
      cause,
    );
  }
  if (status === undefined) {
    return isConnection(failure)
      ? new AppError(
          'network',
          `${name} could not be reached: ${text}`,
          'Check that it runs and its address.',
          cause,
        )
      : new AppError('agentFailed', `${name} failed: ${text}`, 'Try again, or choose another model.', cause);
  }
  if (status === 429) {
    const options = retryAfterMs === undefined ? cause : { ...cause, retryAfterMs };
    return new AppError(
      'rateLimited',
      `${name} takes no more requests now.`,
      'Wait, then resume the run.',
      options,
    );
  }
  if (status === 408 || status === 504) {
    return new AppError('timeout', `${name} took too long.`, 'Try again, or choose a faster model.', cause);
  }
  if (status >= 500) {
    return new AppError('network', `${name} answered ${String(status)}: ${text}`, 'Try again later.', cause);
  }
  if (status === 401 || status === 403) {
    return new AppError(
      'invalidInput',
      `${name} refused the key.`,
      'Set the key of the provider again.',
      cause,
    );
  }
  if (status === 404) {
    return new AppError(
      'invalidInput',
      `There is no model ${name} there.`,
      'Choose a model that exists.',
      cause,
    );
  }
  return new AppError(
    'agentFailed',
    `${name} answered ${String(status)}: ${text}`,
    'Choose another model.',
    cause,
  );
}

/** OpenAI's code and llama.cpp's type. */
const TOO_LONG: ReadonlySet<string> = new Set(['context_length_exceeded', 'exceed_context_size_error']);

/** The status of HTTP in a provider's error. */
export function statusOf(failure: unknown): number | undefined {
  const status = field(failure, 'status') ?? field(failure, 'status_code');
  return typeof status === 'number' ? status : undefined;
}

function read(failure: unknown): Told {
  const code = [field(failure, 'code'), field(failure, 'type')].find((name) => typeof name === 'string');
  const headers = field(failure, 'headers');
  const header = headers instanceof Headers ? headers.get('retry-after') : null;
  return {
    status: statusOf(failure),
    code: typeof code === 'string' ? code : undefined,
    retryAfterMs: header === null ? undefined : waitOf(header),
  };
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function waitOf(header: string): number | undefined {
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(wait) && wait >= 0 ? wait : undefined;
}

/** fetch fails with a TypeError, the cause of which has the system's code; clients wrap it once more. */
function isConnection(failure: unknown): boolean {
  for (let error: unknown = failure; error instanceof Error; error = error.cause) {
    if (error instanceof TypeError || error.constructor.name === 'APIConnectionError') return true;
    if ('code' in error && typeof error.code === 'string' && /^(E[A-Z]+|UND_ERR_\w+)$/.test(error.code))
      return true;
  }
  return false;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
}
