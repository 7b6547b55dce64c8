import type { ConfigPlace, ConfigProblem } from './configProblem';

/** Section, setting, and what is below: `['execution', 'concurrency']`. */
export type SettingPath = readonly (string | number)[];

/** One source of the configuration, read but not checked. */
export interface ConfigLayer {
  /** Who chose it: what comes with a workspace may be anyone's. */
  readonly owner: 'person' | 'workspace';
  readonly data: unknown;
  /** Where a setting stands; the nearest place that exists for one that is missing. */
  locate(path: SettingPath, part: 'key' | 'value'): ConfigPlace;
}

export type ReadLayer =
  | { readonly kind: 'layer'; readonly layer: ConfigLayer }
  | { readonly kind: 'refused'; readonly problems: readonly ConfigProblem[] };
