// Loaded into a process beside its program (`node --require`, or as an extension of its own in an extension host): counts
// the writes below the folders of a plan and kills the process with -9 at one of them. It knows nothing of the program and
// takes the writes of Node's promises, of its callbacks and of what it does at once, so none is forgotten.
import fs from 'node:fs';
import files from 'node:fs/promises';
import path from 'node:path';
import type { WritePlan } from './writePlan';

type Operation<Result> = (...args: readonly unknown[]) => Result;
type Table<Result> = Record<string, Operation<Result> | undefined>;

const NAMES = [
  'rename',
  'link',
  'unlink',
  'rm',
  'rmdir',
  'mkdir',
  'writeFile',
  'appendFile',
  'copyFile',
  'chmod',
];
/** Those that write at their second place. */
const TWO_PLACES: ReadonlySet<string> = new Set(['rename', 'link', 'copyFile']);
const HANDLE_NAMES = ['writeFile', 'write', 'appendFile', 'sync', 'datasync', 'chmod', 'truncate'];
/** Those that take the number of an open file first, with what a handle calls them. */
const DESCRIPTOR_NAMES = {
  write: 'write',
  writeFile: 'writeFile',
  appendFile: 'appendFile',
  fsync: 'sync',
  fdatasync: 'datasync',
  ftruncate: 'truncate',
} as const;

/** As they are, for its own files. */
const { appendFileSync, existsSync, readFileSync, writeFileSync, writeSync } = fs;

class WritePoints {
  private readonly folder: string;
  private plan: WritePlan | undefined;
  private count = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Ends the process here when the plan says so; `half` writes a part first. */
  pass(kind: string, file: unknown, half: () => void = () => undefined): void {
    if (typeof file !== 'string' || this.read() === undefined) return;
    const root = this.plan?.folders.find((candidate) => file.includes(candidate));
    if (this.plan === undefined || root === undefined) return;
    this.count += 1;
    const place = path.basename(root) + file.slice(file.indexOf(root) + root.length);
    appendFileSync(path.join(this.folder, `points-${this.plan.id}`), `${kind} ${place}\n`);
    const killed = path.join(this.folder, `killed-${this.plan.id}`);
    // Who comes after the one that died does the same writes.
    if (this.count !== this.plan.killAt || existsSync(killed)) return;
    half();
    writeFileSync(killed, '');
    process.kill(process.pid, 'SIGKILL');
    // The signal is on its way: nothing more may happen here.
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }

  private read(): WritePlan | undefined {
    try {
      const next = JSON.parse(readFileSync(path.join(this.folder, 'plan.json'), 'utf8')) as WritePlan;
      if (next.id !== this.plan?.id) this.count = 0;
      this.plan = next;
    } catch {
      this.plan = undefined;
    }
    return this.plan;
  }
}

function watchPromises(points: WritePoints): void {
  const table = files as unknown as Table<Promise<unknown>>;
  for (const name of NAMES) {
    const original = table[name];
    if (original === undefined) continue;
    table[name] = (...args) => {
      points.pass(name, TWO_PLACES.has(name) ? args[1] : args[0]);
      return original.apply(files, args as unknown[]);
    };
  }
  const open = table['open'];
  if (open === undefined) return;
  table['open'] = async (...args) => {
    const [file, flags] = args;
    if (writes(flags)) points.pass('open', file);
    const handle = (await open.apply(files, args as unknown[])) as Table<unknown> & { readonly fd: number };
    for (const name of HANDLE_NAMES) {
      const original = handle[name];
      if (original === undefined) continue;
      handle[name] = (...given) => {
        points.pass(name, file, half(name, handle.fd, given[0]));
        return original.apply(handle, given as unknown[]);
      };
    }
    return handle;
  };
}

/** The calls of `node:fs` that answer at once, and those that call back. */
function watchCalls(points: WritePoints): void {
  const table = fs as unknown as Table<unknown>;
  const opened = new Map<unknown, unknown>();
  // Some are made of others.
  let depth = 0;
  const inside = (call: () => unknown): unknown => {
    depth += 1;
    try {
      return call();
    } finally {
      depth -= 1;
    }
  };
  const wrap = (name: string, before: Operation<void>): void => {
    const original = table[name];
    if (original === undefined) return;
    table[name] = (...args) => {
      if (depth === 0) before(...args);
      return inside(() => original.apply(fs, args as unknown[]));
    };
  };
  const handleNames: Readonly<Record<string, string>> = DESCRIPTOR_NAMES;
  for (const suffix of ['', 'Sync']) {
    for (const name of new Set([...NAMES, ...Object.keys(handleNames)])) {
      wrap(name + suffix, (...args) => {
        const [place, bytes] = args;
        const handleName = handleNames[name];
        if (typeof place === 'number' && handleName !== undefined)
          points.pass(handleName, opened.get(place), half(handleName, place, bytes));
        else points.pass(name, TWO_PLACES.has(name) ? args[1] : place);
      });
    }
    wrap(`close${suffix}`, (descriptor) => opened.delete(descriptor));
  }
  const { open, openSync } = table;
  if (open === undefined || openSync === undefined) return;
  table['openSync'] = (...args) => {
    if (depth === 0 && writes(args[1])) points.pass('open', args[0]);
    const descriptor = inside(() => openSync.apply(fs, args as unknown[]));
    opened.set(descriptor, args[0]);
    return descriptor;
  };
  table['open'] = (...args) => {
    if (depth === 0 && writes(args[1])) points.pass('open', args[0]);
    const done = args.at(-1);
    if (typeof done !== 'function') return open.apply(fs, args as unknown[]);
    const noted = (failure: unknown, descriptor: unknown): void => {
      if (descriptor !== undefined) opened.set(descriptor, args[0]);
      Reflect.apply(done, undefined, [failure, descriptor]);
    };
    return inside(() => open.apply(fs, [...args.slice(0, -1), noted]));
  };
}

const writes = (flags: unknown): boolean => typeof flags === 'string' && /[wa+]/.test(flags);

/** Writes the first half of what a call was about to write. */
function half(name: string, descriptor: number, content: unknown): (() => void) | undefined {
  if (!/^(write|append)/.test(name)) return undefined;
  return () => {
    const bytes = Buffer.from(content as string);
    writeSync(descriptor, bytes.subarray(0, Math.floor(bytes.length / 2)));
  };
}

const control = process.env['GROUNDWORK_WRITES'];
if (control !== undefined) {
  appendFileSync(path.join(control, 'processes'), `${String(process.pid)}\n`);
  const points = new WritePoints(control);
  watchPromises(points);
  watchCalls(points);
}
