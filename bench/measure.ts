import type { Bench, BenchContext } from './bench';

export type Measured =
  | { readonly kind: 'measured'; readonly bench: Bench; readonly median: number; readonly p95: number }
  | { readonly kind: 'failed'; readonly bench: Bench; readonly reason: string };

/** Takes the samples of a benchmark. Never throws: what fails is a row of the table, too. */
export async function measure(bench: Bench, context: BenchContext): Promise<Measured> {
  try {
    const prepared = await bench.prepare(context);
    try {
      for (let left = bench.warmUps; left > 0; left--) await prepared.run();
      const times: number[] = [];
      for (let left = bench.samples; left > 0; left--) {
        const began = performance.now();
        await prepared.run();
        times.push(performance.now() - began);
      }
      return { kind: 'measured', bench, median: percentile(times, 0.5), p95: percentile(times, 0.95) };
    } finally {
      await prepared.close();
    }
  } catch (failure) {
    return { kind: 'failed', bench, reason: failure instanceof Error ? failure.message : String(failure) };
  }
}

/** The nearest-rank percentile; `share` from 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** Whether a benchmark was measured and kept what is promised. */
export function isKept(measured: Measured): boolean {
  if (measured.kind === 'failed') return false;
  const { target } = measured.bench;
  return target === null || measured[target.of] <= target.ms;
}

/** One line a benchmark: `name | median | p95 | target`. */
export function renderTable(rows: readonly Measured[]): string {
  const cells = rows.map((row): readonly string[] => {
    const { name, target } = row.bench;
    const promised = target === null ? '' : `${target.of} ${milliseconds(target.ms)}`;
    if (row.kind === 'failed') return [name, 'not measured', row.reason, promised];
    return [
      name,
      milliseconds(row.median),
      milliseconds(row.p95),
      isKept(row) ? promised : `${promised} MISSED`,
    ];
  });
  const header = ['name', 'median', 'p95', 'target'];
  const widths = header.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join(' | ')
      .trimEnd();
  return [line(header), widths.map((width) => '-'.repeat(width)).join(' | '), ...cells.map(line), ''].join(
    '\n',
  );
}

function milliseconds(value: number): string {
  if (value >= 1_000) return `${(value / 1_000).toFixed(2)} s`;
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}
