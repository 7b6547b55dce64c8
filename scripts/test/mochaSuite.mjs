import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { inCache, inRepo, repoRoot } from '../lib/paths.mjs';
import { runForCode } from '../lib/run.mjs';
import { NONE } from './counts.mjs';

/**
 * Runs test files under mocha and tsx, in one process.
 * @param {{ name: string, files: readonly string[], timeoutMs?: number, env?: Record<string, string> }} suite
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function mochaSuite({ name, files, timeoutMs = 10_000, env = {} }) {
  if (files.length === 0) return NONE;
  const countsFile = inCache('test', `${name}.counts.json`);
  mkdirSync(path.dirname(countsFile), { recursive: true });
  rmSync(countsFile, { force: true });
  const { code } = await runForCode(
    process.execPath,
    ['--import', 'tsx', inRepo('scripts', 'test', 'runMocha.mjs'), countsFile, ...files],
    { cwd: repoRoot, env: { ...env, GROUNDWORK_TEST_TIMEOUT: String(timeoutMs) } },
  );
  if (!existsSync(countsFile)) {
    // A file that cannot be loaded ends mocha before it counts; its error is on the terminal already.
    process.stdout.write(`  The suite ${name} did not finish (exit code ${code}).\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return JSON.parse(readFileSync(countsFile, 'utf8'));
}
