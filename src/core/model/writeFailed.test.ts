import { strict as assert } from 'assert';
import { writeFailed } from './writeFailed';

const coded = (code: string): Error => Object.assign(new Error(`${code}: no`), { code });

describe('writeFailed', () => {
  for (const [code, message, suggestion] of [
    [
      'ENOSPC',
      'a.py was not written: no space is left on the disk.',
      /^Free some space, then accept again\./,
    ],
    ['EROFS', 'a.py was not written: its disk is read-only.', /^Make the disk writable, then accept again\./],
    [
      'EACCES',
      /permissions, or those of its folder, forbid it\.$/,
      /^Correct the permissions, then accept again\./,
    ],
    ['EIO', 'a.py was not written: EIO: no.', /^Check free space and permissions, then accept again\./],
  ] as const) {
    it(`${code} says what to do next`, () => {
      const failure = writeFailed('a.py', coded(code));
      assert.equal(failure.code, 'storageFailed');
      if (typeof message === 'string') assert.equal(failure.message, message);
      else assert.match(failure.message, message);
      assert.match(failure.suggestion, suggestion);
      assert.match(failure.suggestion, /Nothing was changed, and the review is as it was\.$/);
    });
  }

  it('names what could not be put back', () => {
    assert.match(writeFailed('a.py', coded('EIO'), ['b.py']).suggestion, /changed already: b\.py\. Rolling/);
  });
});
