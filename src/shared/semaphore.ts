/** Lets so many in at once; the others wait in line. The limit is read each time somebody comes or goes. */
export class Semaphore {
  private readonly limit: () => number;
  private inside = 0;
  private readonly line: (() => void)[] = [];

  constructor(limit: () => number) {
    this.limit = limit;
  }

  /** Rejects with the signal's reason when it aborts in line; what is inside looks at the signal itself. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (this.inside >= this.limit()) await this.wait(signal);
    this.inside += 1;
    try {
      return await work();
    } finally {
      this.inside -= 1;
      if (this.inside < this.limit()) this.line.shift()?.();
    }
  }

  private wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.line.splice(this.line.indexOf(enter), 1);
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      };
      const enter = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      this.line.push(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
