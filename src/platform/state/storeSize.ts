import path from 'node:path';
import type { StoreFiles } from './storeFiles';
import { archiveFolder, blobFolder } from './storeLayout';

const PARALLEL = 32;

/**
 * Measures the store: bytes of snapshots, journals, backups, texts and what is archived. Texts never change under their
 * names, so that each is looked at once, however often somebody asks.
 */
export function storeMeasure({
  files,
  folder,
}: {
  readonly files: StoreFiles;
  readonly folder: string;
}): () => Promise<number> {
  let texts = new Map<string, number>();

  const sizesOf = async (place: string, names: readonly string[]): Promise<Map<string, number>> => {
    const sizes = new Map<string, number>();
    for (let at = 0; at < names.length; at += PARALLEL) {
      const together = names.slice(at, at + PARALLEL);
      const found = await Promise.all(together.map((name) => files.size(path.join(place, name))));
      for (const [index, name] of together.entries()) sizes.set(name, found[index] ?? 0);
    }
    return sizes;
  };
  const listed = async (place: string): Promise<readonly string[]> =>
    (await files.list(place)).filter((name) => /[.-]/.test(name));

  return async () => {
    const known = texts;
    const names = await listed(blobFolder(folder));
    const added = await sizesOf(
      blobFolder(folder),
      names.filter((name) => !known.has(name) || name.endsWith('.tmp')),
    );
    texts = new Map(names.map((name) => [name, added.get(name) ?? known.get(name) ?? 0]));
    const others = await Promise.all(
      [folder, archiveFolder(folder)].map(async (place) => sizesOf(place, await listed(place))),
    );
    return [texts, ...others].flatMap((sizes) => [...sizes.values()]).reduce((sum, size) => sum + size, 0);
  };
}
