import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Bytes of all files below a folder. */
export async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries.map(async (entry) =>
      entry.isFile() ? (await stat(path.join(entry.parentPath, entry.name))).size : 0,
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
