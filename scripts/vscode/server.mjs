import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../lib/freePort.mjs';
import { startService } from '../lib/service.mjs';
import { ensureVsCode } from './install.mjs';

/**
 * @typedef {object} ServerOptions
 * @property {string} dataDir
 * @property {string} [extensionsDir] below `dataDir` when not given
 * @property {number} [port] 0 or nothing takes a free one
 * @property {'ask' | 'off'} trust `ask` opens new folders in Restricted Mode; settings cannot switch that, only this
 * @property {import('../lib/log.mjs').Log} [log]
 */

/**
 * @typedef {object} VsCodeServer
 * @property {string} url
 * @property {number} port
 * @property {string} dataDir
 * @property {() => Promise<void>} stop
 */

/**
 * Starts the VS Code server on the loopback address and waits until it answers.
 * @param {ServerOptions} options
 * @returns {Promise<VsCodeServer>}
 */
export async function startServer(options) {
  const install = await ensureVsCode(options.log === undefined ? {} : { log: options.log });
  const port = options.port === undefined || options.port === 0 ? await freePort() : options.port;
  const extensionsDir = options.extensionsDir ?? path.join(options.dataDir, 'extensions');
  mkdirSync(extensionsDir, { recursive: true });
  const url = `http://127.0.0.1:${port}`;
  const service = await startService({
    name: 'The VS Code server',
    command: install.node,
    args: [
      install.serverMain,
      ...['--host', '127.0.0.1', '--port', String(port)],
      '--without-connection-token',
      '--accept-server-license-terms',
      // Recent builds ignore the address's payload silently without it, extensionDevelopmentPath included.
      '--enable-smoke-test-driver',
      ...['--telemetry-level', 'off'],
      ...['--server-data-dir', options.dataDir, '--extensions-dir', extensionsDir],
      ...(options.trust === 'off' ? ['--disable-workspace-trust'] : []),
    ],
    logFile: path.join(options.dataDir, 'server.log'),
    readyUrl: `${url}/version`,
  });
  return { url, port, dataDir: options.dataDir, stop: () => service.stop() };
}
