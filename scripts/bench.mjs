// `npm run bench [-- FILTER]`: bundles bench/*.bench.ts as the product is bundled, runs them in a Node of their own and
// prints a table of medians. Exits with 1 when a target is missed or a benchmark fails.
import { cpSync, mkdirSync } from 'node:fs';
import { ensureNodeModules } from './lib/node.mjs';
import { filesBelow } from './lib/files.mjs';
import { step } from './lib/log.mjs';
import { inCache, inRepo, repoRoot } from './lib/paths.mjs';
import { runForCode } from './lib/run.mjs';

process.chdir(repoRoot);
await ensureNodeModules();
const folder = inCache('bench');
const entry = inCache('bench', 'run.cjs');
await step('Build', () => buildBenches());
const { code } = await runForCode(process.execPath, [entry, process.argv[2] ?? '']);
process.exitCode = code;

async function buildBenches() {
  const { build } = await import('esbuild');
  const { copyAssets } = await import('./build/assets.mjs');
  mkdirSync(folder, { recursive: true });
  copyAssets(inCache('bench', 'assets'));
  cpSync(inRepo('agents'), inCache('bench', 'agents'), { recursive: true });
  const files = filesBelow('bench', '.bench.ts');
  const options = `{ repository: ${JSON.stringify(repoRoot)}, dist: __dirname, filter: process.argv[2] ?? '' }`;
  /** @type {import('esbuild').BuildOptions} */
  const common = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning' };
  await build({
    stdin: {
      contents: [
        ...files.map((file, index) => `import { benches as group${index} } from './${file}';`),
        "import { runBenches } from './bench/run';",
        `const all = [${files.map((_, index) => `...group${index}`).join(', ')}];`,
        `runBenches(all, ${options}).then((code) => (process.exitCode = code));`,
      ].join('\n'),
      resolveDir: '.',
      loader: 'ts',
    },
    ...common,
    outfile: entry,
    packages: 'external',
  });
  await build({
    ...common,
    entryPoints: ['src/platform/overlay/overlayWorker.ts'],
    outfile: inCache('bench', 'overlayWorker.js'),
  });
}
