import { AppError, type ErrorCode } from '../model/appError';

const CODES: ReadonlySet<ErrorCode> = new Set(['pathOutsideWorkspace', 'parseFailed']);

/**
 * The failure when it is about one file that cannot be read (a link that leaves by now, a pipe, no text), undefined for
 * others: such a file must not keep people from the rest of a run.
 */
export function unreadableFile(failure: unknown): AppError | undefined {
  return failure instanceof AppError && CODES.has(failure.code) ? failure : undefined;
}
