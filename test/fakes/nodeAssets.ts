import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Assets } from '../../src/core/ports/system';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const WASM: Readonly<Record<string, readonly [packageName: string, file: string]>> = {
  'assets/web-tree-sitter.wasm': ['web-tree-sitter', 'web-tree-sitter.wasm'],
  'assets/tree-sitter-python.wasm': ['tree-sitter-python', 'tree-sitter-python.wasm'],
  'assets/tree-sitter-typescript.wasm': ['tree-sitter-typescript', 'tree-sitter-typescript.wasm'],
  'assets/tree-sitter-tsx.wasm': ['tree-sitter-typescript', 'tree-sitter-tsx.wasm'],
};

/** The product's assets as the repository has them: wasm files in node_modules, the rest in its folders. */
export const nodeAssets: Assets = {
  bytes: async (name) => new Uint8Array(await readFile(assetPath(name))),
  text: (name) => readFile(assetPath(name), 'utf8'),
  list: async (folder) => (await readdir(join(repository, folder))).sort(),
};

function assetPath(name: string): string {
  const wasm = WASM[name];
  if (wasm === undefined) return join(repository, name);
  return join(repository, 'node_modules', wasm[0], wasm[1]);
}
