import { strict as assert } from 'assert';
import { hasMixedLineEnds, lineEndInBuffer } from './lines';

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

describe('lineEndInBuffer', () => {
  for (const [sample, expected] of [
    ['', '\n'],
    ['a\r\nb\n', '\n'],
    ['a\r\nb\nc\r\n', '\r\n'],
    ['a\r\nb\nc\n', '\n'],
  ] as const) {
    it(JSON.stringify(sample), () => assert.equal(lineEndInBuffer(sample), expected));
  }
});
