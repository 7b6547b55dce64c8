import path from 'node:path';
import { freePort } from '../lib/freePort.mjs';
import { step } from '../lib/log.mjs';
import { inCache } from '../lib/paths.mjs';
import { startService } from '../lib/service.mjs';

/** The usual ports when they are free, so that the sample's own defaults fit. */
const BACKEND_PORT = 8000;
const FRONTEND_PORT = 3000;

/**
 * Starts the sample's backend and frontend on the loopback address; both reload when an accepted file changes.
 * @param {import('./sample.mjs').Sample} sample
 * @returns {Promise<{ backend?: string, frontend?: string }>}
 */
export async function startApp(sample) {
  if (sample.python === undefined) return {};
  const backend = `http://127.0.0.1:${await freePort(BACKEND_PORT)}`;
  const frontend = `http://127.0.0.1:${await freePort(FRONTEND_PORT)}`;
  await step("Start the sample's backend", () =>
    startBackend(path.join(sample.folder, 'backend'), String(sample.python), backend, frontend),
  );
  const folder = sample.frontend;
  if (folder === undefined) return { backend };
  await step("Start the sample's frontend", () => startFrontend(folder, backend, frontend));
  return { backend, frontend };
}

/**
 * @param {string} cwd
 * @param {string} python
 * @param {string} url
 * @param {string} frontendUrl
 */
function startBackend(cwd, python, url, frontendUrl) {
  const watched = ['api', 'core', 'db'].flatMap((folder) => ['--reload-dir', folder]);
  return startService({
    name: "The sample's backend",
    command: python,
    args: ['-m', 'uvicorn', 'main:app', '--host', '127.0.0.1', '--port', portOf(url), '--reload', ...watched],
    cwd,
    env: { ALLOWED_ORIGINS: JSON.stringify([frontendUrl, url]) },
    logFile: inCache('start', 'backend.log'),
    readyUrl: `${url}/docs`,
  });
}

/**
 * @param {string} cwd
 * @param {string} backendUrl
 * @param {string} url
 */
function startFrontend(cwd, backendUrl, url) {
  const next = path.join(cwd, 'node_modules', 'next', 'dist', 'bin', 'next');
  return startService({
    name: "The sample's frontend",
    command: process.execPath,
    args: [next, 'dev', '--hostname', '127.0.0.1', '--port', portOf(url)],
    cwd,
    env: { BACKEND_URL: backendUrl, NEXT_TELEMETRY_DISABLED: '1' },
    logFile: inCache('start', 'frontend.log'),
    readyUrl: url,
    timeoutMs: 120_000,
  });
}

/** @param {string} url */
function portOf(url) {
  return new URL(url).port;
}
