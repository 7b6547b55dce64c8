import { AppError } from '../../core/model/appError';
import type { Cancellable } from '../../core/ports/workspaceFiles';

/**
 * A queue for one place: the returned function waits until everyone before gave it back and gives the way to give it back
 * in turn, which does nothing the second time. Throws AppError `cancelled`.
 */
export function oneAtATime(): (options: Cancellable) => Promise<() => void> {
  let last = Promise.resolve();
  return async ({ signal }) => {
    const before = last;
    let release = (): void => undefined;
    last = new Promise<void>((resolve) => {
      release = resolve;
    });
    try {
      await abortable(before, signal);
      return release;
    } catch (failure) {
      void before.then(release);
      throw failure;
    }
  };
}

function abortable(waiting: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      reject(new AppError('cancelled', 'The proof was cancelled.', 'Start it again.'));
    };
    if (signal?.aborted === true) {
      cancel();
      return;
    }
    signal?.addEventListener('abort', cancel, { once: true });
    void waiting.then(() => {
      signal?.removeEventListener('abort', cancel);
      resolve();
    });
  });
}
