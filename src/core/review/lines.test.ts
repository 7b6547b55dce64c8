import { strict as assert } from 'assert';
import { hasMixedLineEnds } from './lines';

describe('hasMixedLineEnds', () => {
  for (const [sample, expected] of [
    ['a\nb\n', false],
    ['a\r\nb\r\n', false],
    ['a', false],
    ['a\r\nb\n', true],
    ['a\rb\n', true],
  ] as const) {
    it(`${JSON.stringify(sample)}: ${expected}`, () => assert.equal(hasMixedLineEnds(sample), expected));
  }
});
