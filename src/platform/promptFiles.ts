import { lstatSync, readdirSync, realpathSync, type BigIntStats, type Dirent } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { PromptCalls } from './promptCalls';

const calls = new PromptCalls();

/** As their namesakes of node:fs/promises, for what is asked hundreds of times in a row; see PromptCalls. */
export const promptLstat = (file: string): Promise<BigIntStats> =>
  calls.ask(
    () => lstatSync(file, { bigint: true }),
    () => lstat(file, { bigint: true }),
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
