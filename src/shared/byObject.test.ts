import { strict as assert } from 'node:assert';
import { byObject } from './byObject';

describe('byObject', () => {
  it('computes once for each object, and each time for what is none', () => {
    const asked: unknown[] = [];
    const remember = byObject((value) => asked.push(value));
    const [one, other] = [{ name: 'same' }, { name: 'same' }];
    const results = [one, other, one, 1, 1, null, other].map(remember);
    assert.deepEqual(results, [1, 2, 1, 3, 4, 5, 2]);
    assert.deepEqual(asked, [one, other, 1, 1, null]);
  });

  it('does not remember a failure', () => {
    let tries = 0;
    const remember = byObject(() => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
      return tries;
    });
    const object = {};
    assert.throws(() => remember(object));
    assert.deepEqual([remember(object), remember(object)], [2, 2]);
  });
});
