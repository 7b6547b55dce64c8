import path from 'node:path';
import { inCache } from '../../../scripts/lib/paths.mjs';
import { startServer, type VsCodeServer } from '../../../scripts/vscode/server.mjs';

/** Whether new folders open trusted, or in Restricted Mode until someone trusts them. */
export type Trust = 'trusted' | 'restricted';

const started = new Map<Trust, Promise<VsCodeServer>>();

/**
 * The server for tests. `npm test` starts the trusting one for all suites; a file run by itself starts its own. Each
 * ends with the process that started it.
 */
export function testServer(trust: Trust): Promise<VsCodeServer> {
  const known = started.get(trust);
  if (known !== undefined) return known;
  const server = trust === 'trusted' ? (serverOfTheRun() ?? start(trust)) : start(trust);
  started.set(trust, server);
  return server;
}

function start(trust: Trust): Promise<VsCodeServer> {
  const dataDir = path.join(inCache('test'), `vscode-data-${trust}-${String(process.pid)}`);
  return startServer({ dataDir, trust: trust === 'trusted' ? 'off' : 'ask' });
}

function serverOfTheRun(): Promise<VsCodeServer> | undefined {
  const given = process.env['GROUNDWORK_TEST_SERVER'];
  if (given === undefined) return undefined;
  const { url, port, dataDir } = JSON.parse(given) as Omit<VsCodeServer, 'stop'>;
  return Promise.resolve({ url, port, dataDir, stop: () => Promise.resolve() });
}
