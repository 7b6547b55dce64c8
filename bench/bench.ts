import type { Assets } from '../src/core/ports/system';

/** What a benchmark may use: the product's files and a folder of its own on disk, empty at the start. */
export interface BenchContext {
  readonly assets: Assets;
  /** The product as it was built for the benchmarks. */
  readonly dist: string;
  readonly folder: string;
  /** Absolute path of the repository. */
  readonly repository: string;
}

/** One way through the program, prepared. */
export interface PreparedBench {
  /** One sample: the time it takes, or the number that it answers. */
  run(): Promise<unknown>;
  close(): Promise<void>;
}

export type Unit = 'milliseconds' | 'bytes';

export interface Bench {
  readonly name: string;
  readonly unit?: Unit;
  /** What issue or design promises for the median (or the 95th percentile, or every sample), in the unit; null for none. */
  readonly target: { readonly of: 'median' | 'p95' | 'most'; readonly limit: number } | null;
  /** Samples taken, after `warmUps` that do not count. */
  readonly samples: number;
  readonly warmUps: number;
  prepare(context: BenchContext): Promise<PreparedBench>;
}
