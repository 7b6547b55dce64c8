import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { AppError } from '../../core/model/appError';
import type { OverlayTasks } from './overlayTasks';

const answerSchema = z.array(z.string());

/** A thread a task, so that the editor's host goes on meanwhile. `distFolder` holds the product's files. */
export function tasksInWorkers(distFolder: string): OverlayTasks {
  const file = path.join(distFolder, 'overlayWorker.js');
  return {
    run: (task, { signal }) =>
      new Promise((resolve, reject) => {
        // Flags of this process (inspectors, loaders) are none of its business.
        const worker = new Worker(file, { workerData: task, execArgv: [] });
        const cancel = (): void => void worker.terminate();
        signal?.addEventListener('abort', cancel, { once: true });
        worker.once('message', (answer: unknown) => resolve([...answerSchema.parse(answer)]));
        worker.once('error', reject);
        // Only then does nobody write into the copy any more.
        worker.once('exit', (code) => {
          signal?.removeEventListener('abort', cancel);
          reject(
            signal?.aborted === true
              ? new AppError('cancelled', 'The proof was cancelled.', 'Start it again.')
              : new Error(`the thread that copies the workspace ended with code ${String(code)}`),
          );
        });
        if (signal?.aborted === true) cancel();
      }),
  };
}
