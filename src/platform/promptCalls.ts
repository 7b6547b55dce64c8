import { setImmediate as nextTurn } from 'node:timers/promises';

/** In milliseconds. Longer than this in one go, and others of this thread would notice. */
const TURN = 4;
/** A call that took longer did not answer at once: a network, a disk that wakes up. */
const SLOW = 4;
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 60_000;

/**
 * Small questions to the file system (is it there, what is it, what is in it). A local one answers in microseconds, while
 * the way to the thread pool and back takes twenty times as long: so they are asked in this thread while they are answered
 * at once, with a turn for others in between, and in the threads for a while after one was not.
 */
export class PromptCalls {
  private readonly now: () => number;
  private spent = 0;
  private turn: Promise<void> | undefined;
  private pause = FIRST_PAUSE;
  private threadsUntil = Number.NEGATIVE_INFINITY;

  /** `now` in milliseconds, of a clock that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  async ask<T>(here: () => T, inThreads: () => Promise<T>): Promise<T> {
    while (this.spent > TURN) await (this.turn ??= this.others());
    const began = this.now();
    if (began < this.threadsUntil) return inThreads();
    try {
      return here();
    } finally {
      this.took(this.now() - began);
    }
  }

  private async others(): Promise<void> {
    await nextTurn();
    this.spent = 0;
    this.turn = undefined;
  }

  private took(duration: number): void {
    this.spent += duration;
    if (duration <= SLOW) {
      this.pause = FIRST_PAUSE;
      return;
    }
    this.threadsUntil = this.now() + this.pause;
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }
}
