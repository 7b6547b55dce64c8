import assert from 'node:assert/strict';
import { messageOf } from './messageOf';

describe('what was thrown', () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [new Error('no space'), 'no space'],
    [new TypeError(''), 'TypeError'],
    ['a text', 'a text'],
    [undefined, 'undefined'],
    [null, 'null'],
    [42, '42'],
    [{ message: 'said so' }, 'said so'],
    // As sql.js throws it when too many databases are open.
    [{ name: 'ErrnoError', Sa: 33 }, 'ErrnoError, Sa 33'],
    [Object.create(null), 'a failure without a message'],
    [{ message: '', code: 'E1', nested: {} }, 'a failure without a message, code E1'],
  ];
  for (const [thrown, expected] of cases) {
    it(`says ${expected}`, () => assert.equal(messageOf(thrown), expected));
  }
});
