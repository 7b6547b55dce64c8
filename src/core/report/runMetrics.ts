import { SPAN_ATTRIBUTES, type Span } from '../model/span';

export interface ModelMetrics {
  /** Provider and model. */
  readonly model: string;
  readonly calls: number;
  readonly failed: number;
  /** Answers that were known: nothing was sent. */
  readonly known: number;
  /** Null where somebody did not count. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Whether some of them were counted by us, not by the provider. */
  readonly estimated: boolean;
  /** In US dollars, null where a price is not known. */
  readonly cost: number | null;
  readonly durationMs: number;
}

export interface PhaseMetrics {
  readonly phase: string;
  /** Of all attempts, waiting for people left out. */
  readonly durationMs: number;
  readonly attempts: number;
  /** The fullest context of a call, in tokens, and what was allowed; null where no model was asked. */
  readonly context: { readonly tokens: number; readonly limit: number | null } | null;
}

/** What a trace adds up to. */
export interface RunMetrics {
  /** Of launches and proofs, in which something was worked on. */
  readonly workedMs: number;
  readonly phases: readonly PhaseMetrics[];
  readonly models: readonly ModelMetrics[];
  readonly checksMs: number;
}

export function runMetrics(spans: readonly Span[]): RunMetrics {
  const ofKind = (kind: Span['kind']): readonly Span[] => spans.filter((span) => span.kind === kind);
  return {
    workedMs: total(spans.filter(({ parentId }) => parentId === null)),
    phases: grouped(ofKind('phase'), ({ attributes }) => String(attributes[SPAN_ATTRIBUTES.phase])).map(
      ([phase, attempts]) => ({
        phase,
        durationMs: total(attempts),
        attempts: attempts.length,
        context: fullest(spans, attempts),
      }),
    ),
    models: grouped(ofKind('model'), modelOf).map(([model, calls]) => modelMetrics(model, calls)),
    checksMs: total(ofKind('check')),
  };
}

export function durationOf({ startedAt, endedAt }: Span): number {
  return Math.max(0, Date.parse(endedAt) - Date.parse(startedAt));
}

function modelMetrics(model: string, spans: readonly Span[]): ModelMetrics {
  const calls = spans.filter((span) => !isKnown(span));
  // What failed was not counted by anybody, and nobody asks for its tokens.
  const answered = calls.filter(({ error }) => error === null);
  return {
    model,
    calls: calls.length,
    failed: calls.length - answered.length,
    known: spans.length - calls.length,
    inputTokens: sumOf(answered, SPAN_ATTRIBUTES.inputTokens),
    outputTokens: sumOf(answered, SPAN_ATTRIBUTES.outputTokens),
    estimated: answered.some(({ attributes }) => attributes[SPAN_ATTRIBUTES.estimated] === true),
    cost: sumOf(answered, SPAN_ATTRIBUTES.cost),
    durationMs: total(calls),
  };
}

const isKnown = ({ attributes }: Span): boolean => attributes[SPAN_ATTRIBUTES.cached] === true;

function modelOf({ attributes }: Span): string {
  const { [SPAN_ATTRIBUTES.provider]: provider, [SPAN_ATTRIBUTES.model]: model } = attributes;
  return [provider, model].filter((part) => part !== undefined && part !== '').join('/') || 'known answers';
}

/** A sum of which a part is not known is not known. */
function sumOf(spans: readonly Span[], attribute: string): number | null {
  let sum = 0;
  for (const { attributes } of spans) {
    const value = attributes[attribute];
    if (typeof value !== 'number') return null;
    sum += value;
  }
  return sum;
}

function fullest(spans: readonly Span[], attempts: readonly Span[]): PhaseMetrics['context'] {
  const below = new Set(attempts.map(({ spanId }) => spanId));
  // Children end before their parents, so that a second look finds grandchildren too.
  for (const _depth of [1, 2]) {
    for (const { spanId, parentId } of spans) if (parentId !== null && below.has(parentId)) below.add(spanId);
  }
  const used = spans.flatMap(({ spanId, attributes }) => {
    const tokens = attributes[SPAN_ATTRIBUTES.contextTokens];
    const limit = attributes[SPAN_ATTRIBUTES.contextLimit];
    if (!below.has(spanId) || typeof tokens !== 'number') return [];
    return [{ tokens, limit: typeof limit === 'number' ? limit : null }];
  });
  return used.sort((a, b) => b.tokens - a.tokens)[0] ?? null;
}

function grouped(
  spans: readonly Span[],
  keyOf: (span: Span) => string,
): readonly (readonly [string, readonly Span[]])[] {
  const groups = new Map<string, Span[]>();
  for (const span of spans) groups.set(keyOf(span), [...(groups.get(keyOf(span)) ?? []), span]);
  return [...groups];
}

const total = (spans: readonly Span[]): number => spans.reduce((sum, span) => sum + durationOf(span), 0);
