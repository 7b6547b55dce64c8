import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Assets } from '../../src/core/ports/system';
import { nodeAssets } from './nodeAssets';

/** The product's assets as the repository has them, sql.js's wasm straight from its package: no build is needed. */
export const packageAssets: Assets = {
  ...nodeAssets,
  bytes: (name) =>
    name === 'assets/sql-wasm.wasm'
      ? readFile(createRequire(__filename).resolve('sql.js/dist/sql-wasm.wasm'))
      : nodeAssets.bytes(name),
};
