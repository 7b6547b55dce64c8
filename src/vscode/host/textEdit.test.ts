import assert from 'node:assert/strict';
import fc from 'fast-check';
import { smallestReplacement } from './textEdit';

const numRuns = process.env['SOAK'] === undefined ? 1_000 : 10_000;
const text = fc.string({ unit: fc.constantFrom('a', 'b', '\r\n', '\n', '\r', '😀', 'ع') });

describe('smallestReplacement', () => {
  it('gives the other text', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edit = smallestReplacement(before, after);
        const result =
          edit === undefined ? before : before.slice(0, edit.start) + edit.text + before.slice(edit.end);
        assert.equal(result, after);
      }),
      { numRuns },
    );
  });

  it('has no edge inside a line end or a character', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edit = smallestReplacement(before, after);
        if (edit === undefined) return;
        for (const edge of [edit.start, edit.end]) {
          assert.doesNotMatch(
            before.slice(Math.max(0, edge - 1), edge + 1),
            /^(\r\n|[\ud800-\udbff][\udc00-\udfff])$/,
          );
        }
      }),
      { numRuns },
    );
  });

  it('touches only what differs', () => {
    assert.deepEqual(smallestReplacement('a\nb\nc\n', 'a\nx\nc\n'), { start: 2, end: 3, text: 'x' });
    assert.equal(smallestReplacement('same', 'same'), undefined);
  });
});
