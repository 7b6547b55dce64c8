import type { Log } from '../ports/system';

/** What is logged goes to both. */
export function bothLogs(first: Log, second: Log): Log {
  const entry =
    (level: keyof Log): Log[keyof Log] =>
    (message, data) => {
      first[level](message, data);
      second[level](message, data);
    };
  return { debug: entry('debug'), info: entry('info'), warn: entry('warn'), error: entry('error') };
}
