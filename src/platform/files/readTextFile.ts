import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { AppError } from '../../core/model/appError';
import { isMissing } from './confinedPath';
import { decodeText } from './decodeText';
import { messageOf } from '../../shared/messageOf';

/** No source that a person edits is larger; parsing one would stop the editor for seconds. */
const MOST_BYTES = 4_000_000;

/**
 * Text of a regular file with byte order mark and line ends, undefined when there is none. Throws AppError `parseFailed` for
 * what is no regular file, too large or no UTF-8, `storageFailed` for what may not be read. `name` is for people.
 */
export function readTextFile(absolute: string, name: string): Promise<string | undefined> {
  return unlessMissing(name, async () => decodeText(await readRegularFile(absolute, name), name));
}

/** What a read gives, undefined when the file is not there. Throws AppError, `storageFailed` for what the system refuses. */
export async function unlessMissing<T>(name: string, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (failure) {
    if (failure instanceof AppError) throw failure;
    if (isMissing(failure)) return undefined;
    throw new AppError(
      'storageFailed',
      `${name} cannot be read (${codeOf(failure)}).`,
      'Correct its permissions, or remove it.',
      { cause: failure },
    );
  }
}

/** A pipe, socket or device is refused before it is opened, since reading it may never end. Throws what reading throws. */
export async function readRegularFile(absolute: string, name: string): Promise<Uint8Array> {
  if (!(await stat(absolute)).isFile()) throw irregular(name);
  // What stands there may have been exchanged since: opening a pipe must not wait for a writer.
  const handle = await open(absolute, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const opened = await handle.stat();
    if (!opened.isFile()) throw irregular(name);
    if (opened.size > MOST_BYTES) {
      throw new AppError(
        'parseFailed',
        `${name} has ${(opened.size / 1e6).toFixed(1)} MB, more than a source has.`,
        'Make it smaller, or move data out of it.',
      );
    }
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

function irregular(name: string): AppError {
  return new AppError('parseFailed', `${name} is no regular file.`, 'Remove it, or give it another name.');
}

function codeOf(failure: unknown): string {
  if (!(failure instanceof Error)) return messageOf(failure);
  return 'code' in failure && typeof failure.code === 'string' ? failure.code : failure.message;
}
