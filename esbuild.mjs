// The build: `node esbuild.mjs [--watch] [--production] [--metafile] [--tests]`.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { context } from 'esbuild';
import { copyAssets } from './scripts/build/assets.mjs';
import { writeJsonSchemas } from './scripts/build/jsonSchemas.mjs';
import { targets } from './scripts/build/targets.mjs';

const flags = new Set(process.argv.slice(2));
const options = {
  production: flags.has('--production'),
  metafile: flags.has('--metafile'),
  tests: flags.has('--tests'),
};

if (!flags.has('--watch')) rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
copyAssets('dist/assets');
await writeJsonSchemas();
cpSync('agents', 'dist/agents', { recursive: true });
// Types alone: other extensions copy it, or import its types from here.
cpSync('src/core/extensions/groundworkApi.ts', 'dist/api/groundwork.d.ts');

for (const { name, config } of targets(options)) {
  const build = await context(config);
  if (flags.has('--watch')) {
    await build.watch();
    continue;
  }
  const result = await build.rebuild();
  if (result.metafile !== undefined) {
    mkdirSync('out', { recursive: true });
    writeFileSync(`out/meta-${name}.json`, JSON.stringify(result.metafile));
  }
  await build.dispose();
}
