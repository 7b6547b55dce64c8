import { toAppError } from '../../core/model/appError';
import type { Span } from '../../core/model/span';
import type { Log } from '../../core/ports/system';
import { otlpTraces } from './otlpTraces';

export interface OtlpExporterOptions {
  /** Address of a collector, e.g. `http://127.0.0.1:4318`; undefined while nothing is to be sent. */
  readonly endpoint: () => string | undefined;
  /** Of `OTEL_EXPORTER_OTLP_HEADERS`: keys belong in the environment. */
  readonly headers: Readonly<Record<string, string>>;
  readonly version: string;
  readonly log: Log;
  readonly timeoutMs?: number;
}

export interface OtlpExporter {
  /** Sends in the background. Nothing is kept for later: what a collector does not take is lost, and said once. */
  readonly send: (spans: readonly Span[]) => void;
  /** Resolves when everything was sent or given up. */
  readonly close: () => Promise<void>;
}

const TIMEOUT_MS = 3_000;
/** Requests under way; a collector that hangs must not fill the memory. */
const MOST = 20;

/** Hands spans to a collector: opt-in, spans only, never a text of a prompt or a file. */
export function otlpExporter(options: OtlpExporterOptions): OtlpExporter {
  const { endpoint, headers, version, log, timeoutMs = TIMEOUT_MS } = options;
  const underWay = new Set<Promise<void>>();
  let hasComplained = false;

  const post = async (address: string, spans: readonly Span[]): Promise<void> => {
    try {
      const response = await fetch(`${address.replace(/\/+$/, '')}/v1/traces`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(otlpTraces(spans, version)),
        signal: AbortSignal.timeout(timeoutMs),
        // A collector that sends elsewhere would be given the headers there.
        redirect: 'error',
      });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`it answered ${String(response.status)}`);
      hasComplained = false;
    } catch (failure) {
      if (!hasComplained)
        log.warn('traces were not taken', { endpoint: address, message: toAppError(failure).message });
      hasComplained = true;
    }
  };
  return {
    send(spans) {
      const address = endpoint();
      if (address === undefined || spans.length === 0 || underWay.size >= MOST) return;
      const sending = post(address, spans).finally(() => underWay.delete(sending));
      underWay.add(sending);
    },
    close: async () => {
      await Promise.all(underWay);
    },
  };
}

/** `name=value,name=value`, values percent-encoded. */
export function otlpHeaders(variable: string | undefined): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const pair of (variable ?? '').split(',')) {
    const [, name, value] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
    if (name === undefined || value === undefined) continue;
    try {
      headers[name.toLowerCase()] = decodeURIComponent(value);
    } catch {
      headers[name.toLowerCase()] = value;
    }
  }
  return headers;
}
