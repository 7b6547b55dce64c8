import assert from 'node:assert/strict';
import fc from 'fast-check';
import { causedByChange } from './causedByChange';
import { finding, type ToolFinding } from './toolCheck';

const numRuns = process.env['SOAK'] ? 10_000 : 1_000;

const someFinding: fc.Arbitrary<ToolFinding> = fc.record({
  severity: fc.constantFrom('major', 'minor'),
  message: fc.constantFrom('Wrong', 'Name is used on line 3', 'Name is used on line 9'),
  path: fc.constantFrom('a.py', 'b.py', null),
  line: fc.integer({ min: 1, max: 50 }),
  column: fc.constant(1),
  rule: fc.constantFrom('one', 'two', null),
});
const some = fc.array(someFinding, { maxLength: 12 });
const moved = (item: ToolFinding): ToolFinding => ({ ...item, line: (item.line ?? 0) + 40 });
const byText = (findings: readonly ToolFinding[]): readonly string[] =>
  findings.map((item) => JSON.stringify({ ...item, message: item.message.replace(/\d+/, '') })).sort();

describe('causedByChange', () => {
  it('knows old findings again wherever they moved, in any order', () => {
    fc.assert(
      fc.property(some, fc.integer(), (old, seed) => {
        const shuffled = old.map(moved).sort((one, other) => hash(one, seed) - hash(other, seed));
        assert.deepEqual(causedByChange(shuffled, old), []);
      }),
      { numRuns },
    );
  });

  it('counts as many as came on top, never more', () => {
    fc.assert(
      fc.property(some, some, (old, added) => {
        const caused = causedByChange([...old.map(moved), ...added], old);
        assert.equal(caused.length, added.length);
      }),
      { numRuns },
    );
  });

  it('gives all of them, in order, when nothing was found before', () => {
    fc.assert(
      fc.property(some, (found) => {
        assert.deepEqual(causedByChange(found, []), found);
        assert.deepEqual(byText(causedByChange([], found)), []);
      }),
      { numRuns },
    );
  });

  it('knows a failing test by its name, whatever it says', () => {
    const failing = (message: string) =>
      finding({ severity: 'major', message, path: 't.py', rule: 'test_a' });
    const before = [failing('test_a: id 17')];
    assert.equal(causedByChange([failing('test_a: id 18')], before, true).length, 0);
    assert.equal(causedByChange([failing('test_a: id 18')], before, false).length, 1);
  });
});

function hash(item: ToolFinding, seed: number): number {
  return Math.sin(seed + (item.line ?? 0) * 31 + item.message.length * 7);
}
