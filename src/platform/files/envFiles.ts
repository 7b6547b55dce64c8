import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { IGNORED_FOLDERS } from './ignoredFolders';

const ENV_FILE = /^\.env(rc|\..*)?$|\.env$/;
const DEEPEST = 3;
const MOST_FOLDERS = 400;
const LARGEST = 100_000;

/** Texts of the files of variables near the top of a workspace: what they name as secret is kept out of texts. Never fails. */
export async function envFileTexts(root: string): Promise<readonly string[]> {
  const texts: string[] = [];
  let folders = [root];
  let seen = 0;
  for (let depth = 0; depth <= DEEPEST && folders.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of folders) {
      if ((seen += 1) > MOST_FOLDERS) return texts;
      for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
        const place = path.join(folder, entry.name);
        if (entry.isDirectory() && !IGNORED_FOLDERS.has(entry.name)) next.push(place);
        if (entry.isFile() && ENV_FILE.test(entry.name)) {
          const text = await readFile(place, 'utf8').catch(() => '');
          if (text.length <= LARGEST) texts.push(text);
        }
      }
    }
    folders = next;
  }
  return texts;
}
