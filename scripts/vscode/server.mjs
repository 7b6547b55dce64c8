import path from 'node:path';
import { freePort } from '../lib/freePort.mjs';
import { startService } from '../lib/service.mjs';
import { ensureVsCode } from './install.mjs';
import { linkExtensions } from './linkExtension.mjs';

/**
 * @typedef {object} ServerOptions
 * @property {string} dataDir
 * @property {readonly string[]} [extensions] folders of extensions that it has installed
 * @property {'on' | 'off'} [driver] `on` honours the address's payload (tests in the extension host need that), and
 *   shows neither notifications nor some dialogs
 * @property {number} [port] 0 or nothing takes a free one
 * @property {Record<string, string>} [env] on top of this process's own
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
 * For tests: what the extension keeps for the user stays with the server's own data.
 * @param {string} dataDir
 */
export function ownUserData(dataDir) {
  const folder = path.join(dataDir, 'user');
  return { XDG_DATA_HOME: folder, LOCALAPPDATA: folder };
}

/**
 * Starts the VS Code server on the loopback address and waits until it answers.
 * @param {ServerOptions} options
 * @returns {Promise<VsCodeServer>}
 */
export async function startServer(options) {
  const install = await ensureVsCode(options.log === undefined ? {} : { log: options.log });
  const port = options.port === undefined || options.port === 0 ? await freePort() : options.port;
  const extensionsDir = path.join(options.dataDir, 'extensions');
  linkExtensions(extensionsDir, options.extensions ?? []);
  const url = `http://127.0.0.1:${port}`;
  const service = await startService({
    name: 'The VS Code server',
    command: install.node,
    args: [
      install.serverMain,
      ...['--host', '127.0.0.1', '--port', String(port)],
      '--without-connection-token',
      '--accept-server-license-terms',
      ...['--telemetry-level', 'off'],
      ...['--server-data-dir', options.dataDir, '--extensions-dir', extensionsDir],
      ...(options.driver === 'on' ? ['--enable-smoke-test-driver'] : []),
      ...(options.trust === 'off' ? ['--disable-workspace-trust'] : []),
    ],
    ...(options.env === undefined ? {} : { env: options.env }),
    logFile: path.join(options.dataDir, 'server.log'),
    readyUrl: `${url}/version`,
  });
  return { url, port, dataDir: options.dataDir, stop: () => service.stop() };
}
