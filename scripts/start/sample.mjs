import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { log, step } from '../lib/log.mjs';
import { inCache } from '../lib/paths.mjs';
import { ensureVenv } from '../lib/python.mjs';
import { npmCi, run, which } from '../lib/run.mjs';
import { copySample } from '../lib/sampleWorkspace.mjs';
import { digestOf, once } from '../lib/stamp.mjs';

/**
 * @typedef {object} Sample
 * @property {string} folder
 * @property {string | undefined} python of the backend; undefined when there is no backend
 * @property {string | undefined} frontend its folder; undefined when there is none
 */

/** Expensive to make and no part of the sources: a fresh copy keeps them. */
const INSTALLED = new Set(['.venv', 'node_modules']);

/**
 * Copies the sample workspace and makes it run: packages, database, seed data.
 * @param {{ copy: 'fresh' | 'keep' }} options
 * @returns {Promise<Sample>}
 */
export async function prepareSample({ copy }) {
  const folder = inCache('sample', 'shop');
  if (copy === 'fresh' || !existsSync(folder)) {
    await step('Copy the sample workspace', async () => {
      removeSources(folder);
      copySample(folder);
      await initGit(folder);
    });
  }
  const python = await prepareBackend(path.join(folder, 'backend'));
  const frontend = await prepareFrontend(path.join(folder, 'frontend'));
  return { folder, python, frontend };
}

/** @param {string} folder */
async function prepareBackend(folder) {
  const requirements = path.join(folder, 'requirements-dev.txt');
  if (!existsSync(requirements)) {
    log('The sample has no backend yet.');
    return undefined;
  }
  const python = await ensureVenv({
    folder: path.join(folder, '.venv'),
    requirements: [requirements],
    title: "Install the sample backend's packages",
  });
  const quiet = { cwd: folder, output: /** @type {const} */ ('tail') };
  await step("Create and seed the sample's database", async () => {
    await run(python, ['-m', 'alembic', 'upgrade', 'head'], quiet);
    await run(python, ['-m', 'scripts.seed'], quiet);
  });
  return python;
}

/** @param {string} folder */
async function prepareFrontend(folder) {
  const lock = path.join(folder, 'package-lock.json');
  if (!existsSync(lock)) {
    log('The sample has no frontend yet.');
    return undefined;
  }
  await once(path.join(folder, 'node_modules', '.groundwork-stamp'), digestOf([lock]), () =>
    step("Install the sample frontend's packages", () => npmCi(folder)),
  );
  return folder;
}

/** A history of its own, so that the Source Control view shows what was accepted. */
async function initGit(/** @type {string} */ folder) {
  const git = which('git');
  if (git === undefined) return;
  const quiet = { cwd: folder, output: /** @type {const} */ ('tail') };
  const identity = ['-c', 'user.name=Groundwork sample', '-c', 'user.email=sample@localhost'];
  await run(git, ['init', '--quiet', '--initial-branch=main'], quiet);
  await run(git, ['add', '--all'], quiet);
  const commit = ['-c', 'commit.gpgsign=false', 'commit', '--quiet', '--no-verify', '-m', 'The sample'];
  await run(git, [...identity, ...commit], quiet);
}

/** @param {string} folder */
function removeSources(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (INSTALLED.has(entry.name)) continue;
    const child = path.join(folder, entry.name);
    const holdsInstalled =
      entry.isDirectory() && readdirSync(child).some((name) => INSTALLED.has(name) && entry.name !== '.git');
    if (holdsInstalled) removeSources(child);
    else rmSync(child, { recursive: true, force: true });
  }
}
