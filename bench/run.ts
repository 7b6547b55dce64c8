import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeAssets } from '../src/platform/nodeAssets';
import type { Bench } from './bench';
import { isKept, measure, renderTable, type Measured } from './measure';

/** Runs the benchmarks whose name contains `filter`, prints the table; answers the exit code. */
export async function runBenches(
  benches: readonly Bench[],
  options: { readonly repository: string; readonly dist: string; readonly filter: string },
): Promise<number> {
  const chosen = benches.filter(({ name }) => name.includes(options.filter));
  const folder = await mkdtemp(path.join(tmpdir(), 'groundwork-bench-'));
  const context = {
    assets: nodeAssets(options.dist),
    dist: options.dist,
    folder,
    repository: options.repository,
  };
  const rows: Measured[] = [];
  try {
    for (const bench of chosen) {
      process.stderr.write(`[${String(rows.length + 1)}/${String(chosen.length)}] ${bench.name} ...\n`);
      const began = performance.now();
      rows.push(await measure(bench, context));
      process.stderr.write(`      took ${((performance.now() - began) / 1_000).toFixed(0)} s\n`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  process.stdout.write(`\n${renderTable(rows)}`);
  return rows.length > 0 && rows.every(isKept) ? 0 : 1;
}
