// `npm run package`: a VSIX of what the build made, without the network.
import { createRequire } from 'node:module';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { log, step } from './lib/log.mjs';
import { ensureNodeModules } from './lib/node.mjs';
import { inRepo, repoRoot } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

process.chdir(repoRoot);
await ensureNodeModules();
await step('Build', () => run(process.execPath, ['esbuild.mjs', '--production'], { cwd: repoRoot }));

const { name, version } = JSON.parse(readFileSync(inRepo('package.json'), 'utf8'));
const file = `${name}-${version}.vsix`;
const vsce = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@vscode/vsce/package.json')),
  'vsce',
);
const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', file];
await step('Package', () => run(process.execPath, [vsce, 'package', ...options], { cwd: repoRoot }));
log(`${file}: ${(statSync(inRepo(file)).size / 1e6).toFixed(1)} MB`);
