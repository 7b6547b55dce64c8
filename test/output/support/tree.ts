import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { strict as assert } from 'node:assert';

/** What tools leave behind, and what they run on. */
const IGNORED = new Set([
  '.venv',
  'node_modules',
  '.next',
  '__pycache__',
  '.mypy_cache',
  '.ruff_cache',
  '.pytest_cache',
  'next-env.d.ts',
  'tsconfig.tsbuildinfo',
]);

/** The sources below a folder: their texts by path, with `/`. */
export function readTree(folder: string): ReadonlyMap<string, string> {
  const tree = new Map<string, string>();
  const visit = (below: string): void => {
    for (const entry of readdirSync(path.join(folder, below), { withFileTypes: true })) {
      if (IGNORED.has(entry.name)) continue;
      const file = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) visit(file);
      else if (entry.isFile()) tree.set(file, readFileSync(path.join(folder, file), 'utf8'));
    }
  };
  visit('');
  return tree;
}

/** Paths that differ between two trees, sorted. */
export function changedPaths(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((file) => before.get(file) !== after.get(file)).sort();
}

/** Replaces a text that must be there once. */
export function replaceOnce(text: string, old: string, replacement: string, where: string): string {
  const parts = text.split(old);
  assert.equal(parts.length, 2, `${where} has this ${parts.length - 1} times, not once:\n${old}`);
  return parts.join(replacement);
}

/** A hand edit. */
export function editFile(folder: string, file: string, old: string, replacement: string): void {
  const full = path.join(folder, file);
  writeFileSync(full, replaceOnce(readFileSync(full, 'utf8'), old, replacement, file));
}
