import type { Log } from '../ports/system';
import type { Secrets } from './secrets';

/** A log that is told no secret. */
export function redactedLog(log: Log, secrets: Secrets): Log {
  const entry =
    (level: keyof Log): Log[keyof Log] =>
    (message, data) => {
      const told: Record<string, unknown> = {};
      for (const [key, value] of Object.entries(data ?? {})) told[key] = secrets.redactValue(value);
      log[level](secrets.redact(message), data === undefined ? undefined : told);
    };
  return { debug: entry('debug'), info: entry('info'), warn: entry('warn'), error: entry('error') };
}
