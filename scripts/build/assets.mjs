import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** Read as bytes through the port Assets. Each wasm file comes from the package version whose JS is bundled. */
export const WASM_FILES = [
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-python/tree-sitter-python.wasm',
  'tree-sitter-typescript/tree-sitter-typescript.wasm',
  'tree-sitter-typescript/tree-sitter-tsx.wasm',
  'sql.js/dist/sql-wasm.wasm',
];

/** @param {string} folder */
export function copyAssets(folder) {
  mkdirSync(folder, { recursive: true });
  for (const file of WASM_FILES) copyFileSync(require.resolve(file), path.join(folder, path.basename(file)));
}
