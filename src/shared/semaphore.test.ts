import assert from 'node:assert/strict';
import { Semaphore } from './semaphore';

const never = new AbortController().signal;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('Semaphore', () => {
  it('lets no more in than its limit, in the order of arrival, whatever happens inside', async () => {
    const gate = new Semaphore(() => 2);
    const entered: number[] = [];
    let inside = 0;
    let most = 0;
    const visits = Array.from({ length: 7 }, (_, visitor) =>
      gate
        .run(never, async () => {
          entered.push(visitor);
          most = Math.max(most, (inside += 1));
          await turn();
          inside -= 1;
          if (visitor % 3 === 0) throw new Error('fell');
        })
        .catch(() => undefined),
    );
    await Promise.all(visits);
    assert.equal(most, 2);
    assert.deepEqual(entered, [0, 1, 2, 3, 4, 5, 6]);
  });

  it('lets whoever gives up leave the line, and takes nobody else’s place for it', async () => {
    const gate = new Semaphore(() => 1);
    const leaving = new AbortController();
    let open: () => void = () => undefined;
    const first = gate.run(never, () => new Promise<void>((resolve) => (open = resolve)));
    const second = gate.run(leaving.signal, () => Promise.resolve('second'));
    const third = gate.run(never, () => Promise.resolve('third'));
    leaving.abort();
    await assert.rejects(second, { name: 'AbortError' });
    open();
    await first;
    assert.equal(await third, 'third');
    await assert.rejects(
      gate.run(leaving.signal, () => Promise.resolve('again')),
      { name: 'AbortError' },
    );
  });
});
