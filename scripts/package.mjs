// `npm run package`: a VSIX of what the build made, without the network.
import { createRequire } from 'node:module';
import { cpSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { log, step } from './lib/log.mjs';
import { ensureNodeModules } from './lib/node.mjs';
import { inCache, inRepo, repoRoot } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

process.chdir(repoRoot);
await ensureNodeModules();
await step('Build', () => run(process.execPath, ['esbuild.mjs', '--production'], { cwd: repoRoot }));

// Packed from a folder of its own: vsce would read through everything below the repository, .cache included.
const stage = inCache('package');
rmSync(stage, { recursive: true, force: true });
for (const entry of shippedEntries()) {
  if (existsSync(inRepo(entry))) cpSync(inRepo(entry), path.join(stage, entry), { recursive: true });
}

const manifest = JSON.parse(readFileSync(inRepo('package.json'), 'utf8'));
const file = inRepo(`${manifest.name}-${manifest.version}.vsix`);
const vsce = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@vscode/vsce/package.json')),
  'vsce',
);
const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', file];
await step('Package', () => run(process.execPath, [vsce, 'package', ...options], { cwd: stage }));
log(`${path.basename(file)}: ${(statSync(file).size / 1e6).toFixed(1)} MB`);

/** The top-level names that .vscodeignore lets through. */
function shippedEntries() {
  return readFileSync(inRepo('.vscodeignore'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1).replace('/**', ''));
}
