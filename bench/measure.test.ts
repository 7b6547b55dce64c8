import { strict as assert } from 'node:assert';
import type { Bench, BenchContext } from './bench';
import { isKept, measure, percentile, renderTable } from './measure';

const CONTEXT: BenchContext = {
  assets: { bytes: unused, text: unused, list: unused },
  dist: '',
  folder: '',
  repository: '',
};

function unused(): Promise<never> {
  return Promise.reject(new Error('not used here'));
}

function bench(run: () => Promise<void>, target: Bench['target'] = null): Bench {
  const close = (): Promise<void> => Promise.resolve();
  return { name: 'a bench', target, samples: 3, warmUps: 2, prepare: () => Promise.resolve({ run, close }) };
}

describe('benchmarks', () => {
  const RANKS: readonly (readonly [readonly number[], number, number])[] = [
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 3, 2], 0.5, 2],
    [[5], 0.95, 5],
    [Array.from({ length: 100 }, (_, index) => index + 1), 0.95, 95],
    [[], 0.5, 0],
  ];
  for (const [values, share, expected] of RANKS) {
    it(`takes ${share} of ${values.length} values`, () => {
      assert.equal(percentile(values, share), expected);
    });
  }

  it('runs warm-ups and samples', async () => {
    let runs = 0;
    const measured = await measure(
      bench(() => {
        runs += 1;
        return Promise.resolve();
      }),
      CONTEXT,
    );
    assert.equal(runs, 5);
    assert.equal(measured.kind, 'measured');
  });

  it('shows what failed and what is too slow', async () => {
    const failing = await measure(
      bench(() => Promise.reject(new Error('no database'))),
      CONTEXT,
    );
    const slow = {
      kind: 'measured',
      bench: bench(unused, { of: 'p95', limit: 100 }),
      median: 90,
      p95: 110,
      most: 120,
      cpu: 8,
    } as const;
    const fine = { ...slow, bench: bench(unused, { of: 'median', limit: 100 }) };
    assert.deepEqual([failing, slow, fine].map(isKept), [false, false, true]);
    const table = renderTable([failing, slow, fine]);
    assert.match(table, /a bench \| not measured \|.*no database/);
    assert.match(
      table,
      /a bench \| 90 ms +\| 110 ms \| 120 ms \| 8.00 ms +\| \[p95 100 ms\] MISSED, 1.1 times\n/,
    );
    assert.match(table, /a bench \| 90 ms +\| 110 ms \| 120 ms \| 8.00 ms +\| \[median 100 ms\] met\n/);
  });

  it('takes the number that a sample answers in the place of its time', async () => {
    const sizes = [3_000_000, 1_000_000, 2_000_000];
    const target = { of: 'most', limit: 2_500_000 } as const;
    const size: Bench = {
      name: 'a size',
      unit: 'bytes',
      target,
      samples: 3,
      warmUps: 0,
      prepare: () =>
        Promise.resolve({ run: () => Promise.resolve(sizes.shift()), close: () => Promise.resolve() }),
    };
    const measured = await measure(size, CONTEXT);
    assert.equal(isKept(measured), false);
    assert.match(
      renderTable([measured]),
      /a size \| 2.00 MB \| 3.00 MB \| 3.00 MB \|.*\[most 2.50 MB\] MISSED/,
    );
  });
});
