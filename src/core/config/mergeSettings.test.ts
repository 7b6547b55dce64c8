import { strict as assert } from 'assert';
import fc from 'fast-check';
import { isSettings, mergeSettings, type Settings } from './mergeSettings';

const leaf = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.string({ maxLength: 3 }),
  fc.array(fc.integer(), { maxLength: 3 }),
);
const key = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor');
const { settings } = fc.letrec<{ settings: Settings; value: unknown }>((tie) => ({
  settings: fc
    .array(fc.tuple(key, tie('value')), { maxLength: 4 })
    .map((entries): Settings => Object.fromEntries(entries)),
  value: fc.oneof({ depthSize: 'small' }, leaf, tie('settings')),
}));

const PLAIN = { noNullPrototype: true };
const RUNS = { numRuns: process.env['SOAK'] ? 10_000 : 1_000 };

/** Every leaf with its path; an empty object is a leaf too. */
function leaves(value: unknown, path: readonly string[] = []): readonly (readonly [string, unknown])[] {
  if (!isSettings(value) || Object.keys(value).length === 0) return [[JSON.stringify(path), value]];
  return Object.entries(value).flatMap(([name, below]) => leaves(below, [...path, name]));
}

describe('mergeSettings', () => {
  it('lets every leaf of the later one win', () => {
    fc.assert(
      fc.property(settings, settings, (earlier, later) => {
        const merged = new Map(leaves(mergeSettings(earlier, later)));
        for (const [path, value] of leaves(later)) {
          if (!isSettings(value)) assert.deepEqual(merged.get(path), value);
        }
      }),
      RUNS,
    );
  });

  it('keeps every leaf of the earlier one that the later one says nothing of', () => {
    fc.assert(
      fc.property(settings, settings, (earlier, later) => {
        const merged = new Map(leaves(mergeSettings(earlier, later)));
        const said = leaves(later).map(([path]) => JSON.parse(path) as string[]);
        const overlaps = (path: readonly string[]): boolean =>
          said.some((other) => other.slice(0, path.length).every((part, index) => part === path[index])) ||
          said.some((other) => other.every((part, index) => part === path[index]));
        for (const [path, value] of leaves(earlier)) {
          if (!overlaps(JSON.parse(path) as string[])) assert.deepEqual(merged.get(path), value);
        }
      }),
      RUNS,
    );
  });

  it('does not care how layers are grouped when kinds agree, and nothing is the neutral one', () => {
    // Where one layer has an object and another a plain value, the grouping matters: the schema refuses one of them.
    const flat = fc.dictionary(key, fc.dictionary(key, fc.integer(), PLAIN), PLAIN);
    fc.assert(
      fc.property(flat, flat, flat, (one, two, three) => {
        assert.deepEqual(
          mergeSettings(mergeSettings(one, two), three),
          mergeSettings(one, mergeSettings(two, three)),
        );
        assert.deepEqual(mergeSettings(one, {}), mergeSettings({}, one));
        assert.deepEqual(mergeSettings(one, one), mergeSettings({}, one));
      }),
      RUNS,
    );
  });

  it('changes neither argument, nor any prototype', () => {
    fc.assert(
      fc.property(settings, settings, (earlier, later) => {
        const before = JSON.stringify([earlier, later]);
        mergeSettings(earlier, later);
        assert.equal(JSON.stringify([earlier, later]), before);
        assert.deepEqual(Object.keys(Object.prototype), []);
      }),
      RUNS,
    );
  });

  it('replaces lists as a whole', () => {
    assert.deepEqual(mergeSettings({ a: { l: [1, 2], x: 1 } }, { a: { l: [3] } }), { a: { l: [3], x: 1 } });
  });
});
