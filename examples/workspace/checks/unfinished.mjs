// A check of your own: it ends with 0 when all is well, else it prints why not. It runs in a copy of the folder that has the
// proposed change in it; what it says of the folder without the change, too, does not count.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const FOLDER = 'docs';
const pages = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.md')) : [];
for (const name of pages) {
  const open = /\bTBD\b/.exec(readFileSync(`${FOLDER}/${name}`, 'utf8'));
  if (open === null) continue;
  console.error(`${FOLDER}/${name} is not finished: it says TBD`);
  process.exitCode = 1;
}
