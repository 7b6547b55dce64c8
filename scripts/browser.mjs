import { existsSync } from 'node:fs';
import path from 'node:path';
import { log as defaultLog } from './lib/log.mjs';
import { run, which } from './lib/run.mjs';

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The path of a Chrome or Chromium. Debian's package is installed when there is none and the user may; otherwise the
 * error says what to run.
 * @param {{ log?: import('./lib/log.mjs').Log }} [options]
 */
export async function ensureBrowser({ log = defaultLog } = {}) {
  const found = findBrowser();
  if (found !== undefined) return found;
  if (!existsSync('/etc/debian_version')) {
    throw new Error('No Chrome or Chromium found. Install one, or set CHROME_PATH to its executable.');
  }
  if (process.getuid?.() !== 0) {
    throw new Error(
      'No Chrome or Chromium found. Run: sudo apt-get update && sudo apt-get install -y chromium',
    );
  }
  log('Install chromium (apt-get) ...');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { output: 'tail', env });
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], {
    output: 'tail',
    env,
  });
  const installed = findBrowser();
  if (installed === undefined) throw new Error('apt-get installed chromium, but it is not on PATH.');
  return installed;
}

function findBrowser() {
  const set = process.env['CHROME_PATH'];
  if (set !== undefined && set !== '') {
    if (!existsSync(set)) throw new Error(`CHROME_PATH names a file that does not exist: ${set}`);
    return set;
  }
  const named = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
  return named.map((name) => which(name)).find((file) => file !== undefined) ?? usualPaths().find(existsSync);
}

function usualPaths() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
    .map((name) => process.env[name])
    .filter((folder) => folder !== undefined)
    .map((folder) => path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'));
}

/**
 * A headless browser with a new profile.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser() {
  const executablePath = await ensureBrowser();
  // Imported late: this file is also read by scripts that run before `npm ci`.
  const { chromium } = await import('playwright-core');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, headless: true, args: [...asRoot, ...FLAGS] });
}
