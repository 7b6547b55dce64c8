import { strict as assert } from 'assert';
import { DEFAULT_CONFIG, type Config } from './configSchema';
import { LiveConfig } from './liveConfig';
import type { ConfigReading } from './resolveConfig';

const withRetries = (maxRetries: number): Config => ({
  ...DEFAULT_CONFIG,
  execution: { ...DEFAULT_CONFIG.execution, maxRetries },
});
const valid = (maxRetries: number): ConfigReading => ({
  kind: 'valid',
  config: withRetries(maxRetries),
  ignored: [],
  warnings: [],
});
const broken = (rest: number): ConfigReading => ({
  kind: 'broken',
  warnings: [],
  problems: [{ source: 'config.yaml', position: null, message: 'No.', suggestion: 'Yes.' }],
  rest: withRetries(rest),
});

async function open(readings: readonly ConfigReading[]) {
  const left = [...readings];
  const live = await LiveConfig.open(() => {
    const next = left.shift();
    return next === undefined ? Promise.reject(new Error('unreadable')) : Promise.resolve(next);
  });
  return { live, retries: () => live.current().execution.maxRetries };
}

describe('LiveConfig', () => {
  it('keeps the last good configuration in force while a source is broken', async () => {
    const { live, retries } = await open([valid(2), valid(3), broken(9), valid(4)]);
    const seen: number[] = [];
    live.onDidChange(() => seen.push(live.problems().length));
    assert.equal(retries(), 2);
    await live.reload();
    assert.equal(retries(), 3);
    await live.reload();
    assert.equal(retries(), 3);
    assert.deepEqual(
      live.problems().map(({ message }) => message),
      ['No.'],
    );
    await live.reload();
    assert.equal(retries(), 4);
    assert.deepEqual(live.problems(), []);
    assert.deepEqual(seen, [0, 1, 0]);
  });

  it('begins with what is not broken', async () => {
    const { live, retries } = await open([broken(7), broken(8), valid(1)]);
    assert.equal(retries(), 7);
    await live.reload();
    assert.equal(retries(), 7);
    await live.reload();
    assert.equal(retries(), 1);
  });

  it('reads again after a read that failed', async () => {
    const answers = [
      () => Promise.resolve(valid(2)),
      () => Promise.reject(new Error('no')),
      () => Promise.resolve(valid(5)),
    ];
    const live = await LiveConfig.open(() => (answers.shift() ?? (() => Promise.resolve(valid(0))))());
    await assert.rejects(live.reload());
    assert.equal(live.current().execution.maxRetries, 2);
    await live.reload();
    assert.equal(live.current().execution.maxRetries, 5);
  });
});
