// `npm start [-- --keep] [--no-app] [--server] [--port N]`: opens the extension in a VS Code on a copy of the sample
// workspace. Works on a clean clone: only Node's own modules are imported before the packages are installed.
//   --keep    go on with the copy of last time     --no-app   do not start the sample's own backend and frontend
//   --server  serve VS Code even on a desktop      --port N   where
//   --prepare-only  build and prepare, open nothing (F5 does that)
import { parseArgs } from 'node:util';
import { checkNodeVersion, ensureNodeModules } from './lib/node.mjs';
import { log, step } from './lib/log.mjs';
import { repoRoot } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { startApp } from './start/app.mjs';
import { prepareSample } from './start/sample.mjs';

const { values } = parseArgs({
  options: {
    keep: { type: 'boolean', default: false },
    'no-app': { type: 'boolean', default: false },
    server: { type: 'boolean', default: false },
    'prepare-only': { type: 'boolean', default: false },
    port: { type: 'string', default: '0' },
  },
});

process.chdir(repoRoot);
checkNodeVersion();
await ensureNodeModules();
await step('Build', () => run(process.execPath, ['esbuild.mjs'], { cwd: repoRoot }));
const sample = await prepareSample({ copy: values.keep ? 'keep' : 'fresh' });
if (values['prepare-only']) process.exit(0);
const app = values['no-app'] ? undefined : await startApp(sample);

const { openDesktop } = await import('./start/desktop.mjs');
const desktop = values.server ? undefined : await openDesktop(sample.folder);
const address =
  desktop ?? (await (await import('./start/served.mjs')).serveWorkbench(sample.folder, Number(values.port)));

log('Ready.');
const lines = [
  '',
  `  VS Code         ${address}`,
  ...(app?.frontend === undefined ? [] : [`  Sample site     ${app.frontend}`]),
  ...(app?.backend === undefined ? [] : [`  Sample API      ${app.backend}/docs`]),
  ...(app === undefined ? [] : ['  Sign in with    the users in backend/.env.example']),
  `  Sample files    ${sample.folder}`,
  '',
  "  In VS Code press F1 and run 'Groundwork: Generate Fullstack Entity...'.",
  '  Ctrl-C ends what was started here.',
  '',
];
process.stdout.write(`${lines.join('\n')}\n`);

// Only a served workbench or the sample's services need this process; their handlers end them with it.
if (desktop === undefined || app !== undefined) setInterval(() => undefined, 60_000);
