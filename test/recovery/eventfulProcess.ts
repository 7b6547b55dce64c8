import { appendFileSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { openEventfulFolder } from './eventfulFolder';
import { carryOut } from './eventfulRun';

/**
 * The eventful run in a process that can be killed: `FOLDER SQL_WASM`. Goes on from where earlier ones came to; what it says
 * is in a file of the folder, so that a killed one has said it. Prints when it begins.
 */
const [folder = '', wasm = ''] = process.argv.slice(2);
const none = (): Promise<never> => Promise.reject(new Error('It needs nothing else.'));
const assets = { bytes: () => readFile(wasm), text: none, list: none };

async function main(): Promise<void> {
  writeSync(1, 'ready');
  const say = (line: string): void => appendFileSync(`${folder}/said`, `${line}\n`);
  const session = await openEventfulFolder(folder, assets, say);
  await carryOut(session);
  await session.store.close();
}

void main();
