import { readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';

/**
 * Folders of a workspace that a Python environment imports from: lines of its `.pth` files, and what the finder modules
 * of setuptools map packages to. Relative to the workspace.
 */
export async function editableInstalls(environment: string, root: string): Promise<readonly string[]> {
  const base = await realpath(root);
  const bases = [...new Set([root, base])];
  const found = new Set<string>();
  for (const folder of await sitePackages(environment)) {
    for (const name of await readdir(folder)) {
      const isFinder = /^__editable__.*\.py$/.test(name);
      if (!isFinder && !name.endsWith('.pth')) continue;
      const text = await readFile(path.join(folder, name), 'utf8');
      const places = isFinder ? mappedFolders(text) : text.split(/\r?\n/).map((line) => line.trim());
      for (const place of places) {
        const inside = bases.flatMap((own) => below(own, place));
        if (inside[0] !== undefined) found.add(inside[0]);
      }
    }
  }
  return [...found].sort();
}

/** `MAPPING = {'pricing': '/libs/pricing/src/pricing'}`: the package's parent is what is imported from. */
const mappedFolders = (text: string): readonly string[] =>
  [...text.matchAll(/:\s*'([^']+)'/g)].map(([, place = '']) => path.dirname(place.replaceAll('\\\\', '\\')));

function below(base: string, place: string): readonly string[] {
  const relative = path.relative(base, place);
  const isInside = path.isAbsolute(place) && !relative.startsWith('..') && !path.isAbsolute(relative);
  return isInside ? [relative.replaceAll(path.sep, '/')] : [];
}

async function sitePackages(environment: string): Promise<readonly string[]> {
  const libraries = path.join(environment, 'lib');
  const versions = await readdir(libraries).catch(() => []);
  const candidates = [
    ...versions.map((version) => path.join(libraries, version, 'site-packages')),
    path.join(environment, 'Lib', 'site-packages'),
  ];
  const readable = await Promise.all(
    candidates.map(async (folder) => ((await readdir(folder).catch(() => undefined)) ? [folder] : [])),
  );
  return readable.flat();
}
