import path from 'node:path';
import { freePort } from '../../../scripts/lib/freePort.mjs';
import { startService } from '../../../scripts/lib/service.mjs';
import { alembic } from './checks';
import { tempFolder } from './folders';
import { mustRun } from './runTool';
import { linkPackages, type Shop } from './shop';

export interface RunningShop {
  readonly url: string;
  readonly backendUrl: string;
  stop(): Promise<void>;
}

export async function loopbackUrl(): Promise<string> {
  return `http://127.0.0.1:${String(await freePort())}`;
}

export const sqliteUrl = (name: string): string => `sqlite:///${path.join(tempFolder(name), 'shop.db')}`;

/** Builds the frontend and serves it with its backend, migrated and seeded, on the loopback address. */
export async function startShop(shop: Shop): Promise<RunningShop> {
  const url = await loopbackUrl();
  const backend = await startBackend(shop, url);
  try {
    const frontend = await startFrontend(shop, { url, backendUrl: backend.url });
    const stop = async (): Promise<void> => {
      await frontend.stop();
      await backend.stop();
    };
    return { url, backendUrl: backend.url, stop };
  } catch (failure) {
    await backend.stop();
    throw failure;
  }
}

interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/** `origin` may write. */
async function startBackend(shop: Shop, origin: string): Promise<Running> {
  const databaseUrl = sqliteUrl('served');
  const env = { DATABASE_URL: databaseUrl, ALLOWED_ORIGINS: JSON.stringify([origin]) };
  await alembic(shop, databaseUrl, 'upgrade', 'head');
  await mustRun([shop.python, '-m', 'scripts.seed'], { cwd: shop.backend, env });
  const url = await loopbackUrl();
  const args = ['-m', 'uvicorn', 'main:app', '--host', '127.0.0.1', '--port', new URL(url).port];
  const service = await startService({
    name: 'The backend',
    command: shop.python,
    args,
    cwd: shop.backend,
    env,
    logFile: path.join(tempFolder('log'), 'backend.log'),
    readyUrl: `${url}/docs`,
  });
  return { url, stop: service.stop };
}

interface Addresses {
  readonly url: string;
  readonly backendUrl: string;
}

async function startFrontend(shop: Shop, { url, backendUrl }: Addresses): Promise<Running> {
  await buildFrontend(shop);
  const service = await startService({
    name: 'The frontend',
    command: process.execPath,
    args: [nextOf(shop), 'start', '--hostname', '127.0.0.1', '--port', new URL(url).port],
    cwd: shop.frontend,
    env: { BACKEND_URL: backendUrl, NEXT_TELEMETRY_DISABLED: '1' },
    logFile: path.join(tempFolder('log'), 'frontend.log'),
    readyUrl: url,
    timeoutMs: 120_000,
  });
  return { url, stop: service.stop };
}

const builds = new Map<string, Promise<void>>();

/** `next build`, once a copy. */
export function buildFrontend(shop: Shop): Promise<void> {
  const known = builds.get(shop.folder);
  if (known !== undefined) return known;
  linkPackages(shop);
  const build = mustRun([process.execPath, nextOf(shop), 'build'], {
    cwd: shop.frontend,
    env: { NEXT_TELEMETRY_DISABLED: '1' },
  }).then(() => undefined);
  builds.set(shop.folder, build);
  return build;
}

const nextOf = (shop: Shop): string =>
  path.join(shop.frontend, 'node_modules', 'next', 'dist', 'bin', 'next');
