import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** A module of ours that only serves to load packages late, and together: `await import('./providers.chunk')`. */
const OWN_CHUNK = /\.chunk$/;

/**
 * Packages that neither the extension's nor the command line's entry bundle may contain. `await import('sql.js')` in
 * the sources becomes an import of `./chunks/sql.js.mjs` beside the entry, so its text is neither read nor parsed
 * before that line runs. A static import of one of them is an error of the build.
 *
 * A chunk is an ES module: a CommonJS package (sql.js) is its `default`, an ES package keeps its named exports, which
 * is also what Node gives when the sources run unbundled in tests.
 */
export const LAZY_PACKAGES = ['sql.js', 'simple-git'];

const BANNER = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  "import { dirname as __dirnameOf } from 'node:path';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  'const __dirname = __dirnameOf(__filename);',
].join('\n');

/** @typedef {{ outdir: string, minify: boolean, metafile: boolean }} ChunkOptions */

/**
 * @param {ChunkOptions} options
 * @returns {import('esbuild').Plugin}
 */
export function lazyChunks(options) {
  const names = LAZY_PACKAGES.map((name) => name.replaceAll('.', '\\.')).join('|');
  return {
    name: 'lazy-chunks',
    setup(host) {
      /** @type {Set<string>} */
      const used = new Set();
      host.onResolve(
        { filter: new RegExp(`^(${names})$|${OWN_CHUNK.source}`) },
        ({ path, kind, resolveDir }) => {
          if (kind !== 'dynamic-import') {
            return {
              errors: [{ text: `"${path}" is large: load it where it is needed, with await import().` }],
            };
          }
          const source = path.endsWith('.chunk') ? join(resolveDir, `${path}.ts`) : path;
          used.add(source);
          return { path: `./chunks/${chunkName(source)}.mjs`, external: true };
        },
      );
      host.onEnd(async ({ errors }) => {
        if (errors.length === 0) await buildChunks([...used], options);
      });
    },
  };
}

/**
 * @param {readonly string[]} packages
 * @param {ChunkOptions} options
 */
async function buildChunks(packages, { outdir, minify, metafile }) {
  for (const name of packages) {
    const isCommonJs = name === 'sql.js';
    const from = JSON.stringify(name);
    const result = await build({
      stdin: {
        contents: isCommonJs ? `export { default } from ${from};` : `export * from ${from};`,
        resolveDir: '.',
      },
      outfile: `${outdir}/chunks/${chunkName(name)}.mjs`,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      banner: { js: BANNER },
      minify,
      metafile,
      legalComments: 'none',
      logLevel: 'warning',
    });
    if (result.metafile !== undefined) {
      mkdirSync('out', { recursive: true });
      writeFileSync(`out/meta-chunk-${chunkName(name)}.json`, JSON.stringify(result.metafile));
    }
  }
}

/** @param {string} name a package, or the file of a chunk of ours */
function chunkName(name) {
  if (name.endsWith('.chunk.ts')) return basename(name, '.chunk.ts');
  return name.replace('@', '').replaceAll('/', '-');
}
