import type { AgentUse } from '../model/agentUse';
import type { ModelsView } from '../model/runView';
import { SPAN_ATTRIBUTES, type Span } from '../model/span';

/**
 * What calls of models came to together: as the agents said, or, where attempts were in vain, as the calls themselves were
 * traced. A sum of which a part is not known is not known.
 */
export function totalUse(uses: readonly AgentUse[], calls: readonly Span[] = []): ModelsView {
  const asked = uses.filter((use) => use.calls > 0);
  const told = {
    agents: uses.length,
    calls: sum(uses.map((use) => use.calls)),
    known: uses.length - asked.length,
    lines: sum(uses.map(({ lines }) => lines)),
    inputTokens: sumOfKnown(asked.map(({ usage }) => usage?.input)),
    outputTokens: sumOfKnown(asked.map(({ usage }) => usage?.output)),
    estimated: asked.some(({ usage }) => usage?.estimated === true),
    cost: sumOfKnown(asked.map(({ cost }) => cost)),
    givenUp: uses.flatMap(({ givenUp }) => givenUp.map(({ agent, item, lines }) => ({ agent, item, lines }))),
  };
  if (calls.length === 0) return told;
  // What failed was not counted by anybody.
  const answered = calls.filter(({ error }) => error === null);
  const traced = (name: string): number | null =>
    sumOfKnown(
      answered.map(({ attributes: { [name]: value } }) => (typeof value === 'number' ? value : undefined)),
    );
  return {
    ...told,
    calls: calls.length,
    inputTokens: traced(SPAN_ATTRIBUTES.inputTokens),
    outputTokens: traced(SPAN_ATTRIBUTES.outputTokens),
    estimated: answered.some(({ attributes }) => attributes[SPAN_ATTRIBUTES.estimated] === true),
    cost: traced(SPAN_ATTRIBUTES.cost),
  };
}

/** By key of the phase, the calls of models in all its attempts; answers that were known are none. */
export function callsByPhase(spans: readonly Span[]): ReadonlyMap<string, readonly Span[]> {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const calls = new Map<string, Span[]>();
  for (const span of spans) {
    if (span.kind !== 'model' || span.attributes[SPAN_ATTRIBUTES.cached] === true) continue;
    let around: Span | undefined = span;
    while (around !== undefined && around.kind !== 'phase') around = byId.get(around.parentId ?? '');
    const key = around?.attributes[SPAN_ATTRIBUTES.phase];
    if (typeof key === 'string') calls.set(key, [...(calls.get(key) ?? []), span]);
  }
  return calls;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function sumOfKnown(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => value !== null && value !== undefined);
  return known.length === values.length ? sum(known) : null;
}
