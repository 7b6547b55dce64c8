import { existsSync } from 'node:fs';
import { step } from '../lib/log.mjs';
import { inCache, repoRoot } from '../lib/paths.mjs';
import { workbenchAddress } from '../vscode/address.mjs';
import { startServer } from '../vscode/server.mjs';
import { userSettingsFile, writeUserSettings } from '../vscode/settings.mjs';

/**
 * Serves a VS Code on the loopback address; it runs until this process ends.
 * @param {string} folder
 * @param {number} port 0 takes a free one
 * @returns {Promise<string>} the address of the workbench on that folder
 */
export async function serveWorkbench(folder, port) {
  const dataDir = inCache('start', 'served');
  if (!existsSync(userSettingsFile(dataDir))) writeUserSettings(dataDir);
  const server = await step('Start the VS Code server', () =>
    startServer({ dataDir, port, trust: 'off', extensions: [repoRoot] }),
  );
  return workbenchAddress({ serverUrl: server.url, folder });
}
