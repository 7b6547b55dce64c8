import type { WorkspacePath } from '../../../core/model/ids';

/** A folder that may hold a Next.js project, and its files by their paths below it. */
export interface Candidate {
  readonly folder: string;
  readonly files: ReadonlyMap<string, WorkspacePath>;
}

const SOURCE = /\.(tsx?|jsx?|mjs|cjs|json|ya?ml)$|^\.prettierrc$/;

/** Folders with a package.json and routes or a Next.js configuration, found by path alone. Inner projects keep their files. */
export function findCandidates(all: readonly WorkspacePath[]): readonly Candidate[] {
  const folders = all.filter((path) => baseName(path) === 'package.json').map(folderOf);
  const known = new Set(folders);
  const files = new Map<string, Map<string, WorkspacePath>>(folders.map((folder) => [folder, new Map()]));
  for (const path of all) {
    if (!SOURCE.test(baseName(path))) continue;
    const owner = ownerOf(path, known);
    if (owner !== null) files.get(owner)?.set(owner === '' ? path : path.slice(owner.length + 1), path);
  }
  return folders
    .map((folder) => ({ folder, files: files.get(folder) ?? new Map<string, WorkspacePath>() }))
    .filter(({ files: own }) => [...own.keys()].some(isNextPath));
}

const isNextPath = (path: string): boolean =>
  /^(src\/)?(app\/(.*\/)?(layout|page)\.[jt]sx?|pages\/(_app|index)\.[jt]sx?)$|^next\.config\.\w+$/.test(
    path,
  );

function ownerOf(path: string, folders: ReadonlySet<string>): string | null {
  let folder = folderOf(path);
  while (folder !== '') {
    if (folders.has(folder)) return folder;
    folder = folderOf(folder);
  }
  return folders.has('') ? '' : null;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
