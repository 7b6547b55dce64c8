export const HEALTH_AREAS = ['workspace', 'store', 'tools', 'models', 'limits'] as const;
export type HealthArea = (typeof HEALTH_AREAS)[number];

/** One thing that runs depend on, looked at, for people. */
export interface HealthItem {
  readonly area: HealthArea;
  /** `ruff`, `run store`: short. */
  readonly name: string;
  /** A `notice` is no fault: something is not there or near its limit, and what needs it says so. */
  readonly status: 'good' | 'notice' | 'bad';
  readonly detail: string;
  /** What to do; null where nothing is to be done. */
  readonly suggestion: string | null;
}
