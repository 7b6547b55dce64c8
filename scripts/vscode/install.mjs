import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { log as defaultLog, step } from '../lib/log.mjs';
import { inCache } from '../lib/paths.mjs';
import { npm } from '../lib/run.mjs';
import { once } from '../lib/stamp.mjs';

/**
 * The one place that pins them. `code-server` carries the whole VS Code server (4.139.1 is VS Code 1.139.1) in its
 * folder `lib/vscode`. The server asks for Node 24, which the `node` packages of npm carry, one a platform; the
 * package `node` itself would fetch them from an install script, and none is run here. There is none for macOS.
 */
const VERSIONS = {
  'code-server': '4.139.1',
  ...(process.platform === 'darwin' ? {} : { [nodePackageName()]: '24.21.0' }),
};

const root = inCache('vscode', 'install');
const serverRoot = path.join(root, 'node_modules', 'code-server', 'lib', 'vscode');

/**
 * @typedef {object} VsCodeInstall
 * @property {string} node the Node binary that runs the server
 * @property {string} serverMain the server's entry
 */

/**
 * Installs a real VS Code server under `.cache/vscode`, once; what an interrupted attempt finished is kept.
 * @param {{ log?: import('../lib/log.mjs').Log }} [options]
 * @returns {Promise<VsCodeInstall>}
 */
export async function ensureVsCode({ log = defaultLog } = {}) {
  const inputs = JSON.stringify(VERSIONS);
  const stamp = (/** @type {string} */ name) => path.join(root, `.${name}.stamp`);

  await once(stamp('packages'), inputs, () =>
    step('Install the VS Code server (606 MB, once)', () => installPackages(), log),
  );
  await once(stamp('dependencies'), inputs, () =>
    step(
      'Install the dependencies of the VS Code server',
      () =>
        npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], quietIn(serverRoot)),
      log,
    ),
  );
  await once(stamp('terminal'), inputs, () => step('Build its terminal', () => buildTerminal(log), log));

  return { node: nodeBinary(), serverMain: path.join(serverRoot, 'out', 'server-main.js') };
}

async function installPackages() {
  mkdirSync(root, { recursive: true });
  const manifest = { name: 'groundwork-vscode', private: true, dependencies: VERSIONS };
  writeFileSync(path.join(root, 'package.json'), JSON.stringify(manifest, undefined, 2));
  // code-server's own install script wants krb5 headers and takes minutes; nothing of it is needed here.
  await npm(['install', '--ignore-scripts', '--no-audit', '--no-fund'], quietIn(root));
}

/**
 * Terminals need node-pty's native part; everything else works without it, so a failure is only a warning.
 * @param {import('../lib/log.mjs').Log} log
 */
async function buildTerminal(log) {
  const env = {
    npm_config_nodedir: nodePackage(),
    PATH: `${path.dirname(nodeBinary())}${path.delimiter}${process.env['PATH'] ?? ''}`,
  };
  try {
    await npm(['rebuild', 'node-pty'], { ...quietIn(serverRoot), env });
  } catch (error) {
    log(`Warning: terminals will not work in the VS Code server. ${String(error).split('\n', 1)[0] ?? ''}`);
  }
}

/** @param {string} cwd */
function quietIn(cwd) {
  return { cwd, output: /** @type {const} */ ('tail') };
}

function nodePackageName() {
  return `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
}

/** Holds `bin/node` and the headers that node-gyp wants. */
function nodePackage() {
  return process.platform === 'darwin'
    ? path.resolve(path.dirname(process.execPath), '..')
    : path.join(root, 'node_modules', nodePackageName());
}

function nodeBinary() {
  return path.join(nodePackage(), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}
