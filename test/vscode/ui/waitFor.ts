import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;

export interface WaitOptions {
  readonly timeoutMs?: number;
  /** For the error, when it does not come true. */
  readonly what?: string;
}

/** Asks until the answer is neither undefined nor false, and gives it back. */
export async function waitFor<T>(
  ask: () => Promise<T | undefined | false>,
  { timeoutMs = 15_000, what = 'a condition' }: WaitOptions = {},
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${String(timeoutMs)} ms in vain for ${what}`);
    await sleep(POLL_MS);
  }
}
