// `npm test [-- --fast | --soak | --suite NAME ...]`: installs what is missing, builds and runs the suites one after
// another. `--fast` is the unit suite alone. `--soak` is for the night: the full number of random cases, kills at every write
// and at random moments, in this process, in the command line and in the editor; `SOAK=2/3 npm run test:soak` is the second
// third of the cases that take hours. Only Node's own modules are imported before the packages are installed.
import { readFileSync } from 'node:fs';
import { checkNodeVersion, ensureNodeModules } from './lib/node.mjs';
import { log } from './lib/log.mjs';
import { filesBelow } from './lib/files.mjs';
import { repoRoot } from './lib/paths.mjs';
import { format, NONE, skippedAsFailed, sum } from './test/counts.mjs';

const CLI_FOLDERS = ['test/cli', 'test/recovery'];
const SUITES = /** @type {const} */ (['lint', 'unit', 'cli', 'host', 'ui', 'output']);
/** What waits for a disk or a child leaves a core to others; more would starve those that count milliseconds. */
const PROCESSES = 2;
const UNIT_TIMEOUT_MS = 20_000;
const UI_TIMEOUT_MS = 120_000;
const OUTPUT_TIMEOUT_MS = 900_000;
const SOAK_TIMEOUT_MS = 2 * 60 * 60_000;

process.chdir(repoRoot);
const soak = process.argv.includes('--soak');
if (soak) process.env['SOAK'] ||= '1';
const chosen = choose(process.argv.slice(2));
checkNodeVersion();
await ensureNodeModules();
const { build, prepareOutputTests } = await import('./test/prepare.mjs');
const { mochaSuite } = await import('./test/mochaSuite.mjs');

/** @type {import('./test/counts.mjs').Counts[]} */
const results = [];
try {
  if (chosen.some((name) => name !== 'lint')) await build();
  if (chosen.includes('host') || chosen.includes('ui')) await prepareEditor();
  for (const name of chosen) {
    log(`--- ${name}`);
    results.push(await runSuite(name).catch(failed));
    log(`--- ${name}: ${format(results.at(-1) ?? NONE)}`);
  }
} catch (error) {
  results.push(failed(error));
}

const total = sum(results);
const counts = isCi() ? skippedAsFailed(total) : total;
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
process.stdout.write(`${format(counts)}\n`);

/**
 * @param {typeof SUITES[number]} name
 * @returns {Promise<import('./test/counts.mjs').Counts>}
 */
async function runSuite(name) {
  switch (name) {
    case 'lint':
      return (await import('./test/lintSuite.mjs')).lintSuite();
    case 'unit':
    case 'cli':
      return mochaSuite({
        name,
        parts: dealt(name === 'cli' ? cliFiles() : unitFiles()),
        timeoutMs: soak ? SOAK_TIMEOUT_MS : UNIT_TIMEOUT_MS,
      });
    case 'host':
      return (await import('./test/hostSuite.mjs')).hostSuite();
    case 'ui':
      // The proof of the real runs uses the tools of both halves.
      await prepareOutputTests();
      return mochaSuite({
        name,
        parts: [inSoak(filesBelow('test/vscode/ui', '.test.ts'))],
        timeoutMs: UI_TIMEOUT_MS,
      });
    case 'output': {
      const files = inSoak(filesBelow('test/output', '.test.ts'));
      if (files.length === 0) return NONE;
      const parts = byCorpus(files);
      return mochaSuite({ name, parts, timeoutMs: OUTPUT_TIMEOUT_MS, env: await prepareOutputTests() });
    }
  }
}

/**
 * To every process as many.
 * @param {readonly string[]} files
 */
function dealt(files) {
  return Array.from({ length: PROCESSES }, (_, part) =>
    files.filter((_file, index) => index % PROCESSES === part),
  );
}

/**
 * The files that share the corpus, which is made once a process, and those that do not: about as long as each other.
 * @param {readonly string[]} files
 */
function byCorpus(files) {
  const shares = (/** @type {string} */ file) => readFileSync(file, 'utf8').includes('preparedCorpus');
  return [files.filter(shares), files.filter((file) => !shares(file))];
}

/**
 * In soak those of the slow suites that have more to do in it.
 * @param {string[]} files
 */
function inSoak(files) {
  return soak ? files.filter((file) => readFileSync(file, 'utf8').includes('SOAK')) : files;
}

function isCi() {
  return !['', '0', 'false'].includes(process.env['CI'] ?? '');
}

/** The command line as a process, and runs that are killed. */
function cliFiles() {
  return CLI_FOLDERS.flatMap((folder) => filesBelow(folder, '.test.ts'));
}

function unitFiles() {
  const elsewhere = [...CLI_FOLDERS, 'test/vscode', 'test/output', 'test/fixtures'];
  return ['src', 'scripts', 'bench', 'webview-ui', 'test']
    .flatMap((folder) => filesBelow(folder, '.test.ts'))
    .filter((file) => !elsewhere.some((folder) => file.startsWith(`${folder}/`)));
}

async function prepareEditor() {
  await (await import('./browser.mjs')).ensureBrowser();
  await (await import('./vscode/install.mjs')).ensureVsCode();
}

/**
 * @param {unknown} error
 * @returns {import('./test/counts.mjs').Counts}
 */
function failed(error) {
  process.stdout.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return { passed: 0, failed: 1, skipped: 0 };
}

/**
 * @param {readonly string[]} args
 * @returns {(typeof SUITES[number])[]}
 */
function choose(args) {
  if (args.includes('--soak')) return SUITES.filter((suite) => suite !== 'lint');
  if (args.includes('--fast')) return ['unit'];
  const named = args.flatMap((arg, index) => (args[index - 1] === '--suite' ? arg.split(',') : []));
  const unknown = named.filter((name) => !SUITES.some((suite) => suite === name));
  if (unknown.length > 0) {
    process.stdout.write(`Unknown suite ${unknown.join(', ')}; there are ${SUITES.join(', ')}.\n`);
    process.exit(2);
  }
  return SUITES.filter((suite) => named.length === 0 || named.includes(suite));
}
