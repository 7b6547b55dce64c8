import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 10;
const GIVE_UP_MS = 60_000;

/** Waits for what processes do on their own. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let waited = 0; !(await holds()); waited += POLL_MS) {
    assert.ok(waited < GIVE_UP_MS, `waited too long for: ${what}`);
    await delay(POLL_MS);
  }
}
