import { existsSync } from 'node:fs';
import { inRepo, repoRoot } from '../lib/paths.mjs';
import { runForCode } from '../lib/run.mjs';
import { sum } from './counts.mjs';

/** Each tool counts as one test. */
const TOOLS = [
  { name: 'eslint', script: 'eslint/bin/eslint.js', args: ['.', '--max-warnings', '0'] },
  { name: 'prettier', script: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'tsc', script: 'typescript/bin/tsc', args: ['-p', 'tsconfig.json'] },
  {
    name: 'tsc (webview)',
    script: 'typescript/bin/tsc',
    args: ['-p', 'webview-ui/tsconfig.json'],
    only: 'webview-ui/tsconfig.json',
  },
];

/** @returns {Promise<import('./counts.mjs').Counts>} */
export async function lintSuite() {
  const tools = TOOLS.filter(({ only }) => only === undefined || existsSync(inRepo(only)));
  return sum(await Promise.all(tools.map((tool) => lint(tool))));
}

/**
 * @param {{ name: string, script: string, args: readonly string[] }} tool
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
async function lint({ name, script, args }) {
  const began = Date.now();
  const { code, tail } = await runForCode(process.execPath, [inRepo('node_modules', script), ...args], {
    cwd: repoRoot,
    output: 'tail',
  });
  const passed = code === 0;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  process.stdout.write(`  ${passed ? '✔' : '✘'} ${name} (${seconds} s)\n${passed ? '' : `${tail}\n`}`);
  return { passed: Number(passed), failed: Number(!passed), skipped: 0 };
}
