import { strict as assert } from 'node:assert';
import './zodWithoutEval';
import { z } from 'zod';

describe('zodWithoutEval', () => {
  it('is what zod goes by', () => {
    assert.equal(z.config().jitless, true);
  });
});
