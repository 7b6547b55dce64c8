import type { ErrorCode } from '../core/model/appError';
import type { RunStatus } from '../core/model/run';

export const EXIT = { done: 0, failed: 1, badInput: 2, waiting: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export function exitCodeOfRun(status: RunStatus): ExitCode {
  switch (status) {
    case 'completed':
    case 'rolledBack':
      return EXIT.done;
    case 'review':
    case 'waiting':
    case 'planning':
    case 'executing':
    case 'interrupted':
      return EXIT.waiting;
    case 'failed':
    case 'cancelled':
      return EXIT.failed;
  }
}

export function exitCodeOfError(code: ErrorCode): ExitCode {
  switch (code) {
    case 'invalidInput':
    case 'pathOutsideWorkspace':
    case 'notFound':
      return EXIT.badInput;
    default:
      return EXIT.failed;
  }
}
