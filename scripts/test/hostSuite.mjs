import { rmSync } from 'node:fs';
import { launchBrowser } from '../browser.mjs';
import { inCache, inRepo, repoRoot } from '../lib/paths.mjs';
import { workbenchAddress } from '../vscode/address.mjs';
import { ownUserData, startServer } from '../vscode/server.mjs';
import { writeUserSettings } from '../vscode/settings.mjs';
import { HostTally, parseHostEvent } from './hostEvents.mjs';
import { freshWorkspace } from '../lib/sampleWorkspace.mjs';

const TIMEOUT_MS = (process.env['SOAK'] === undefined ? 10 : 120) * 60_000;

/** @returns {Promise<import('./counts.mjs').Counts>} */
export async function hostSuite() {
  const dataDir = inCache('test', 'vscode-host');
  rmSync(dataDir, { recursive: true, force: true });
  const server = await startServer({
    dataDir,
    trust: 'off',
    driver: 'on',
    env: ownUserData(dataDir),
    extensions: [inRepo('examples', 'extension')],
  });
  try {
    return await runIn(server);
  } finally {
    await server.stop();
  }
}

/**
 * Runs `out/test/host.js` inside the extension host of a real VS Code: a workbench in a headless browser loads the
 * extension and the tests, and hands their console over.
 * @param {import('../vscode/server.mjs').VsCodeServer} server
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
async function runIn(server) {
  writeUserSettings(server.dataDir);
  const browser = await launchBrowser();
  const tally = new HostTally();
  try {
    const page = await browser.newPage();
    const exit = new Promise((resolve) => {
      void page.exposeFunction('codeAutomationExit', resolve);
      page.once('crash', () => {
        resolve('the page crashed');
      });
      setTimeout(() => {
        resolve('no exit in time');
      }, TIMEOUT_MS).unref();
    });
    await page.exposeFunction(
      'codeAutomationLog',
      (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
        logged(tally, type, args);
      },
    );
    await page.goto(
      workbenchAddress({
        serverUrl: server.url,
        folder: freshWorkspace('host'),
        extensionDevelopmentPath: repoRoot,
        extensionTestsPath: inRepo('out', 'test', 'host.js'),
      }),
    );
    const code = await exit;
    if (!tally.ended) {
      process.stdout.write(`  The extension host did not finish its tests (exit: ${String(code)}).\n`);
      return { ...tally.counts, failed: tally.counts.failed + 1 };
    }
    return tally.counts;
  } finally {
    await browser.close();
  }
}

/**
 * @param {HostTally} tally
 * @param {string} type
 * @param {readonly unknown[]} args
 */
function logged(tally, type, args) {
  const text = args.map(String).join(' ');
  const event = parseHostEvent(text);
  if (event !== undefined) tally.take(event);
  else if (process.env['GROUNDWORK_TEST_VERBOSE'] !== undefined)
    process.stdout.write(`  [${type}] ${text}\n`);
}
