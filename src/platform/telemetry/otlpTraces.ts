import type { Span, SpanKind } from '../../core/model/span';

/** A request of the OpenTelemetry protocol, JSON over HTTP: https://opentelemetry.io/docs/specs/otlp/#otlphttp */
export function otlpTraces(spans: readonly Span[], version: string): unknown {
  return {
    resourceSpans: [
      {
        resource: {
          attributes: [text('service.name', 'groundwork'), text('service.version', version)],
        },
        scopeSpans: [{ scope: { name: 'groundwork', version }, spans: spans.map(otlpSpan) }],
      },
    ],
  };
}

function otlpSpan(span: Span): unknown {
  return {
    // A run's id has the form of a trace id: 16 bytes in hex.
    traceId: span.runId,
    spanId: span.spanId,
    ...(span.parentId === null ? {} : { parentSpanId: span.parentId }),
    name: span.name,
    kind: KINDS[span.kind],
    startTimeUnixNano: nanoseconds(span.startedAt),
    endTimeUnixNano: nanoseconds(span.endedAt),
    attributes: [
      ...Object.entries(span.attributes).map(([key, value]) => ({ key, value: anyValue(value) })),
      ...(span.error === null ? [] : [text('error.type', span.error)]),
    ],
    // 0 unset, 2 error: 1 is for people who looked.
    status: { code: span.error === null ? 0 : 2 },
  };
}

const INTERNAL = 1;
const CLIENT = 3;
const KINDS: Readonly<Record<SpanKind, number>> = {
  launch: INTERNAL,
  phase: INTERNAL,
  agent: INTERNAL,
  model: CLIENT,
  tool: INTERNAL,
  message: INTERNAL,
  proof: INTERNAL,
  check: INTERNAL,
};

/** 64 bits: as a string in JSON. */
const nanoseconds = (time: string): string => `${String(Date.parse(time))}000000`;

function anyValue(value: string | number | boolean): unknown {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

const text = (key: string, value: string): unknown => ({ key, value: { stringValue: value } });
