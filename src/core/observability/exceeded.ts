import type { Config } from '../config/configSchema';
import type { AlertKind } from '../model/alert';
import type { RunMetrics } from '../report/runMetrics';

export interface Measured {
  readonly metrics: Pick<RunMetrics, 'phases' | 'models'>;
  readonly openFindings: number;
  /** Null when it was not looked at. */
  readonly storeBytes: number | null;
}

/** What lies above the limits, with a sentence for people. What nobody counted is above none. */
export function exceeded(
  { metrics, openFindings, storeBytes }: Measured,
  limits: Config['alerts'],
): ReadonlyMap<AlertKind, string> {
  const messages = new Map<AlertKind, string>();
  const compare = (kind: AlertKind, measured: number, say: (limit: number) => string): void => {
    if (measured > limits[kind]) messages.set(kind, `${say(limits[kind])} (alerts.${kind}).`);
  };
  const slowest = [...metrics.phases].sort((a, b) => b.durationMs - a.durationMs)[0];
  if (slowest !== undefined) {
    const minutes = slowest.durationMs / 60_000;
    compare(
      'phaseMinutes',
      minutes,
      (limit) => `The phase ${slowest.phase} took ${rounded(minutes)} minutes, more than ${String(limit)}`,
    );
  }
  const sum = (of: (model: RunMetrics['models'][number]) => number | null): number =>
    metrics.models.reduce((total, model) => total + (of(model) ?? 0), 0);
  const tokens = sum(({ inputTokens }) => inputTokens) + sum(({ outputTokens }) => outputTokens);
  compare('tokens', tokens, (limit) => `Models used ${String(tokens)} tokens, more than ${String(limit)}`);
  const cost = sum((model) => model.cost);
  compare('costDollars', cost, (limit) => `Models cost $${cost.toFixed(2)}, more than $${String(limit)}`);
  compare(
    'findings',
    openFindings,
    (limit) =>
      `${String(openFindings)} finding${openFindings === 1 ? ' is' : 's are'} open, more than ${String(limit)}`,
  );
  const megabytes = (storeBytes ?? 0) / 1_000_000;
  compare(
    'storeMegabytes',
    megabytes,
    (limit) => `The store of runs takes ${rounded(megabytes)} MB, more than ${String(limit)}`,
  );
  return messages;
}

const rounded = (value: number): string => value.toFixed(value < 10 ? 1 : 0);
