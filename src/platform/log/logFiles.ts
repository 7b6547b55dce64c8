import { appendFile, chmod, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Clock, Log } from '../../core/ports/system';

export interface LogFilesOptions {
  /** Absolute; made when missing. */
  readonly folder: string;
  readonly clock: Pick<Clock, 'now'>;
  /** Bytes of one file. */
  readonly largest?: number;
  /** Files at all, the current one included. */
  readonly most?: number;
}

const LARGEST = 1_000_000;
const MOST = 5;
/** Lines that wait for the disk; on one that does not answer, later ones are dropped. */
const WAITING = 10_000;

/** A log as JSON lines in files that only the user can read, the newest `groundwork.jsonl`; older ones have numbers. */
export interface LogFiles extends Log {
  /** Resolves when everything so far is written. Never fails: nothing depends on a log. */
  readonly flush: () => Promise<void>;
}

export function logFiles({ folder, clock, largest = LARGEST, most = MOST }: LogFilesOptions): LogFiles {
  const current = path.join(folder, 'groundwork.jsonl');
  const numbered = (number: number): string => path.join(folder, `groundwork.${String(number)}.jsonl`);
  let waiting: string[] = [];
  let size: number | undefined;
  let writing: Promise<void> | undefined;

  const rotate = async (): Promise<void> => {
    await rm(numbered(most - 1), { force: true });
    for (let number = most - 2; number >= 1; number--) {
      await rename(numbered(number), numbered(number + 1)).catch(ignore);
    }
    if (most > 1) await rename(current, numbered(1)).catch(ignore);
    else await rm(current, { force: true });
    size = 0;
  };
  const start = async (): Promise<number> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const found = await stat(current).catch(() => undefined);
    // One that another program made readable for all.
    if (found !== undefined) await chmod(current, 0o600);
    return found?.size ?? 0;
  };
  const write = async (): Promise<void> => {
    // What is logged in the same turn is written together.
    await Promise.resolve();
    while (waiting.length > 0) {
      const lines = waiting;
      waiting = [];
      size ??= await start();
      let chunk = '';
      for (const line of lines) {
        if (chunk !== '' && size + Buffer.byteLength(chunk + line) > largest) {
          await append(chunk);
          chunk = '';
        }
        if (chunk === '' && size > 0 && size + Buffer.byteLength(line) > largest) await rotate();
        chunk += line;
      }
      await append(chunk);
    }
  };
  const append = async (chunk: string): Promise<void> => {
    await appendFile(current, chunk, { mode: 0o600 });
    size = (size ?? 0) + Buffer.byteLength(chunk);
  };
  const entry =
    (level: keyof Log): Log[keyof Log] =>
    (message, data) => {
      if (waiting.length >= WAITING) return;
      waiting.push(`${JSON.stringify({ time: clock.now().toISOString(), level, message, ...data })}\n`);
      writing ??= write()
        .catch(ignore)
        .finally(() => (writing = undefined));
    };
  return {
    debug: entry('debug'),
    info: entry('info'),
    warn: entry('warn'),
    error: entry('error'),
    flush: async () => {
      while (writing !== undefined) await writing;
    },
  };
}

const ignore = (): void => undefined;
