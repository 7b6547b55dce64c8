import path from 'node:path';
import { version } from '../../package.json';
import type { Config } from '../core/config/configSchema';
import { logFrom } from '../core/config/logFrom';
import { bothLogs } from '../core/observability/bothLogs';
import { redactedLog } from '../core/redaction/redactedLog';
import { redactedSpan } from '../core/redaction/redactedStore';
import type { Secrets } from '../core/redaction/secrets';
import type { Span } from '../core/model/span';
import type { Log } from '../core/ports/system';
import { envFileTexts } from '../platform/files/envFiles';
import { logFiles } from '../platform/log/logFiles';
import { systemClock } from '../platform/systemClock';
import { otlpExporter, otlpHeaders } from '../platform/telemetry/otlpExporter';

export interface ObserverOptions {
  readonly storageFolder: string;
  readonly config: () => Config;
  readonly secrets: Secrets;
  /** What a person sees: a channel, standard error. */
  readonly shown: Log;
  /** `shown` for a process that may write nothing. */
  readonly keeps: 'files' | 'shown';
}

/** Those who are told what happens, without secrets. */
export interface Observers {
  readonly log: Log;
  readonly onSpans: (spans: readonly Span[]) => void;
  /** Resolves when everything is written and sent, or given up. */
  close(): Promise<void>;
}

/** Learns what the environment and the files of variables in a workspace name as secret; before anything is told. */
export async function learnSecrets(root: string, secrets: Secrets): Promise<void> {
  secrets.learn(process.env);
  for (const TOKEN of Object.values(exporterHeaders())) secrets.learn({ TOKEN });
  for (const text of await envFileTexts(root)) secrets.learnFile(text);
}

const exporterHeaders = () => otlpHeaders(process.env['OTEL_EXPORTER_OTLP_HEADERS']);

export function openObservers(options: ObserverOptions): Observers {
  const { storageFolder, config, secrets, shown, keeps } = options;
  const headers = exporterHeaders();
  const files = logFiles({ folder: path.join(storageFolder, 'logs'), clock: systemClock });
  const kept = logFrom(files, () => config().logging.level ?? 'info');
  const log = redactedLog(keeps === 'files' ? bothLogs(shown, kept) : shown, secrets);
  const exporter = otlpExporter({ endpoint: () => config().logging.otlpEndpoint, headers, version, log });
  return {
    log,
    onSpans: (spans) => exporter.send(spans.map((span) => redactedSpan(span, secrets))),
    close: async () => {
      await exporter.close();
      await files.flush();
    },
  };
}
