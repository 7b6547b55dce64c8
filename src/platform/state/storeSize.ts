import path from 'node:path';
import type { StoreFiles } from './storeFiles';
import { archiveFolder, blobFolder } from './storeLayout';

const PARALLEL = 32;

/** Bytes of snapshots, journals, backups, texts and what is archived. */
export async function storeSize({
  files,
  folder,
}: {
  readonly files: StoreFiles;
  readonly folder: string;
}): Promise<number> {
  let total = 0;
  for (const place of [folder, blobFolder(folder), archiveFolder(folder)]) {
    const names = (await files.list(place)).filter((name) => /[.-]/.test(name));
    for (let at = 0; at < names.length; at += PARALLEL) {
      const sizes = names.slice(at, at + PARALLEL).map((name) => files.size(path.join(place, name)));
      for (const size of await Promise.all(sizes)) total += size ?? 0;
    }
  }
  return total;
}
