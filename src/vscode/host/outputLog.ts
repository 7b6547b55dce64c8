import type { LogOutputChannel } from 'vscode';
import type { Log } from '../../core/ports/system';

/** The log as an output channel; its level is the user's choice. */
export function outputLog(channel: LogOutputChannel): Log {
  const line = (message: string, data?: Readonly<Record<string, unknown>>): string =>
    data === undefined ? message : `${message} ${JSON.stringify(data)}`;
  return {
    debug: (message, data) => channel.debug(line(message, data)),
    info: (message, data) => channel.info(line(message, data)),
    warn: (message, data) => channel.warn(line(message, data)),
    error: (message, data) => channel.error(line(message, data)),
  };
}
