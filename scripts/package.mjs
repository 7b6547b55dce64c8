// `npm run package`: a VSIX of what the build made. Only the question for known vulnerabilities uses the network.
import { createRequire } from 'node:module';
import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { auditBundled, describeAudit } from './audit.mjs';
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
for (const entry of ['.vscodeignore', ...shippedEntries()]) {
  if (existsSync(inRepo(entry))) cpSync(inRepo(entry), path.join(stage, entry), { recursive: true });
}
const bundled = bundledPackages(readMetafiles(inRepo('out')));
writeFileSync(path.join(stage, 'THIRD_PARTY_NOTICES.md'), renderNotices(bundled));
const names = [...new Set(bundled.map((folder) => folder.replace(/^.*node_modules\//, '')))];
const audit = describeAudit(await auditBundled(names), names.length);
for (const line of audit.lines) log(line);
if (!audit.isSound) throw new Error('Update the packages above, then package again.');
writeFileSync(path.join(stage, 'README.md'), shippedReadme(readFileSync(inRepo('README.md'), 'utf8')));

const manifest = JSON.parse(readFileSync(inRepo('package.json'), 'utf8'));
const file = inRepo(`${manifest.name}-${manifest.version}.vsix`);
const vsce = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@vscode/vsce/package.json')),
  'vsce',
);
const options = [
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  '--out',
  file,
];
await step('Package', () => run(process.execPath, [vsce, 'package', ...options], { cwd: stage }));
const { size } = statSync(file);
log(`${path.basename(file)}: ${(size / 1e6).toFixed(1)} MB`);
if (size > MAX_BYTES) throw new Error(`The VSIX is larger than ${MAX_BYTES / 1e6} MB.`);

/**
 * Without pictures, which the editor does not show from disk, and with only the links that lead to files of the VSIX.
 * @param {string} text
 */
function shippedReadme(text) {
  return text
    .replaceAll(/^!\[[^\]]*\]\(media\/pictures\/[^)]*\)\n+/gm, '')
    .replaceAll(/\[([^\]]+)\]\((?!https:|LICENSE|CHANGELOG)[^)]*\)/g, '$1');
}

/** The top-level names that .vscodeignore lets through. */
function shippedEntries() {
  return readFileSync(inRepo('.vscodeignore'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1).replace(/\/\*+$/, ''));
}
