import type { WorkspacePath } from '../core/model/ids';
import { workspacePath } from '../core/model/workspacePath';

/** Configuration files of a part by name: the nearest one in its folder or above it, inside the workspace. */
export type PartConfig = ReadonlyMap<string, string>;

export interface ReadableCopy {
  readonly paths: { has(path: WorkspacePath): boolean };
  read(path: WorkspacePath): Promise<string | undefined>;
}

const NAMES = [
  'pyproject.toml',
  'setup.cfg',
  'mypy.ini',
  '.mypy.ini',
  'pyrightconfig.json',
  'ruff.toml',
  '.ruff.toml',
  'package.json',
  'tsconfig.json',
  ...['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((extension) => `eslint.config.${extension}`),
  ...['', '.js', '.cjs', '.yaml', '.yml', '.json'].map((extension) => `.eslintrc${extension}`),
  ...['', '.json', '.json5', '.yaml', '.yml', '.toml', '.js', '.cjs', '.mjs', '.ts'].map(
    (extension) => `.prettierrc${extension}`,
  ),
  ...['js', 'mjs', 'cjs', 'ts', 'mts'].map((extension) => `prettier.config.${extension}`),
];

export async function readPartConfig(copy: ReadableCopy, folder: string): Promise<PartConfig> {
  const config = new Map<string, string>();
  for (const name of NAMES) {
    for (const place of folderAndAbove(folder)) {
      const path = workspacePath(place === '' ? name : `${place}/${name}`);
      if (!copy.paths.has(path)) continue;
      config.set(name, (await copy.read(path)) ?? '');
      break;
    }
  }
  return config;
}

function folderAndAbove(folder: string): readonly string[] {
  const segments = folder === '' ? [] : folder.split('/');
  return [...segments.map((_, index) => segments.slice(0, segments.length - index).join('/')), ''];
}

const hasAny = (config: PartConfig, pattern: RegExp): boolean =>
  [...config.keys()].some((name) => pattern.test(name));
const says = (config: PartConfig, name: string, pattern: RegExp): boolean =>
  pattern.test(config.get(name) ?? '');

export const configuresMypy = (config: PartConfig): boolean =>
  hasAny(config, /^\.?mypy\.ini$/) ||
  says(config, 'pyproject.toml', /^\s*\[tool\.mypy\b/m) ||
  says(config, 'setup.cfg', /^\s*\[mypy\b/m);

export const configuresPyright = (config: PartConfig): boolean =>
  config.has('pyrightconfig.json') || says(config, 'pyproject.toml', /^\s*\[tool\.(based)?pyright\b/m);

export const configuresRuff = (config: PartConfig): boolean =>
  hasAny(config, /^\.?ruff\.toml$/) || says(config, 'pyproject.toml', /^\s*\[tool\.ruff\b/m);

export const configuresBlack = (config: PartConfig): boolean =>
  says(config, 'pyproject.toml', /^\s*\[tool\.black\b/m);

export const configuresEslint = (config: PartConfig): boolean =>
  hasAny(config, /^(eslint\.config\.|\.eslintrc)/) || says(config, 'package.json', /"eslintConfig"\s*:/);

/** Prettier needs no configuration: a project that names it wants it. */
export const wantsPrettier = (config: PartConfig): boolean =>
  hasAny(config, /^(\.prettierrc|prettier\.config\.)/) || says(config, 'package.json', /"prettier"\s*:/);
