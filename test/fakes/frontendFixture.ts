import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHOP = join(dirname(fileURLToPath(import.meta.url)), '..', 'fixtures', 'shop');
const IGNORED = new Set(['node_modules', '.next', '.git', '.venv', 'next-env.d.ts', 'tsconfig.tsbuildinfo']);

/** Files of the sample frontend by their workspace paths. */
export async function frontendFixture(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (IGNORED.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await visit(path);
      else files.set(relative(SHOP, path).split(sep).join('/'), await readFile(path, 'utf8'));
    }
  };
  await visit(join(SHOP, 'frontend'));
  return files;
}
