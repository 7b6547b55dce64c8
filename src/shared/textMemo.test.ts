import { strict as assert } from 'node:assert';
import { TextMemo } from './textMemo';

function counting(limit: number): { readonly ask: (text: string) => number; readonly computed: string[] } {
  const memo = new TextMemo<number>(limit);
  const computed: string[] = [];
  const ask = (text: string): number =>
    memo.get(text, () => {
      computed.push(text);
      return text.length;
    });
  return { ask, computed };
}

describe('TextMemo', () => {
  it('computes once for equal texts', () => {
    const { ask, computed } = counting(10);
    assert.deepEqual([ask('abc'), ask(['a', 'bc'].join('')), ask('abd')], [3, 3, 3]);
    assert.deepEqual(computed, ['abc', 'abd']);
  });

  it('forgets first what was not asked for the longest', () => {
    const { ask, computed } = counting(6);
    for (const text of ['abc', 'def', 'abc', 'ghi', 'abc', 'def']) ask(text);
    assert.deepEqual(computed, ['abc', 'def', 'ghi', 'def']);
  });

  it('does not keep a text above the limit, nor let it push others out', () => {
    const { ask, computed } = counting(4);
    for (const text of ['abc', 'abcdef', 'abcdef', 'abc']) ask(text);
    assert.deepEqual(computed, ['abc', 'abcdef', 'abcdef']);
  });
});
