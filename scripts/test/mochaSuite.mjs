import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { inCache, inRepo, repoRoot } from '../lib/paths.mjs';
import { runForCode } from '../lib/run.mjs';
import { NONE, sum } from './counts.mjs';

/**
 * Runs parts of a suite under mocha and tsx at once, a process each. The first shows what it does; what the others did is
 * shown when they have ended.
 * @param {{
 *   name: string,
 *   parts: readonly (readonly string[])[],
 *   timeoutMs?: number,
 *   env?: Record<string, string>,
 * }} suite
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function mochaSuite({ name, parts, timeoutMs = 10_000, env = {} }) {
  return sum(
    await Promise.all(
      parts.map((part, index) =>
        mochaProcess(`${name}-${index}`, part, index === 0 ? 'inherit' : 'after', {
          ...env,
          GROUNDWORK_TEST_TIMEOUT: String(timeoutMs),
        }),
      ),
    ),
  );
}

/**
 * @param {string} name
 * @param {readonly string[]} files
 * @param {'inherit' | 'after'} output
 * @param {Record<string, string>} env
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
async function mochaProcess(name, files, output, env) {
  if (files.length === 0) return NONE;
  const countsFile = inCache('test', `${name}.counts.json`);
  mkdirSync(path.dirname(countsFile), { recursive: true });
  rmSync(countsFile, { force: true });
  const { code } = await runForCode(
    process.execPath,
    ['--import', 'tsx', inRepo('scripts', 'test', 'runMocha.mjs'), countsFile, ...files],
    { cwd: repoRoot, env, output },
  );
  if (!existsSync(countsFile)) {
    // A file that cannot be loaded ends mocha before it counts; its error is on the terminal already.
    process.stdout.write(`  The suite ${name} did not finish (exit code ${code}).\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return JSON.parse(readFileSync(countsFile, 'utf8'));
}
