import { existsSync, readFileSync } from 'node:fs';
import { log, step } from './log.mjs';
import { inRepo, repoRoot } from './paths.mjs';
import { npmCi } from './run.mjs';

/** Says so and ends when this Node is older than package.json asks for. */
export function checkNodeVersion() {
  const { engines } = JSON.parse(readFileSync(inRepo('package.json'), 'utf8'));
  const wanted = /(\d+)\.(\d+)/.exec(engines.node);
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (wanted === null) return;
  const [wantedMajor, wantedMinor] = [Number(wanted[1]), Number(wanted[2])];
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  log(
    `Groundwork needs Node ${engines.node}; this is ${process.versions.node}. Install a newer one from nodejs.org.`,
  );
  process.exit(1);
}

/** `npm ci`, when node_modules is missing or older than the lock file. */
export async function ensureNodeModules() {
  if (isUpToDate(inRepo('node_modules', '.package-lock.json'))) return;
  await step('Install the packages (npm ci)', () => npmCi(repoRoot));
}

/**
 * Whether what npm says it installed is what the lock file asks for; another `npm install` may have done it.
 * @param {string} installed
 */
function isUpToDate(installed) {
  if (!existsSync(installed)) return false;
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const want = JSON.parse(readFileSync(inRepo('package-lock.json'), 'utf8')).packages;
  return Object.entries(want).every(
    ([path, entry]) => path === '' || entry.optional === true || have[path]?.version === entry.version,
  );
}
