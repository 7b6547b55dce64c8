import { AppError } from '../../src/core/model/appError';
import type { Clock } from '../../src/core/ports/system';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that passes only while everyone sleeps: `run` goes from one wake-up to the next. */
export class VirtualClock implements Clock {
  private time = 0;
  private sleepers: Sleeper[] = [];

  /** Milliseconds since the start. */
  get elapsed(): number {
    return this.time;
  }

  now(): Date {
    return new Date(this.time);
  }

  delay(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { at: this.time + milliseconds, wake: resolve };
      this.sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        reject(new AppError('cancelled', 'Cancelled.', 'Start again.'));
      });
    });
  }

  async run<T>(work: Promise<T>): Promise<T> {
    const over = new AbortController();
    const end = (): void => over.abort();
    void work.then(end, end);
    while (!over.signal.aborted) {
      // Everything that can go on without time passing does so first.
      await new Promise(setImmediate);
      const next = Math.min(...this.sleepers.map(({ at }) => at));
      if (next === Infinity) continue;
      this.time = next;
      const due = this.sleepers.filter(({ at }) => at === next);
      this.sleepers = this.sleepers.filter(({ at }) => at !== next);
      for (const { wake } of due) wake();
    }
    return work;
  }
}
