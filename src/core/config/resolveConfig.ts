import { configSchema, type Config } from './configSchema';
import type { ConfigLayer, ReadLayer } from './configLayer';
import type { ConfigProblem } from './configProblem';
import { describeIssue } from './describeIssue';
import { keyWarnings } from './keyWarnings';
import { isSettings, mergeSettings, type Settings } from './mergeSettings';
import { withoutTrusted } from './trustedSettings';

export type ConfigReading = {
  /** What counts, and should not stand there. */
  readonly warnings: readonly ConfigProblem[];
} & (
  | {
      readonly kind: 'valid';
      readonly config: Config;
      /** Settings of an untrusted workspace that do not count. */
      readonly ignored: readonly string[];
    }
  | {
      readonly kind: 'broken';
      readonly problems: readonly ConfigProblem[];
      /** What the other layers say: for whoever has no configuration yet. */
      readonly rest: Config;
    }
);

/** Merges layers, later ones over earlier ones, each checked by itself. */
export function resolveConfig(layers: readonly ReadLayer[], trust: 'trusted' | 'untrusted'): ConfigReading {
  const problems: ConfigProblem[] = [];
  const warnings: ConfigProblem[] = [];
  const ignored: string[] = [];
  let merged: Settings = {};
  for (const read of layers) {
    if (read.kind === 'layer') warnings.push(...keyWarnings(read.layer));
    const checked = read.kind === 'layer' ? checkLayer(read.layer) : read;
    if (checked.kind === 'refused') {
      problems.push(...checked.problems);
      continue;
    }
    const isFree = trust === 'trusted' || checked.layer.owner === 'person';
    const counted = isFree ? { settings: checked.settings, ignored: [] } : withoutTrusted(checked.settings);
    ignored.push(...counted.ignored);
    merged = mergeSettings(merged, counted.settings);
  }
  const config = configSchema.parse(merged);
  if (problems.length > 0) return { kind: 'broken', problems, warnings, rest: config };
  return { kind: 'valid', config, warnings, ignored: [...new Set(ignored)] };
}

type CheckedLayer =
  | { readonly kind: 'checked'; readonly layer: ConfigLayer; readonly settings: Settings }
  | { readonly kind: 'refused'; readonly problems: readonly ConfigProblem[] };

/** Problems of one layer by itself, in the order in which they stand. */
export function checkLayer(layer: ConfigLayer): CheckedLayer {
  const data = withoutEmptySections(layer.data);
  const result = configSchema.safeParse(data);
  if (result.success && isSettings(data)) return { kind: 'checked', layer, settings: data };
  const problems = (result.error?.issues ?? [])
    .flatMap((issue) => describeIssue(issue, data))
    .map(({ path, part, message, suggestion }) => ({ ...layer.locate(path, part), message, suggestion }));
  return { kind: 'refused', problems: problems.sort(byPlace) };
}

/** An empty file, or a section whose settings are all commented out, says nothing. */
function withoutEmptySections(data: unknown): unknown {
  if (data === null || data === undefined) return {};
  if (!isSettings(data)) return data;
  return Object.fromEntries(Object.entries(data).filter(([, section]) => section !== null));
}

function byPlace({ position: one }: ConfigProblem, { position: other }: ConfigProblem): number {
  if (one === null || other === null) return 0;
  return one.line - other.line || one.column - other.column;
}
