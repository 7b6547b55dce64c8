import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env] added to the environment; undefined removes a name
 * @property {'inherit' | 'tail' | 'after'} [output] `tail` keeps quiet and shows the last lines only when it fails;
 *   `after` shows everything once it has ended
 */

/** How much of a quiet command's output an error message repeats, from the beginning and from the end. */
const SHOWN_CHARS = 2_000;

/**
 * Runs a program to its end, as argv and without a shell; rejects when it does not exit with 0.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<void>}
 */
export async function run(command, args, options = {}) {
  const { code, tail } = await runForCode(command, args, options);
  if (code !== 0) {
    const shown = [path.basename(command), ...args].join(' ');
    throw new Error(`\`${shown}\` ended with ${code}.${tail === '' ? '' : `\n${tail}`}`);
  }
}

/**
 * Like `run`, but hands the exit code back instead of judging it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, tail: string }>}
 */
export function runForCode(command, args, options = {}) {
  const quiet = options.output === 'tail' || options.output === 'after';
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    let tail = '';
    /** @type {Buffer[]} */
    const all = [];
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      if (options.output === 'after') all.push(chunk);
      else tail = shorten(tail + chunk.toString('utf8'));
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (all.length > 0) process.stdout.write(Buffer.concat(all));
      resolve({ code: code ?? 1, tail: signal === null ? tail : `${tail}\nended by ${signal}` });
    });
  });
}

/** @param {string} text */
function shorten(text) {
  if (text.length <= 2 * SHOWN_CHARS) return text;
  const cut = '\n...\n';
  return text.slice(0, SHOWN_CHARS) + cut + text.slice(-SHOWN_CHARS + cut.length);
}

/**
 * Installs what a lock file says.
 * @param {string} cwd
 * @param {RunOptions} [options]
 */
export function npmCi(cwd, options = {}) {
  return npm(['ci', '--no-audit', '--no-fund'], { ...options, cwd, output: 'tail' });
}

/**
 * Runs npm with the Node that runs this script. On Windows `npm` is a batch file, which cannot be started without a
 * shell, so its JavaScript entry is looked for first.
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function npm(args, options = {}) {
  const entry = npmEntry();
  return entry === undefined ? run('npm', args, options) : run(process.execPath, [entry, ...args], options);
}

/**
 * What npm prints, whatever it ends with.
 * @param {readonly string[]} args
 * @param {number} timeoutMs
 * @returns {Promise<string>}
 */
export function npmText(args, timeoutMs) {
  const entry = npmEntry();
  const [command, ...all] = entry === undefined ? ['npm', ...args] : [process.execPath, entry, ...args];
  return new Promise((resolve) => {
    execFile(command, all, { timeout: timeoutMs, maxBuffer: 50_000_000 }, (_failure, stdout) =>
      resolve(stdout),
    );
  });
}

function npmEntry() {
  const nodeDir = path.dirname(process.execPath);
  const fromNpm = process.env['npm_execpath'];
  const candidates = [
    ...(fromNpm?.endsWith('npm-cli.js') === true ? [fromNpm] : []),
    path.join(nodeDir, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(nodeDir, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  return candidates.find((candidate) => existsSync(candidate));
}

/**
 * The full path of a program on PATH, or undefined.
 * @param {string} name
 */
export function which(name) {
  const extensions = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => extensions.map((extension) => path.join(folder, name + extension)))
    .find((candidate) => existsSync(candidate));
}
