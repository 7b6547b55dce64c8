// `npm run test:desktop`: the host suite in a desktop VS Code that @vscode/test-electron downloads. Needs a display.
import { rmSync } from 'node:fs';
import { ensureNodeModules } from './lib/node.mjs';
import { log } from './lib/log.mjs';
import { inCache, inRepo, repoRoot } from './lib/paths.mjs';
import { freshWorkspace } from './lib/sampleWorkspace.mjs';
import { hasDisplay } from './start/desktop.mjs';
import { writeUserSettings } from './vscode/settings.mjs';

process.chdir(repoRoot);
await ensureNodeModules();
if (!hasDisplay()) {
  log('There is no display. On Linux run: xvfb-run -a npm run test:desktop');
  process.exit(1);
}
const { build } = await import('./test/prepare.mjs');
await build();

const profile = inCache('test', 'desktop');
rmSync(profile, { recursive: true, force: true });
writeUserSettings(profile);
const { runTests } = await import('@vscode/test-electron');
try {
  process.exitCode = await runTests({
    cachePath: inCache('vscode-desktop'),
    extensionDevelopmentPath: repoRoot,
    extensionTestsPath: inRepo('out', 'test', 'host.js'),
    launchArgs: [
      freshWorkspace('desktop'),
      '--user-data-dir',
      inCache('test', 'desktop', 'data'),
      '--disable-extensions',
      '--disable-workspace-trust',
    ],
  });
} catch (error) {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
