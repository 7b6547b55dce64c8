import type { Log } from '../ports/system';
import { LOG_LEVELS, type LogLevel } from './configSchema';

/** A log without the entries below a level; the level is asked for at each entry, undefined writes all. */
export function logFrom(log: Log, level: () => LogLevel | undefined): Log {
  const passing =
    (own: LogLevel): Log[LogLevel] =>
    (message, data) => {
      if (LOG_LEVELS.indexOf(own) >= LOG_LEVELS.indexOf(level() ?? 'debug')) log[own](message, data);
    };
  return { debug: passing('debug'), info: passing('info'), warn: passing('warn'), error: passing('error') };
}
