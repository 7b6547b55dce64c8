import { spawn, type ChildProcess } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../core/model/appError';
import type { ChildRecords } from './childRecords';
import type { ProcessRequest, ProcessResult, ProcessRunner } from '../../core/ports/processRunner';

/** Output beyond this many characters a stream is cut off. */
const OUTPUT_LIMIT = 10_000_000;
/** Between the polite and the final signal, milliseconds. */
const GRACE_MS = 2_000;

/** Runs tools in process groups of their own, so that ending one ends what it started; each is recorded while it runs. */
export function nodeProcessRunner(children: Pick<ChildRecords, 'add' | 'remove'>): ProcessRunner {
  return { run: (request) => run(request, children), find, findIn };
}

async function run(
  request: ProcessRequest,
  children: Pick<ChildRecords, 'add' | 'remove'>,
): Promise<ProcessResult> {
  if (request.signal?.aborted === true) throw cancelled();
  const started = performance.now();
  const [command, ...args] = request.argv;
  const child = spawn(command, args, {
    cwd: request.cwd,
    env: { ...request.env },
    detached: process.platform !== 'win32',
    shell: false,
    windowsHide: true,
    stdio: 'pipe',
  });
  const { pid } = child;
  if (pid !== undefined) children.add(pid, request.cwd);
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  child.stdin.on('error', () => undefined); // A tool may close its input early.
  child.stdin.end(request.input ?? '');
  let reason: 'timeout' | 'cancelled' | undefined;
  const end = (why: 'timeout' | 'cancelled') => (): void => {
    reason ??= why;
    endTree(child);
  };
  const timer = setTimeout(end('timeout'), request.timeoutMs);
  const onAbort = end('cancelled');
  request.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const exitCode = await exitOf(child, command);
    if (reason === 'cancelled') throw cancelled();
    if (reason === 'timeout') {
      throw new AppError(
        'timeout',
        `${path.basename(command)} did not end within ${String(Math.round(request.timeoutMs / 1000))} s.`,
        'Run it by hand in the same folder to see what it waits for.',
      );
    }
    return {
      exitCode,
      stdout: stdout(),
      stderr: stderr(),
      durationMs: Math.round(performance.now() - started),
    };
  } finally {
    if (pid !== undefined) children.remove(pid);
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', onAbort);
  }
}

function exitOf(child: ChildProcess, command: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', (failure) => {
      reject(
        new AppError(
          'toolMissing',
          `${path.basename(command)} could not be started.`,
          'Install it, then try again.',
          {
            cause: failure,
          },
        ),
      );
    });
    child.once('close', (code) => {
      resolve(code);
    });
  });
}

/** Ends the whole group: politely, then for good. */
function endTree(child: ChildProcess): void {
  signalTree(child, 'SIGTERM');
  const timer = setTimeout(() => {
    signalTree(child, 'SIGKILL');
  }, GRACE_MS);
  child.once('close', () => {
    clearTimeout(timer);
    // The leader may be gone while children of its group still run.
    signalTree(child, 'SIGKILL');
  });
}

function signalTree(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The group has ended already.
  }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: string[] = [];
  let length = 0;
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    if (length >= OUTPUT_LIMIT) return;
    chunks.push(chunk.slice(0, OUTPUT_LIMIT - length));
    length += chunk.length;
  });
  return () => chunks.join('') + (length > OUTPUT_LIMIT ? '\n[output cut off]\n' : '');
}

async function find(name: string, folders: readonly string[] = []): Promise<string | undefined> {
  if (path.isAbsolute(name)) return (await isExecutable(name)) ? name : undefined;
  return findIn(name, [...folders, ...(process.env['PATH'] ?? '').split(path.delimiter)]);
}

async function findIn(name: string, folders: readonly string[]): Promise<string | undefined> {
  const extensions = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of folders) {
    for (const extension of extensions) {
      const candidate = path.join(folder, name + extension);
      if (folder !== '' && (await isExecutable(candidate))) return candidate;
    }
  }
  return undefined;
}

async function isExecutable(candidate: string): Promise<boolean> {
  try {
    await access(candidate, constants.X_OK);
    return (await stat(candidate)).isFile();
  } catch {
    return false;
  }
}

function cancelled(): AppError {
  return new AppError('cancelled', 'The tool was cancelled.', 'Start it again.');
}
