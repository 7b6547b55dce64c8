import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { step } from '../lib/log.mjs';
import { inCache, inRepo, repoRoot } from '../lib/paths.mjs';
import { ensureVenv } from '../lib/python.mjs';
import { npmCi, run } from '../lib/run.mjs';
import { digestOf, once } from '../lib/stamp.mjs';

const backend = inRepo('test', 'fixtures', 'shop', 'backend');
const warehouse = inRepo('test', 'fixtures', 'warehouse', 'services', 'api');
const frontend = inRepo('test', 'fixtures', 'shop', 'frontend');

/** Builds the extension, the command line, the webview and the host tests. */
export function build() {
  return step('Build', () => run(process.execPath, ['esbuild.mjs', '--tests'], { cwd: repoRoot }));
}

/**
 * What the generated code runs on: a Python environment and a `node_modules` with the samples' own versions. Their
 * frontends have the same packages.
 * @returns {Promise<Record<string, string>>} where they are, for the tests' environment
 */
export async function prepareOutputTests() {
  /** @type {Record<string, string>} */
  const env = {};
  const requirements = path.join(backend, 'requirements-dev.txt');
  if (existsSync(requirements)) {
    env['GROUNDWORK_TEST_PYTHON'] = await ensureVenv({
      folder: inCache('python'),
      // The second sample needs another driver beside, nothing else.
      requirements: [requirements, path.join(warehouse, 'requirements-dev.txt')],
      title: 'Install Python packages for the output tests',
    });
  }
  const lock = path.join(frontend, 'package-lock.json');
  if (existsSync(lock)) {
    env['GROUNDWORK_TEST_NODE_MODULES'] = await installFrontend([path.join(frontend, 'package.json'), lock]);
  }
  return env;
}

/** @param {readonly string[]} manifests */
async function installFrontend(manifests) {
  const folder = inCache('shop-frontend');
  await once(path.join(folder, '.stamp'), digestOf(manifests), () =>
    step("Install the sample's frontend packages for the output tests", async () => {
      mkdirSync(folder, { recursive: true });
      for (const file of manifests) copyFileSync(file, path.join(folder, path.basename(file)));
      await npmCi(folder);
    }),
  );
  return path.join(folder, 'node_modules');
}
