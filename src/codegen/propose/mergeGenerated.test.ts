import assert from 'node:assert/strict';
import { mergeGenerated } from './mergeGenerated';

describe('mergeGenerated', () => {
  const last = 'class A:\n    x: int';
  const current = 'class A:\n    x: int\n    theirs: str';
  const next = 'class A:\n    x: int\n    new: str';

  it('names what both sides put in one place as a conflict', () => {
    const merge = mergeGenerated(last, current, next);
    assert.ok(merge.kind === 'merged' && merge.conflicts.length === 1);
  });

  for (const end of ['', '\n']) {
    it(`keeps both where their order does not matter (${end === '' ? 'no ' : ''}end of the last line)`, () => {
      assert.deepEqual(mergeGenerated(last + end, current + end, next + end, 'both'), {
        kind: 'merged',
        text: `class A:\n    x: int\n    theirs: str\n    new: str${end}`,
        conflicts: [],
      });
    });
  }

  it('keeps both in a text with other line ends', () => {
    const merge = mergeGenerated(last, current.replaceAll('\n', '\r\n'), next, 'both');
    assert.ok(merge.kind === 'merged');
    assert.equal(merge.text, 'class A:\r\n    x: int\r\n    theirs: str\r\n    new: str');
  });

  it('puts a new member above a section of its own', () => {
    const section = 'class A:\n    x: int\n\n    theirs: str\n';
    const merge = mergeGenerated(`${last}\n`, section, `${next}\n`, 'both');
    assert.ok(merge.kind === 'merged' && merge.conflicts.length === 0);
    assert.equal(merge.text, 'class A:\n    x: int\n    new: str\n\n    theirs: str\n');
  });

  it('finds no conflict where one side has all that the other has, and more', () => {
    const merge = mergeGenerated('a\nb\n', 'a\nB\nmine\n', 'a\nB\n', 'both');
    assert.deepEqual(merge, { kind: 'unchanged' });
  });

  it('names a line that both changed all the same, at its place', () => {
    const merge = mergeGenerated('a\nb\nc\nd\n', 'a\nmine\nb\nc\nD\n', 'a\nyours\nb\nc\nDD\n', 'both');
    assert.ok(merge.kind === 'merged');
    assert.equal(merge.text, 'a\nmine\nyours\nb\nc\nDD\n');
    assert.deepEqual(
      merge.conflicts.map(({ start, end }) => [start, end]),
      [[5, 6]],
    );
  });
});
