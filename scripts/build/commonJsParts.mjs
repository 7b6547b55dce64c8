import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transform } from 'esbuild';

/** Name of a part that the entry or another part loads; the entry keeps its own name. */
const PART = /^part-.*\.js(\.map)?$/;

/**
 * The entry in parts, each loaded when the code first asks for it: esbuild splits ES modules alone, an extension is
 * CommonJS. So each part of a split build is turned into CommonJS when it is written.
 * @param {{ outdir: string, minify: boolean }} options
 * @returns {import('esbuild').Plugin}
 */
export function commonJsParts({ outdir, minify }) {
  return {
    name: 'common-js-parts',
    setup(host) {
      Object.assign(host.initialOptions, {
        outdir,
        format: 'esm',
        splitting: true,
        chunkNames: 'part-[hash]',
        write: false,
        // The second step composes it with its own.
        sourcemap: host.initialOptions.sourcemap === false ? false : 'inline',
      });
      host.onEnd(async ({ errors, outputFiles }) => {
        if (errors.length > 0 || outputFiles === undefined) return;
        mkdirSync(outdir, { recursive: true });
        for (const old of readdirSync(outdir)) if (PART.test(old)) rmSync(path.join(outdir, old));
        await Promise.all(outputFiles.map((file) => writeCommonJs(file, minify)));
      });
    },
  };
}

/**
 * @param {import('esbuild').OutputFile} file
 * @param {boolean} minify
 */
async function writeCommonJs(file, minify) {
  const { code, map } = await transform(file.text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minify,
    sourcemap: minify ? false : 'external',
    sourcefile: path.basename(file.path),
    legalComments: 'none',
  });
  const name = path.basename(file.path);
  const link = minify ? '' : `//# sourceMappingURL=${name}.map\n`;
  writeFileSync(file.path, code + link);
  if (!minify) writeFileSync(`${file.path}.map`, map);
}
