import type { ErrorCode } from '../model/appError';
import { toAppError } from '../model/appError';
import type { RunId } from '../model/ids';
import type { Span, SpanAttributes, SpanKind } from '../model/span';
import type { ActiveSpan, PastSpan } from '../ports/activeSpan';
import type { StateStore } from '../ports/stateStore';
import type { Clock, Log, Random } from '../ports/system';

export interface TracerPorts {
  readonly store: Pick<StateStore, 'addSpans'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Whoever else wants ended spans, e.g. an exporter. Must not throw. */
  readonly onSpans: (spans: readonly Span[]) => void;
}

interface Begun {
  readonly runId: RunId;
  readonly parentId: string | null;
  readonly kind: SpanKind;
  readonly name: string;
  readonly attributes: SpanAttributes;
}

/** Collects the spans of runs; `flush` keeps those that ended. */
export class Tracer {
  private readonly ports: TracerPorts;
  private readonly ended = new Map<RunId, Span[]>();

  constructor(ports: TracerPorts) {
    this.ports = ports;
  }

  /** Begins a tree of spans in the trace of a run. */
  begin(runId: RunId, kind: SpanKind, name: string, attributes: SpanAttributes = {}): ActiveSpan {
    return this.open({ runId, parentId: null, kind, name, attributes });
  }

  /** Never fails: a run does not depend on what is told of it. */
  async flush(runId: RunId): Promise<void> {
    const spans = this.ended.get(runId) ?? [];
    if (spans.length === 0) return;
    this.ended.delete(runId);
    this.ports.onSpans(spans);
    for (const { spanId, parentId, name, startedAt, endedAt, error } of spans) {
      const durationMs = Date.parse(endedAt) - Date.parse(startedAt);
      this.ports.log[parentId === null ? 'info' : 'debug'](name, {
        run: runId,
        span: spanId,
        durationMs,
        error,
      });
    }
    try {
      await this.ports.store.addSpans(runId, spans);
    } catch (failure) {
      this.ports.log.debug('spans not kept', { run: runId, message: toAppError(failure).message });
    }
  }

  private open(begun: Begun): OpenSpan {
    const newId = (): string => this.ports.random.id().slice(0, 16);
    return new OpenSpan(begun, newId(), this.ports.clock, {
      open: (child) => this.open(child),
      newId,
      add: (span) => this.add(span),
    });
  }

  private add(span: Span): void {
    const spans = this.ended.get(span.runId) ?? [];
    spans.push(span);
    this.ended.set(span.runId, spans);
  }
}

interface SpanOwner {
  open(begun: Begun): OpenSpan;
  newId(): string;
  add(span: Span): void;
}

class OpenSpan implements ActiveSpan {
  private readonly id: string;
  private readonly begun: Begun;
  private readonly clock: Clock;
  private readonly owner: SpanOwner;
  private readonly startedAt: string;
  private attributes: SpanAttributes;
  private isOver = false;

  constructor(begun: Begun, id: string, clock: Clock, owner: SpanOwner) {
    this.begun = begun;
    this.id = id;
    this.clock = clock;
    this.owner = owner;
    this.attributes = begun.attributes;
    this.startedAt = clock.now().toISOString();
  }

  set(attributes: SpanAttributes): void {
    this.attributes = { ...this.attributes, ...attributes };
  }

  child(kind: SpanKind, name: string, attributes: SpanAttributes = {}): ActiveSpan {
    return this.owner.open({ runId: this.begun.runId, parentId: this.id, kind, name, attributes });
  }

  record(kind: SpanKind, name: string, past: PastSpan): void {
    const now = this.clock.now();
    this.owner.add({
      runId: this.begun.runId,
      spanId: this.owner.newId(),
      parentId: this.id,
      kind,
      name,
      startedAt: new Date(now.getTime() - past.durationMs).toISOString(),
      endedAt: now.toISOString(),
      error: past.error,
      attributes: past.attributes,
    });
  }

  end(error?: ErrorCode): void {
    if (this.isOver) return;
    this.isOver = true;
    const { runId, parentId, kind, name } = this.begun;
    const { id: spanId, startedAt, attributes } = this;
    const endedAt = this.clock.now().toISOString();
    this.owner.add({
      runId,
      spanId,
      parentId,
      kind,
      name,
      startedAt,
      endedAt,
      error: error ?? null,
      attributes,
    });
  }
}
