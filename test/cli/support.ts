import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../../src/cli/runCli';
import { readTextFile } from '../../src/platform/files/readTextFile';
import { diagnose } from '../../src/roots/diagnose';
import { openHeadlessApp } from '../../src/roots/headlessApp';

const DIST = path.resolve('dist');
export const CLI = path.join(DIST, 'cli.js');
const SHOP = path.resolve('test/fixtures/shop');
const LEFT_OUT = new Set(['.venv', 'node_modules', '.next', '.mypy_cache', '.ruff_cache', '.pytest_cache']);

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The last JSON line. */
  readonly last: Readonly<Record<string, unknown>>;
}

/** A copy of the sample's sources with a data folder of its own. */
export class CliWorkspace {
  readonly folder: string;
  readonly root: string;
  readonly data: string;

  constructor() {
    this.folder = mkdtempSync(path.join(tmpdir(), 'groundwork-cli-'));
    this.root = path.join(this.folder, 'shop');
    this.data = path.join(this.folder, 'data');
    cpSync(SHOP, this.root, {
      recursive: true,
      filter: (source) => !LEFT_OUT.has(path.basename(source)),
    });
  }

  start(...args: readonly string[]): ChildProcess {
    return this.startWith({}, ...args);
  }

  startWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): ChildProcess {
    return spawn(process.execPath, [CLI, ...args, '--workspace', this.root, '--json'], {
      env: { ...process.env, ...this.ownEnv(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async run(...args: readonly string[]): Promise<CliResult> {
    return finished(this.start(...args));
  }

  /** The same command in this process: it starts at once, and nobody can kill it. */
  async runHere(...args: readonly string[]): Promise<CliResult> {
    return this.runHereWith({}, ...args);
  }

  async runHereWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<CliResult> {
    const own = { ...this.ownEnv(), ...env };
    const before = Object.keys(own).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, own);
    let stdout = '';
    let stderr = '';
    try {
      const code = await runCli({
        argv: [...args, '--workspace', this.root, '--json'],
        currentFolder: this.folder,
        version: 'test',
        open: (options) => openHeadlessApp(options, DIST),
        diagnose: (request) => diagnose({ ...request, host: 'commandLine', distFolder: DIST }),
        readFile: (file) => readTextFile(file, file),
        out: (text) => void (stdout += text),
        err: (text) => void (stderr += text),
      });
      return { code, stdout, stderr, last: lastLine(stdout) };
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    }
  }

  /** Content of every file by path, hashed. */
  tree(): ReadonlyMap<string, string> {
    const files = readdirSync(this.root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(this.root, path.join(entry.parentPath, entry.name)))
      .sort();
    return new Map(
      files.map((file) => [
        file,
        createHash('sha256')
          .update(readFileSync(path.join(this.root, file)))
          .digest('hex'),
      ]),
    );
  }

  /** All folders, so that one left behind is noticed. */
  folders(): readonly string[] {
    return readdirSync(this.root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => path.relative(this.root, path.join(entry.parentPath, entry.name)))
      .sort();
  }

  private ownEnv(): Readonly<Record<string, string>> {
    return { XDG_DATA_HOME: this.data, LOCALAPPDATA: this.data, HOME: this.folder };
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function finished(child: ChildProcess): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => void (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => void (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, stdout, stderr, last: lastLine(stdout) });
    });
  });
}

function lastLine(stdout: string): Readonly<Record<string, unknown>> {
  const line = stdout.trimEnd().split('\n').at(-1) ?? '';
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
