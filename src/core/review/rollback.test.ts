import { strict as assert } from 'assert';
import { MemoryReviewStore, RUN } from '../../../test/fakes/reviewPorts';
import { planRollback } from './rollback';

type Text = string | null;

async function plan(writes: readonly (readonly [Text, Text])[], now: Text) {
  const store = new MemoryReviewStore();
  await store.recordWrites(
    RUN,
    writes.map(([before, after]) => ({ path: 'a.py', before, after })),
  );
  return planRollback(
    await store.getWrites(RUN),
    () => Promise.resolve(now ?? undefined),
    (hash) => store.readBlob(hash),
  );
}

describe('rollback', () => {
  const restored: readonly [string, readonly (readonly [Text, Text])[], Text, Text][] = [
    ['an edit', [['a\r\n', 'a\r\nb']], 'a\r\nb', 'a\r\n'],
    ['a new file', [[null, 'a\n']], 'a\n', null],
    ['an empty new file', [[null, '']], '', null],
    ['several accepts', [['a', 'b'], ['b', 'c']], 'c', 'a'], // prettier-ignore
    ['an undone accept', [['a', 'b']], 'a', 'a'],
    ['a deleted new file', [[null, 'a\n']], null, null],
    ['typing after it', [['a\nb\nc\n', 'a\nx\nc\n']], 'a\nx\nc\nd\n', 'a\nb\nc\nd\n'],
    ['typing between accepts', [['a\nb\nc\n', 'x\nb\nc\n'], ['x\nT\nc\n', 'x\nT\ny\n']], 'x\nT\ny\n', 'a\nT\nc\n'], // prettier-ignore
  ];
  for (const [name, writes, now, expected] of restored) {
    it(`restores ${name}`, async () => {
      const { writes: made, kept, undone } = await plan(writes, now);
      assert.deepEqual(kept, []);
      assert.equal(undone.length, writes.length);
      const [write] = made;
      if (now === expected) assert.equal(write, undefined);
      else if (expected === null) assert.deepEqual(write, { kind: 'delete', path: 'a.py', expected: now });
      else assert.deepEqual(write, { kind: 'replace', path: 'a.py', expected: now, text: expected });
    });
  }

  const kept: readonly [string, readonly (readonly [Text, Text])[], Text, RegExp][] = [
    ['edited lines of the run', [['a\nb\n', 'a\nx\n']], 'a\nxx\n', /edited by hand/],
    ['an edited new file', [[null, 'a\n']], 'a\nb\n', /edited after/],
    ['a deleted file', [['a\n', 'b\n']], null, /deleted after/],
  ];
  for (const [name, writes, now, reason] of kept) {
    it(`leaves ${name} alone`, async () => {
      const result = await plan(writes, now);
      assert.deepEqual(result.writes, []);
      assert.deepEqual(result.undone, []);
      assert.match(result.kept[0]?.reason ?? '', reason);
    });
  }
});
