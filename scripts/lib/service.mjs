import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @typedef {object} ServiceOptions
 * @property {string} name for messages
 * @property {string} command
 * @property {readonly string[]} args
 * @property {string} logFile where its output goes
 * @property {string} readyUrl any HTTP answer from it means that the service is up
 * @property {string} [cwd]
 * @property {Record<string, string>} [env]
 * @property {number} [timeoutMs]
 */

/** @typedef {{ pid: number | undefined, stop: () => Promise<void> }} Service */

const STOP_GRACE_MS = 4_000;
const POLL_MS = 100;

/**
 * Starts a program of ours that serves HTTP on the loopback address and waits until it answers.
 * @param {ServiceOptions} options
 * @returns {Promise<Service>}
 */
export async function startService(options) {
  mkdirSync(path.dirname(options.logFile), { recursive: true });
  const output = createWriteStream(options.logFile);
  // A group of its own, so that what the service starts (reloaders, extension hosts) ends with it.
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  child.stdout.pipe(output);
  child.stderr.pipe(output);
  const ended = new Promise((resolve) => child.once('close', resolve));
  let failure = '';
  child.once('error', (error) => (failure = error.message));
  child.once('exit', (code) => (failure ||= `it ended with ${String(code)}`));

  if (running.size === 0) process.once('exit', killAll);
  running.add(child);
  exitOnSignals();
  const stop = async () => {
    running.delete(child);
    if (running.size === 0) process.off('exit', killAll);
    signal(child, 'SIGTERM');
    const done = await Promise.race([ended.then(() => true), sleep(STOP_GRACE_MS, false, { ref: false })]);
    if (!done) signal(child, 'SIGKILL');
    await ended;
  };

  const deadline = Date.now() + (options.timeoutMs ?? 60_000);
  while (!(await answers(options.readyUrl))) {
    if (failure !== '' || Date.now() > deadline) {
      if (failure === '') await stop();
      throw new Error(`${options.name} did not start (${failure || 'no answer'}); see ${options.logFile}`);
    }
    await sleep(POLL_MS);
  }
  return { pid: child.pid, stop };
}

/**
 * The services of this process: they end with it.
 * @type {Set<import('node:child_process').ChildProcess>}
 */
const running = new Set();

function killAll() {
  for (const child of running) signal(child, 'SIGKILL');
}

/** Without a handler, Ctrl-C ends this process before `exit` is emitted, and the services would stay. */
function exitOnSignals() {
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    if (process.listenerCount(name) === 0) process.once(name, () => process.exit(130));
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} name
 */
function signal(child, name) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
  } catch {
    child.kill(name);
  }
}

/**
 * @param {string} url
 * @returns {Promise<boolean>}
 */
function answers(url) {
  return new Promise((resolve) => {
    const request = get(url, { timeout: 2_000 }, (response) => {
      response.resume();
      resolve(true);
    });
    request.once('error', () => {
      resolve(false);
    });
    request.once('timeout', () => request.destroy());
  });
}
