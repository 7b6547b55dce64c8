import assert from 'node:assert/strict';
import fc from 'fast-check';
import { z } from 'zod';
import { compress, ContextMemory, MEMORY_BYTES } from './contextMemory';

const rootKeys = (text: string): readonly string[] =>
  Object.keys(z.record(z.string(), z.unknown()).parse(JSON.parse(text)));
const size = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

describe('ContextMemory', () => {
  it('finds the facts that a phase needs among a hundred times their size of noise', () => {
    const numRuns = process.env['SOAK'] === undefined ? 50 : 10_000;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const memory = new ContextMemory();
        const expected = new Map<string, string[]>();
        const phases = ['requirements', 'schema', 'backend', 'frontend', 'security'];
        for (const [index, phase] of phases.entries()) {
          const facts = Array.from(
            { length: 40 },
            (_, fact) => `f${String(seed)}.${String(index)}.${String(fact)}`,
          );
          expected.set(phase, facts);
          const noise = Array.from(
            { length: 20 },
            (_, line) => `def f${String(line)}():\n${'    pass\n'.repeat(110)}`,
          );
          const specification = Object.fromEntries(facts.map((fact, key) => [`k${String(key)}`, fact]));
          memory.store({
            phase,
            declared: ['specification'],
            output: { specification, files: noise, log: noise },
          });
        }
        const found = phases.map((phase) => {
          const recalled = memory
            .recall(new Set([phase]))
            .map(({ text }) => text)
            .join('\n');
          return expected.get(phase)?.filter((fact) => recalled.includes(`"${fact}"`)).length ?? 0;
        });
        const share = found.reduce((sum, count) => sum + count, 0) / 200;
        assert.ok(share >= 0.95, `${String(share)} of the facts: ${found.join()}`);
        assert.ok(memory.bytes <= MEMORY_BYTES);
      }),
      { numRuns },
    );
  });

  it('stays within its limits, is deterministic and keeps no code, whatever is handed on', () => {
    const numRuns = process.env['SOAK'] === undefined ? 300 : 10_000;
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 8 }), (outputs) => {
        const memory = new ContextMemory();
        const again = new ContextMemory();
        outputs.forEach((output, index) => {
          const handOver = { phase: `p${String(index)}`, output, declared: Object.keys(output) };
          const record = memory.store(handOver);
          again.store(handOver);
          assert.ok(record.bytes <= Math.max(1024, Math.floor(size(output) / 10)));
          assert.equal(record.bytes, Buffer.byteLength(record.text));
          assert.ok(memory.bytes <= MEMORY_BYTES);
          for (const name of rootKeys(record.text)) assert.ok(name in output);
          JSON.parse(record.text, (key: string, value: unknown) => {
            assert.ok(!key.includes('\n') && !(typeof value === 'string' && value.includes('\n')));
            return value;
          });
        });
        const all = new Set(outputs.map((_, index) => `p${String(index)}`));
        assert.deepEqual(memory.recall(all), again.recall(all));
      }),
      { numRuns },
    );
  });

  it('evicts the largest of the old, keeps the newest and the reason', () => {
    const memory = new ContextMemory();
    const texts = (count: number): string[] =>
      Array.from({ length: count }, (_, n) => `t${String(n)} ${'x'.repeat(90)}`);
    const noise = 'code\n'.repeat(8_000);
    for (const [phase, count] of Object.entries({ a: 10, b: 35, c: 30, d: 35 })) {
      memory.store({ phase, declared: ['facts'], output: { facts: texts(count), noise } });
    }
    assert.deepEqual(
      memory.evictions.map(({ phase }) => phase),
      ['b'],
    );
    assert.match(memory.evictions[0]?.reason ?? '', /full when d ended/);
    assert.deepEqual(
      memory.recall(new Set(['a', 'b', 'c', 'd'])).map(({ phase }) => phase),
      ['a', 'c', 'd'],
    );
  });

  it('has one record of a phase that was run again', () => {
    const memory = new ContextMemory();
    memory.store({ phase: 'a', declared: ['x'], output: { x: 1 } });
    memory.store({ phase: 'a', declared: ['x'], output: { x: 2 } });
    assert.deepEqual(
      memory.recall(new Set(['a'])).map(({ text }) => text),
      ['{"x":2}'],
    );
  });

  it('says how much it dropped', () => {
    const facts = Array.from({ length: 100 }, (_, index) => `fact ${String(index)} ${'y'.repeat(40)}`);
    const record = compress({ phase: 'a', declared: ['facts'], output: { facts } });
    assert.equal((record.text.match(/fact /g)?.length ?? 0) + record.dropped, 100);
    assert.ok(record.dropped > 0);
  });
});
