import {
  close,
  closeSync,
  fstatSync,
  lstatSync,
  open,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFile,
  writeFileSync,
  type BigIntStats,
  type Dirent,
  type NoParamCallback,
} from 'node:fs';
import { lstat, readdir, readFile, realpath, rename, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { PromptCalls } from './promptCalls';

const calls = new PromptCalls();

/** In bytes. Reading or writing more is no small question. */
const SMALL = 65_536;

const openInThreads = promisify(open);
const closeInThreads = promisify(close);
const writeInThreads = promisify((descriptor: number, bytes: Uint8Array, done: NoParamCallback) =>
  writeFile(descriptor, bytes, done),
);

/** As their namesakes of node:fs/promises, for what is asked hundreds of times in a row; see PromptCalls. */
export const promptLstat = (file: string): Promise<BigIntStats> =>
  calls.ask(
    () => lstatSync(file, { bigint: true }),
    () => lstat(file, { bigint: true }),
  );

/** In bytes. */
export const promptSize = (file: string): Promise<number> =>
  calls.ask(
    () => statSync(file).size,
    async () => (await stat(file)).size,
  );

export const promptRealpath = (file: string): Promise<string> =>
  calls.ask(
    () => realpathSync.native(file),
    () => realpath(file),
  );

export const promptReaddir = (folder: string): Promise<Dirent[]> =>
  calls.ask(
    () => readdirSync(folder, { withFileTypes: true }),
    () => readdir(folder, { withFileTypes: true }),
  );

export const promptNames = (folder: string): Promise<string[]> =>
  calls.ask(
    () => readdirSync(folder),
    () => readdir(folder),
  );

export const promptRename = (from: string, to: string): Promise<void> =>
  calls.ask(
    () => renameSync(from, to),
    () => rename(from, to),
  );

export const promptOpen = (file: string, flags: string, mode: number): Promise<number> =>
  calls.ask(
    () => openSync(file, flags, mode),
    () => openInThreads(file, flags, mode),
  );

export const promptClose = (descriptor: number): Promise<void> =>
  calls.ask(
    () => closeSync(descriptor),
    () => closeInThreads(descriptor),
  );

/** Writes on where the descriptor stands. */
export const promptWrite = (descriptor: number, bytes: Uint8Array): Promise<void> =>
  bytes.length > SMALL
    ? writeInThreads(descriptor, bytes)
    : calls.ask(
        () => writeFileSync(descriptor, bytes),
        () => writeInThreads(descriptor, bytes),
      );

/** Only for what is a regular file: opening a pipe would wait. */
export async function promptRead(file: string): Promise<Uint8Array> {
  const small = await calls.ask(
    () => readIfSmall(file),
    () => Promise.resolve(undefined),
  );
  return small ?? readFile(file);
}

function readIfSmall(file: string): Uint8Array | undefined {
  const descriptor = openSync(file, 'r');
  try {
    return fstatSync(descriptor).size > SMALL ? undefined : readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
