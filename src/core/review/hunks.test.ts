import { strict as assert } from 'assert';
import fc from 'fast-check';
import { fileChange, mark } from '../../../test/fakes/reviewPorts';
import type { Mark } from '../model/changeSet';
import { applyHunks, computeHunks } from './hunks';
import { diffLines } from './lineDiff';
import { splitLines } from './lines';

const numRuns = process.env['SOAK'] ? 10_000 : 1_000;
const text = (letters: string): string =>
  Array.from(
    letters,
    (letter) => `${letter}
`,
  ).join('');
const hunksOf = (base: string | null, proposed: string, marks: readonly Mark[] = []) =>
  computeHunks(fileChange({ path: 'a.py', base, proposed, marks }));

describe('hunks', function () {
  this.timeout(600_000);
  const table = [
    ['insertion', 'ab', 'axb', ['-+x']],
    ['deletion', 'axb', 'ab', ['-x+']],
    ['replacement', 'abc', 'axc', ['-b+x']],
    ['changes side by side are one', 'abcd', 'axyd', ['-bc+xy']],
    ['one unchanged line keeps them apart', 'abc', 'xby', ['-a+x', '-c+y']],
    ['nothing', 'ab', 'ab', []],
  ] as const;
  for (const [name, base, proposed, expected] of table) {
    it(name, () => {
      const letters = (lines: readonly string[]): string => lines.join('').replaceAll('\n', '');
      const shown = hunksOf(text(base), text(proposed)).map(
        (hunk) => `-${letters(hunk.removed)}+${letters(hunk.added)}`,
      );
      assert.deepEqual(shown, expected);
    });
  }

  it('follows blocks rather than braces', () => {
    const block = (name: string): string => `def ${name}():\n    return {\n    }\n\n\n`;
    const [hunk, ...others] = hunksOf(block('a') + block('c'), block('a') + block('b') + block('c'));
    assert.deepEqual(others, []);
    assert.equal(hunk?.added.join(''), block('b'));
  });

  it('makes a new file one hunk, also an empty one', () => {
    for (const proposed of ['', 'a\n\nb\n', 'a']) {
      const hunks = hunksOf(null, proposed, [
        mark({ startLine: 0, endLine: 1 }),
        mark({ startLine: 1, endLine: 2 }),
      ]);
      assert.deepEqual(
        hunks.map(({ kind }) => kind),
        ['create'],
      );
      assert.equal(applyHunks(null, hunks), proposed);
    }
    assert.equal(applyHunks(null, []), null);
  });

  const one = mark({ title: 'one', startLine: 1, endLine: 2 });
  const two = mark({ title: 'two', startLine: 2, endLine: 4 });
  const splits = [
    ['adjacent insertions', 'ab', 'axyzb', [one, two], ['x', 'yz']],
    ['replacements line by line', 'abcde', 'axyze', [one, two], ['x', 'yz']],
    ['not where the old lines are unclear', 'abce', 'axyze', [one, two], ['xyz']],
    ['not inside a mark', 'ab', 'axyzb', [mark({ startLine: 1, endLine: 4 }), two], ['xyz']],
    [
      'a line without mark goes with the next',
      'ab',
      'axyzb',
      [one, mark({ startLine: 3, endLine: 4 })],
      ['x', 'yz'],
    ],
    [
      'the last line without mark with the one before',
      'ab',
      'axyzb',
      [one, mark({ startLine: 2, endLine: 3 })],
      ['x', 'yz'],
    ],
    ['two marks of the same lines, one before them', 'ab', 'axyzb', [two, two], ['xyz']],
  ] as const;
  for (const [name, base, proposed, marks, expected] of splits) {
    it(`marks: ${name}`, () => {
      const hunks = hunksOf(text(base), text(proposed), marks);
      assert.deepEqual(
        hunks.map(({ added }) => added.join('').replaceAll('\n', '')),
        expected,
      );
    });
  }

  it('gives ids that survive other changes of the file and differ by place, path and content', () => {
    const first = hunksOf(text('abc'), text('abxc'));
    const shifted = hunksOf(text('nnabc'), text('nnabxc'));
    assert.equal(first[0]?.id, shifted[0]?.id);
    const twice = hunksOf(text('abcd'), text('axbxcd')).map(({ id }) => id);
    assert.equal(twice[0], first[0]?.id);
    assert.equal(new Set(twice).size, 2);
    const other = computeHunks(fileChange({ path: 'b.py', base: text('abc'), proposed: text('abxc') }));
    assert.notEqual(other[0]?.id, first[0]?.id);
    assert.match(first[0]?.id ?? '', /^[0-9a-f]{16}$/);
  });

  const line = fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n', '}\n', '\uFEFFx\n', 'a\r\n', 'lone\rcr\n');
  const anyText = fc
    .tuple(fc.array(line, { maxLength: 14 }), fc.constantFrom('', '', 'end', '}'))
    .map(([lines, end]) => lines.join('') + end);
  const anyMark = fc
    .tuple(fc.nat(14), fc.nat(5))
    .map(([startLine, length]) => mark({ startLine, endLine: startLine + length }));

  it('gives any subset by splicing, byte for byte, and all of them the proposal', () => {
    fc.assert(
      fc.property(
        anyText,
        anyText,
        fc.array(anyMark, { maxLength: 4 }),
        fc.infiniteStream(fc.boolean()),
        (base, proposed, marks, coin) => {
          const hunks = hunksOf(base, proposed, marks);
          assert.equal(applyHunks(base, hunks), proposed);
          assert.equal(applyHunks(base, []), base);
          assert.equal(new Set(hunks.map(({ id }) => id)).size, hunks.length);
          const subset = hunks.filter(() => coin.next().value);
          const spliced = splitLines(base);
          for (const hunk of subset.toReversed()) {
            const out = spliced.splice(hunk.baseStart, hunk.baseEnd - hunk.baseStart, ...hunk.added);
            assert.deepEqual(out, hunk.removed);
          }
          assert.equal(applyHunks(base, subset), spliced.join(''));
        },
      ),
      { numRuns },
    );
  });

  it('diffs texts without a common order in bounded time', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `${index % 7}\n`);
    const other = lines.map((each, index) => (index % 3 === 0 ? each : `${(index * 31) % 7}\n`));
    const changes = diffLines(lines, other);
    assert.ok(changes.length > 0);
  }).timeout(20_000);
});
