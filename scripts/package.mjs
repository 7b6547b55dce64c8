// `npm run package`: a VSIX of what the build made, without the network.
import { createRequire } from 'node:module';
import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow } from './lib/files.mjs';
import { log, step } from './lib/log.mjs';
import { ensureNodeModules } from './lib/node.mjs';
import { inCache, inRepo, repoRoot } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { bundledPackages, readMetafiles, renderNotices } from './notices.mjs';

const MAX_BYTES = 10_000_000;

process.chdir(repoRoot);
await ensureNodeModules();
for (const file of filesBelow('out', '.json').filter((name) => name.startsWith('out/meta-'))) rmSync(file);
const build = ['esbuild.mjs', '--production', '--metafile'];
await step('Build', () => run(process.execPath, build, { cwd: repoRoot }));

// Packed from a folder of its own: vsce would read through everything below the repository, .cache included.
const stage = inCache('package');
rmSync(stage, { recursive: true, force: true });
for (const entry of shippedEntries()) {
  if (existsSync(inRepo(entry))) cpSync(inRepo(entry), path.join(stage, entry), { recursive: true });
}
writeFileSync(
  path.join(stage, 'THIRD_PARTY_NOTICES.md'),
  renderNotices(bundledPackages(readMetafiles(inRepo('out')))),
);
// The editor shows no picture of a README that lies on disk: they stay in the repository.
const readme = readFileSync(inRepo('README.md'), 'utf8');
writeFileSync(
  path.join(stage, 'README.md'),
  readme.replaceAll(/^!\[[^\]]*\]\(media\/pictures\/[^)]*\)\n+/gm, ''),
);

const manifest = JSON.parse(readFileSync(inRepo('package.json'), 'utf8'));
const file = inRepo(`${manifest.name}-${manifest.version}.vsix`);
const vsce = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@vscode/vsce/package.json')),
  'vsce',
);
const options = ['--no-dependencies', '--allow-missing-repository', '--out', file];
await step('Package', () => run(process.execPath, [vsce, 'package', ...options], { cwd: stage }));
const { size } = statSync(file);
log(`${path.basename(file)}: ${(size / 1e6).toFixed(1)} MB`);
if (size > MAX_BYTES) throw new Error(`The VSIX is larger than ${MAX_BYTES / 1e6} MB.`);

/** The top-level names that .vscodeignore lets through. */
function shippedEntries() {
  return readFileSync(inRepo('.vscodeignore'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1).replace('/**', ''));
}
