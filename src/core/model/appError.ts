import { messageOf } from '../../shared/messageOf';

/** Every expected failure has one of these codes; callers decide by code, never by message. */
export type ErrorCode =
  | 'invalidInput'
  | 'pathOutsideWorkspace'
  | 'unsupportedConvention'
  | 'dependencyMissing'
  | 'anchorMissing'
  | 'parseFailed'
  | 'staleBase'
  | 'conflict'
  | 'notFound'
  | 'untrusted'
  | 'storeBusy'
  | 'storeFenced'
  | 'storeCorrupt'
  | 'storageFailed'
  | 'toolMissing'
  | 'toolFailed'
  | 'timeout'
  | 'cancelled'
  | 'agentFailed'
  | 'contextLimit'
  | 'invalidOutput'
  | 'rateLimited'
  | 'network'
  | 'verificationFailed'
  | 'internal';

/** A failure meant for people: `message` says what happened, `suggestion` what to do next. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly suggestion: string;
  /** Set when the other side said how long to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    suggestion: string,
    options?: { cause?: unknown; retryAfterMs?: number },
  ) {
    super(message, options);
    this.code = code;
    this.suggestion = suggestion;
    this.retryAfterMs = options?.retryAfterMs;
  }
}

/** Turns anything thrown into an AppError, keeping the original as `cause`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = messageOf(thrown);
  return new AppError('internal', message, 'Run "Groundwork: Show report" and file an issue with it.', {
    cause: thrown,
  });
}
