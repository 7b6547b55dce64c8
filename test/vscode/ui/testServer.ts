import { rmSync } from 'node:fs';
import path from 'node:path';
import { inCache } from '../../../scripts/lib/paths.mjs';
import { ownUserData, startServer, type VsCodeServer } from '../../../scripts/vscode/server.mjs';

/** Whether new folders open trusted, or in Restricted Mode until someone trusts them. */
export type Trust = 'trusted' | 'restricted';

export interface ServerKind {
  readonly trust: Trust;
  /** Folders of the extensions that are installed. */
  readonly extensions: readonly string[];
  /** Variables of the server and of its extension hosts. */
  readonly env: Readonly<Record<string, string>>;
}

const dataDirs: string[] = [];
const started = new Map<string, Promise<VsCodeServer>>();

/** One server of each kind for all tests; it ends with the process that started it. */
export function testServer(kind: ServerKind): Promise<VsCodeServer> {
  const key = JSON.stringify(kind);
  const server = started.get(key) ?? start(kind, `vscode-ui-${String(process.pid)}-${String(started.size)}`);
  started.set(key, server);
  return server;
}

function start({ trust, extensions, env }: ServerKind, name: string): Promise<VsCodeServer> {
  const dataDir = path.join(inCache('test'), name);
  const server = startServer({
    dataDir,
    extensions,
    trust: trust === 'trusted' ? 'off' : 'ask',
    env: { ...ownUserData(dataDir), ...env },
  });
  void server.then(() => {
    dataDirs.push(dataDir);
    // Last of all, after the servers' own handlers, which end them.
    process.off('exit', removeAll);
    process.once('exit', removeAll);
  });
  return server;
}

/** GROUNDWORK_KEEP=1 keeps the logs of the servers to be looked at. */
function removeAll(): void {
  for (const folder of dataDirs) remove(folder);
}

function remove(folder: string): void {
  if (process.env['GROUNDWORK_KEEP'] !== undefined) return;
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // An extension host that is still ending may write; the next cleaning of the cache takes it.
  }
}
