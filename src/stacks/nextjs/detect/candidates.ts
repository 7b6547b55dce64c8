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
  const owners = new Map<string, string | null>();
  for (const path of all) {
    if (!SOURCE.test(baseName(path))) continue;
    const owner = ownerOf(folderOf(path), known, owners);
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

/** The innermost known folder that a folder lies in. `owners` remembers answers: there are many files to a folder. */
function ownerOf(
  folder: string,
  known: ReadonlySet<string>,
  owners: Map<string, string | null>,
): string | null {
  const answer = owners.get(folder);
  if (answer !== undefined) return answer;
  const owner = known.has(folder) ? folder : folder === '' ? null : ownerOf(folderOf(folder), known, owners);
  owners.set(folder, owner);
  return owner;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
