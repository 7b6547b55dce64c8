import type { Assets } from '../src/core/ports/system';

/** What a benchmark may use: the product's files and a folder of its own on disk, empty at the start. */
export interface BenchContext {
  readonly assets: Assets;
  readonly folder: string;
  /** Absolute path of the repository. */
  readonly repository: string;
}

/** One way through the program, prepared; each call of `run` is one sample. */
export interface PreparedBench {
  run(): Promise<unknown>;
  close(): Promise<void>;
}

export interface Bench {
  readonly name: string;
  /** What issue or design promises for the median (or the 95th percentile), in milliseconds; null for none. */
  readonly target: { readonly of: 'median' | 'p95'; readonly ms: number } | null;
  /** Samples taken, after `warmUps` that do not count. */
  readonly samples: number;
  readonly warmUps: number;
  prepare(context: BenchContext): Promise<PreparedBench>;
}
