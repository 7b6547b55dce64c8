import type { Log } from '../core/ports/system';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LEVELS)[number];

/**
 * One line an entry on standard error, since standard output belongs to results. Entries below `minimum` are left out.
 */
export function consoleLog(
  minimum: LogLevel = 'info',
  write: (line: string) => void = (line) => void process.stderr.write(line),
): Log {
  const entry =
    (level: LogLevel) =>
    (message: string, data?: Readonly<Record<string, unknown>>): void => {
      if (LEVELS.indexOf(level) < LEVELS.indexOf(minimum)) return;
      write(`${level}: ${message}${data === undefined ? '' : ` ${JSON.stringify(data)}`}\n`);
    };
  return { debug: entry('debug'), info: entry('info'), warn: entry('warn'), error: entry('error') };
}
