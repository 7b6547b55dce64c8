import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHOP = join(dirname(fileURLToPath(import.meta.url)), '..', 'fixtures', 'shop');
const KEPT = /\.(py|toml|ini|txt|mako)$/;

/** Source files of the sample backend by their workspace paths. */
export async function backendFixture(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === '__pycache__') continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await visit(path);
      else if (KEPT.test(entry.name)) {
        files.set(relative(SHOP, path).split(sep).join('/'), await readFile(path, 'utf8'));
      }
    }
  };
  await visit(join(SHOP, 'backend'));
  return files;
}
