import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeAssets } from '../src/platform/nodeAssets';
import type { Bench } from './bench';
import { contextTable } from './contextTable';
import { isKept, measure, renderTable, type Measured } from './measure';

/** Asked for by name like a benchmark; it measures nothing that a target is promised for. */
const CONTEXT = 'context by phase';

/** Runs the benchmarks whose name contains `filter`, prints the tables; answers the exit code. */
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
  const shown = CONTEXT.includes(options.filter);
  if (rows.length > 0) process.stdout.write(`\n${renderTable(rows)}`);
  if (shown) process.stdout.write(`\n${await contextTable(context.assets)}`);
  return (rows.length > 0 || shown) && rows.every(isKept) ? 0 : 1;
}
