import { existsSync } from 'node:fs';
import { filesBelow } from '../lib/files.mjs';
import { commonJsParts } from './commonJsParts.mjs';
import { lazyChunks } from './lazyChunks.mjs';
import { oneLanguage } from './oneLanguage.mjs';

/** @typedef {{ production: boolean, metafile: boolean, tests: boolean }} BuildOptions */
/** @typedef {{ name: string, config: import('esbuild').BuildOptions }} Target */

/**
 * What is built: one entry a root of the program.
 * @param {BuildOptions} options
 * @param {string} [folder] where the bundles go
 * @returns {Target[]}
 */
export function targets(options, folder = 'dist') {
  /** @type {import('esbuild').BuildOptions} */
  const common = {
    bundle: true,
    minify: options.production,
    sourcemap: options.production ? false : 'linked',
    metafile: options.metafile,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [oneLanguage()],
  };
  /** @type {import('esbuild').BuildOptions} */
  const node = {
    ...common,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // Its ES build asks import.meta.url for its own place, which a CommonJS bundle does not have.
    alias: {
      'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs',
      // Its UMD build hides its requires from the bundler.
      'jsonc-parser': './node_modules/jsonc-parser/lib/esm/main.js',
    },
    plugins: [
      oneLanguage(),
      lazyChunks({ outdir: folder, minify: options.production, metafile: options.metafile }),
    ],
  };

  /** @type {Target[]} */
  const all = [
    {
      name: 'extension',
      config: {
        ...node,
        entryPoints: ['src/extension.ts'],
        external: ['vscode'],
        plugins: [...(node.plugins ?? []), commonJsParts({ outdir: folder, minify: options.production })],
      },
    },
    {
      name: 'cli',
      config: {
        ...node,
        entryPoints: ['src/cli.ts'],
        outfile: `${folder}/cli.js`,
        banner: { js: '#!/usr/bin/env node' },
      },
    },
    {
      name: 'overlay-worker',
      config: {
        ...node,
        entryPoints: ['src/platform/overlay/overlayWorker.ts'],
        outfile: `${folder}/overlayWorker.js`,
      },
    },
  ];
  if (existsSync('webview-ui/src/main.ts')) {
    all.push({
      name: 'webview',
      config: {
        ...common,
        entryPoints: ['webview-ui/src/main.ts'],
        outfile: `${folder}/webview.js`,
        platform: 'browser',
        target: 'es2022',
        format: 'iife',
      },
    });
  }
  if (options.tests) all.push(hostTests(node));
  return all;
}

/**
 * The tests of the extension host, in one file that exports `run()`. They are imported one by one when `run` asks,
 * after mocha has set its globals.
 * @param {import('esbuild').BuildOptions} node
 * @returns {Target}
 */
function hostTests(node) {
  const imports = filesBelow('test/vscode/host', '.test.ts').map((file) => `() => import('./${file}')`);
  return {
    name: 'host-tests',
    config: {
      ...node,
      stdin: {
        contents: [
          "import { runHostTests } from './test/vscode/host/index';",
          `export const run = () => runHostTests([${imports.join(', ')}]);`,
        ].join('\n'),
        resolveDir: '.',
        loader: 'ts',
      },
      outfile: 'out/test/host.js',
      external: ['vscode'],
      packages: 'external',
      plugins: [],
    },
  };
}
