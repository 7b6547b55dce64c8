import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { ProjectParts } from '../../core/ports/verifier';
import { IGNORED_FOLDERS } from '../files/ignoredFolders';

export interface FoundParts {
  readonly parts: ProjectParts['parts'];
  /** The files beside what makes a folder a part, and above it. */
  readonly paths: ReadonlySet<string>;
}

const MARKERS = {
  python: /^(pyproject\.toml|setup\.(py|cfg)|requirements[^/]*\.txt|alembic\.ini)$/,
  node: /^package\.json$/,
} as const;
/** How far below the workspace projects are looked for: a check of health takes no long walk. */
const DEPTH = 3;

/** Folders with a project, by their files. */
export async function findProjectParts(root: string): Promise<FoundParts> {
  const parts: { kind: 'python' | 'node'; folder: string }[] = [];
  const paths = new Set<string>();
  const look = async (folder: string, depth: number): Promise<void> => {
    const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch(() => []);
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    for (const name of files) paths.add(below(folder, name));
    for (const kind of ['python', 'node'] as const) {
      if (files.some((name) => MARKERS[kind].test(name))) parts.push({ kind, folder });
    }
    if (depth === DEPTH) return;
    for (const entry of entries) {
      if (entry.isDirectory() && !IGNORED_FOLDERS.has(entry.name))
        await look(below(folder, entry.name), depth + 1);
    }
  };
  await look('', 0);
  return { parts, paths };
}

const below = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);
