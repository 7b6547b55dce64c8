import type { ErrorCode } from '../model/appError';
import type { SpanAttributes, SpanKind } from '../model/span';

export interface PastSpan {
  readonly durationMs: number;
  readonly error: string | null;
  readonly attributes: SpanAttributes;
}

/** A span under way. Nothing here fails or waits: what is traced never depends on its trace. */
export interface ActiveSpan {
  set(attributes: SpanAttributes): void;
  child(kind: SpanKind, name: string, attributes?: SpanAttributes): ActiveSpan;
  /** A child that is over already. */
  record(kind: SpanKind, name: string, past: PastSpan): void;
  /** Only the first call counts. */
  end(error?: ErrorCode): void;
}
