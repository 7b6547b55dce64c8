import type { Bench, BenchContext, Unit } from './bench';

export type Measured =
  | {
      readonly kind: 'measured';
      readonly bench: Bench;
      readonly median: number;
      readonly p95: number;
      readonly most: number;
      /** Median of the processor time of this process in milliseconds: what stays the same on a busy machine. */
      readonly cpu: number;
    }
  | { readonly kind: 'failed'; readonly bench: Bench; readonly reason: string };

/** Takes the samples of a benchmark. Never throws: what fails is a row of the table, too. */
export async function measure(bench: Bench, context: BenchContext): Promise<Measured> {
  try {
    const prepared = await bench.prepare(context);
    try {
      for (let left = bench.warmUps; left > 0; left--) await prepared.run();
      const values: number[] = [];
      const cpu: number[] = [];
      for (let left = bench.samples; left > 0; left--) {
        const began = performance.now();
        const cpuBefore = process.cpuUsage();
        const answer = await prepared.run();
        values.push(typeof answer === 'number' ? answer : performance.now() - began);
        const { user, system } = process.cpuUsage(cpuBefore);
        cpu.push((user + system) / 1_000);
      }
      return {
        kind: 'measured',
        bench,
        median: percentile(values, 0.5),
        p95: percentile(values, 0.95),
        most: percentile(values, 1),
        cpu: percentile(cpu, 0.5),
      };
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
  return target === null || measured[target.of] <= target.limit;
}

/** One line a benchmark: `name | median | p95 | most | processor | [target] verdict`. */
export function renderTable(rows: readonly Measured[]): string {
  const cells = rows.map((row): readonly string[] => {
    const { name, target, unit = 'milliseconds' } = row.bench;
    const promised = target === null ? '' : `[${target.of} ${quantity(target.limit, unit)}]`;
    if (row.kind === 'failed') return [name, 'not measured', '', '', '', `${promised} ${row.reason}`.trim()];
    const verdict = isKept(row) ? 'met' : `MISSED, ${share(row)}`;
    return [
      name,
      quantity(row.median, unit),
      quantity(row.p95, unit),
      quantity(row.most, unit),
      unit === 'milliseconds' ? quantity(row.cpu, unit) : '',
      target === null ? '' : `${promised} ${verdict}`,
    ];
  });
  const header = ['name', 'median', 'p95', 'most', 'processor', '[target]'];
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

function share(row: Measured & { readonly kind: 'measured' }): string {
  const { target } = row.bench;
  return target === null ? '' : `${(row[target.of] / target.limit).toFixed(1)} times`;
}

function quantity(value: number, unit: Unit): string {
  if (unit === 'bytes') return `${(value / 1e6).toFixed(value < 1e7 ? 2 : 0)} MB`;
  if (value >= 1_000) return `${(value / 1_000).toFixed(2)} s`;
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}
