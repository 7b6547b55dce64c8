import { strict as assert } from 'assert';
import fc from 'fast-check';
import { diff3Merge } from 'node-diff3';
import { splitLines } from './lines';
import { merge3, mergeKeepingOurs } from './merge3';

const numRuns = process.env['SOAK'] ? 10_000 : 1_000;
const text = (letters: string): string =>
  Array.from(
    letters,
    (letter) => `${letter}
`,
  ).join('');

describe('merge3', function () {
  this.timeout(600_000);
  const clean = [
    ['nothing changed', 'abc', 'abc', 'abc', 'abc'],
    ['one side', 'abc', 'abc', 'axc', 'axc'],
    ['far apart', 'abcd', 'xbcd', 'abcy', 'xbcy'],
    ['adjacent lines', 'abcd', 'axcd', 'abyd', 'axyd'],
    ['line typed before a changed line', 'abc', 'axbc', 'ayc', 'axyc'],
    ['line typed after a changed line', 'abc', 'abxc', 'ayc', 'ayxc'],
    ['line typed beside a deleted line', 'abc', 'axbc', 'ac', 'axc'],
    ['the same change', 'abc', 'axc', 'axc', 'axc'],
    ['the same insertion', 'ab', 'axb', 'axb', 'axb'],
    ['one insertion contains the other', 'ab', 'axb', 'axyb', 'axyb'],
    ['both delete', 'abc', 'ac', 'ac', 'ac'],
    ['from nothing', '', '', 'ab', 'ab'],
    ['to nothing', 'ab', 'ab', '', ''],
  ] as const;
  for (const [name, base, ours, theirs, expected] of clean) {
    it(`merges cleanly: ${name}`, () => {
      for (const [left, right] of [
        [ours, theirs],
        [theirs, ours],
      ] as const) {
        assert.deepEqual(merge3(text(base), text(left), text(right)), {
          text: text(expected),
          conflicts: [],
        });
      }
    });
  }

  const disputed = [
    [
      'the same line',
      'abc',
      'axc',
      'ayc',
      'ayc',
      'axc',
      { start: 1, end: 2, base: 'b', ours: 'x', theirs: 'y' },
    ],
    [
      'insertions at one place',
      'ab',
      'axb',
      'ayb',
      'ayb',
      'axb',
      { start: 1, end: 2, base: '', ours: 'x', theirs: 'y' },
    ],
    [
      'change in deleted lines',
      'abcd',
      'axcd',
      'ad',
      'ad',
      'axcd',
      { start: 1, end: 1, base: 'bc', ours: 'xc', theirs: '' },
    ],
    [
      'a line added by both beside a change',
      'ab',
      'aib',
      'aiy',
      'aiy',
      'aib',
      { start: 1, end: 3, base: 'b', ours: 'ib', theirs: 'iy' },
    ],
  ] as const;
  for (const [name, base, ours, theirs, generated, typed, conflict] of disputed) {
    it(`keeps both possibilities: ${name}`, () => {
      const lines = (letters: string): string[] => splitLines(text(letters));
      const result = merge3(text(base), text(ours), text(theirs));
      assert.equal(result.text, text(generated));
      assert.deepEqual(result.conflicts, [
        {
          ...conflict,
          base: lines(conflict.base),
          ours: lines(conflict.ours),
          theirs: lines(conflict.theirs),
        },
      ]);
      assert.equal(mergeKeepingOurs(text(base), text(ours), text(theirs)).text, text(typed));
    });
  }

  it('never glues a line to one without a line end', () => {
    assert.equal(merge3('a\nb\n', 'a\nb', 'a\nb\nc\n').conflicts.length, 1);
    assert.equal(merge3('a\nb', 'a\nx', 'a\nb').text, 'a\nx');
  });

  it('keeps byte order mark, CRLF, mixed ends and a missing last newline', () => {
    const base = '\uFEFFa\r\nb\nc\r\nd';
    assert.equal(merge3(base, base.replace('b', 'x'), base.replace('d', 'y')).text, '\uFEFFa\r\nx\nc\r\ny');
  });

  const line = fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n', '}\n', '  x\n');
  const anyText = fc
    .tuple(fc.array(line, { maxLength: 10 }), fc.constantFrom('', '', 'end'))
    .map(([lines, end]) => lines.join('') + end);

  it('obeys the identities, on any texts', () => {
    fc.assert(
      fc.property(anyText, anyText, (base, other) => {
        assert.deepEqual(merge3(base, base, other), { text: other, conflicts: [] });
        assert.deepEqual(merge3(base, other, base), { text: other, conflicts: [] });
        assert.deepEqual(merge3(base, other, other), { text: other, conflicts: [] });
      }),
      { numRuns },
    );
  });

  it('is symmetric, and the sides are what the conflicts say', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (base, ours, theirs) => {
        const there = merge3(base, ours, theirs);
        const back = merge3(base, theirs, ours);
        assert.equal(there.conflicts.length, back.conflicts.length);
        if (there.conflicts.length === 0) assert.equal(there.text, back.text);
        assert.equal(mergeKeepingOurs(base, ours, theirs).text, back.text);
        const lines = splitLines(there.text);
        for (const { start, end, theirs: generated } of there.conflicts) {
          assert.deepEqual(lines.slice(start, end), generated);
        }
      }),
      { numRuns },
    );
  });

  it('loses no line that one side added and invents none', () => {
    const edited = (side: string) =>
      fc
        .array(fc.record({ at: fc.nat(11), remove: fc.nat(2), add: fc.nat(2) }), { maxLength: 4 })
        .map((edits) => {
          const lines = Array.from({ length: 10 }, (_, index) => `line ${index}\n`);
          edits.forEach(({ at, remove, add }, edit) => {
            lines.splice(
              at,
              remove,
              ...Array.from({ length: add }, (_, index) => `${side}${edit}.${index}\n`),
            );
          });
          return lines.join('');
        });
    const base = Array.from({ length: 10 }, (_, index) => `line ${index}\n`).join('');
    fc.assert(
      fc.property(edited('ours'), edited('theirs'), (ours, theirs) => {
        const { text: merged, conflicts } = merge3(base, ours, theirs);
        const left = [...splitLines(merged), ...conflicts.flatMap((conflict) => conflict.ours)];
        const [own, other] = [splitLines(ours), splitLines(theirs)];
        for (const added of [...own, ...other].filter((each) => !each.startsWith('line'))) {
          assert.equal(left.filter((each) => each === added).length, 1, added);
        }
        for (const each of splitLines(merged)) assert.ok(own.includes(each) || other.includes(each));
        assert.equal(new Set(splitLines(merged)).size, splitLines(merged).length);
        const independent = diff3Merge(own, splitLines(base), other);
        if (independent.every((region) => region.conflict === undefined)) {
          assert.equal(merged, independent.flatMap((region) => region.ok ?? []).join(''));
          assert.equal(conflicts.length, 0);
        }
      }),
      { numRuns },
    );
  });
});
