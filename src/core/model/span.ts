import type { RunId } from './ids';

export const SPAN_KINDS = ['launch', 'phase', 'agent', 'model', 'tool', 'message', 'proof', 'check'] as const;
export type SpanKind = (typeof SPAN_KINDS)[number];

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/**
 * A stretch of time in which a run did one thing. The trace of a run is its id; a launch (or a proof) begins a tree of
 * spans. Names and attributes are those of OpenTelemetry, for models and agents its GenAI conventions.
 */
export interface Span {
  readonly runId: RunId;
  /** 16 lower-case hex digits. */
  readonly spanId: string;
  /** Null for the first of a tree. */
  readonly parentId: string | null;
  readonly kind: SpanKind;
  readonly name: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly endedAt: string;
  /** Code of the failure that it ended with; null when all was well. */
  readonly error: string | null;
  readonly attributes: SpanAttributes;
}

/** The attributes that reports read; whoever calls models sets them. */
export const SPAN_ATTRIBUTES = {
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  model: 'gen_ai.request.model',
  agent: 'gen_ai.agent.name',
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  /** Whether we counted the tokens, since the provider did not. */
  estimated: 'groundwork.usage.estimated',
  cacheReadTokens: 'gen_ai.usage.cache_read.input_tokens',
  /** In US dollars. */
  cost: 'groundwork.cost',
  /** Tokens of everything that was sent, as the budget counted them, and how many were allowed. */
  contextTokens: 'groundwork.context.tokens',
  contextLimit: 'groundwork.context.limit',
  /** Whether the answer came from our own cache: nothing was sent. */
  cached: 'groundwork.cached',
  phase: 'groundwork.phase',
  attempt: 'groundwork.attempt',
  /** Of a message: the agents, the record and its size. */
  from: 'groundwork.message.from',
  to: 'groundwork.message.to',
  record: 'groundwork.message.record',
  bytes: 'groundwork.message.bytes',
} as const;
