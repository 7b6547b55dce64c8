import { AppError } from '../core/model/appError';
import type { Clock } from '../core/ports/system';

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  delay: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const cancel = (): void => {
        clearTimeout(timer);
        reject(new AppError('cancelled', 'Waiting was cancelled.', 'Start again when you are ready.'));
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', cancel);
        resolve();
      }, milliseconds);
      if (signal?.aborted === true) cancel();
      else signal?.addEventListener('abort', cancel, { once: true });
    }),
};
