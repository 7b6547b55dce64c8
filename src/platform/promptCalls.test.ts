import { strict as assert } from 'node:assert';
import { PromptCalls } from './promptCalls';

describe('PromptCalls', () => {
  let now = 0;
  let calls = new PromptCalls(() => now);
  const asked: string[] = [];

  beforeEach(() => {
    now = 0;
    calls = new PromptCalls(() => now);
    asked.length = 0;
  });

  const ask = (duration: number): Promise<number> =>
    calls.ask(
      () => {
        asked.push('here');
        now += duration;
        return duration;
      },
      async () => {
        asked.push('in threads');
        return duration;
      },
    );

  it('asks here as long as the answers come at once', async () => {
    assert.deepEqual([await ask(1), await ask(2), await ask(0.1)], [1, 2, 0.1]);
    assert.deepEqual(asked, ['here', 'here', 'here']);
  });

  it('asks in the threads after an answer that took its time, and here again later', async () => {
    await ask(20);
    await ask(1);
    now += 1_000;
    await ask(1);
    assert.deepEqual(asked, ['here', 'in threads', 'here']);
  });

  it('tries less and less often while the answers stay slow', async () => {
    for (let tenth = 0; tenth < 100; tenth++) {
      await ask(20);
      now += 100;
    }
    assert.ok(asked.filter((way) => way === 'here').length < 8, asked.join());
  });

  it('lets others have a turn between many questions', async () => {
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await Promise.all(Array.from({ length: 100 }, () => ask(1)));
    isOver = true;
    assert.equal(asked.length, 100);
    assert.ok(turns >= 15, String(turns));
  });

  it('passes failures on', async () => {
    const failing = calls.ask(
      () => {
        throw new Error('none');
      },
      () => Promise.resolve(1),
    );
    await assert.rejects(failing, /none/);
  });
});
