import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Folders that hold nothing of ours. */
const SKIPPED = new Set(['node_modules', '.git', '.venv', '.next', 'dist', 'out', '.cache', '__pycache__']);

/**
 * The files below a folder whose names end with `suffix`, sorted, with forward slashes. A missing folder has none.
 * @param {string} folder
 * @param {string} suffix
 * @returns {string[]}
 */
export function filesBelow(folder, suffix) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const child = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesBelow(child, suffix);
      return entry.name.endsWith(suffix) ? [child] : [];
    })
    .sort();
}
