import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/** A digest of every name, link and byte below a folder, `node_modules`, `.venv` and `.git` included; empty folders count. */
export function hashTree(folder: string): string {
  const hash = createHash('sha1');
  const walk = (relative: string): void => {
    const entries = readdirSync(path.join(folder, relative), { withFileTypes: true });
    for (const entry of entries.sort((left, right) => (left.name < right.name ? -1 : 1))) {
      const name = path.join(relative, entry.name);
      const file = path.join(folder, name);
      if (entry.isDirectory()) {
        hash.update(`folder ${name}\n`);
        walk(name);
      } else if (entry.isSymbolicLink()) hash.update(`link ${name} ${readlinkSync(file)}\n`);
      else hash.update(`file ${name}\n`).update(readFileSync(file));
    }
  };
  walk('');
  return hash.digest('hex');
}

/** The text of every file below a folder by its path with forward slashes. */
export function textsBelow(folder: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file).split(path.sep).join('/');
    if (!/(^|\/)(node_modules|\.venv)\//.test(name)) texts.set(name, readFileSync(file, 'utf8'));
  }
  return texts;
}
