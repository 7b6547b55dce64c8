import { strict as assert } from 'assert';
import fc from 'fast-check';
import { testChange } from '../../../test/fakes/testWorkflow';
import type { Mark } from '../model/changeSet';
import { workspacePath } from '../model/workspacePath';
import { splitLines } from '../review/lines';
import { chainedChange } from './chainedChange';

const PATH = workspacePath('a.py');
const mark = (startLine: number, endLine: number): Mark => ({
  startLine,
  endLine,
  title: 'marked',
  provides: [],
  requires: [],
  conflict: false,
});

describe('chainedChange', () => {
  it('is one change from the first text to the last, in the layer of the first', () => {
    const first = { ...testChange(PATH, 'a\n', 'a\nb\n', 'B'), marks: [mark(1, 2)] };
    const second = {
      ...testChange(PATH, 'a\nb\n', '0\na\nb\nc\n', 'C'),
      layer: 'other' as const,
      marks: [mark(3, 4)],
    };
    const chained = chainedChange(first, second);
    assert.deepEqual(
      [chained?.base, chained?.proposed, chained?.title, chained?.layer],
      ['a\n', '0\na\nb\nc\n', 'C', 'model'],
    );
    assert.deepEqual(
      chained?.marks.map(({ startLine, endLine }) => [startLine, endLine]),
      [
        [2, 3],
        [3, 4],
      ],
    );
  });

  it('is none when the second began with another text', () => {
    const first = testChange(PATH, null, 'a\n', 'A');
    assert.equal(chainedChange(first, testChange(PATH, null, 'b\n', 'B')), undefined);
  });

  it('leaves marks on the lines that they were on, whatever comes before, after and between', () => {
    const lines = fc.array(fc.nat(), { maxLength: 5 });
    fc.assert(
      fc.property(lines, lines, lines, lines, lines, (before, after, added, between, later) => {
        const text = (...parts: readonly (readonly string[])[]): string =>
          parts
            .flat()
            .map((line) => `${line}\n`)
            .join('');
        const named = (name: string, list: readonly number[]): string[] =>
          list.map((value, index) => `${name}${index}:${value}`);
        const b = named('b', before);
        const a = named('a', after);
        const first = testChange(PATH, '', text(b, ['x', 'y'], a), 'A');
        const proposed = text(named('n', added), b, ['x', ...named('m', between), 'y'], named('l', later), a);
        const marked = { ...first, marks: [mark(b.length, b.length + 2)] };
        const [moved] = chainedChange(marked, testChange(PATH, first.proposed, proposed, 'B'))?.marks ?? [];
        const kept = splitLines(proposed).slice(moved?.startLine, moved?.endLine);
        assert.deepEqual([kept[0], kept.at(-1)], ['x\n', 'y\n']);
      }),
      { numRuns: process.env['SOAK'] ? 10_000 : 500 },
    );
  });
});
