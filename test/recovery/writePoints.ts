// Loaded into a process beside its program (`node --require`, or as an extension of its own in an extension host): counts
// the writes below the folders of a plan and kills the process with -9 at one of them. It knows nothing of the program and
// takes all writes of Node's promises, so none is forgotten.
import { appendFileSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import files from 'node:fs/promises';
import path from 'node:path';
import type { WritePlan } from './writePlan';

type Operation = (...args: readonly unknown[]) => Promise<unknown>;
type Table = Record<string, Operation>;

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
    if (this.count !== this.plan.killAt) return;
    half();
    writeFileSync(path.join(this.folder, `killed-${this.plan.id}`), '');
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

function watch(points: WritePoints): void {
  const table = files as unknown as Table;
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
    if (typeof flags === 'string' && /[wa+]/.test(flags)) points.pass('open', file);
    const handle = (await open.apply(files, args as unknown[])) as Table & { readonly fd: number };
    for (const name of HANDLE_NAMES) {
      const original = handle[name];
      if (original === undefined) continue;
      handle[name] = (...given) => {
        const half = (): void => {
          const bytes = Buffer.from(given[0] as string);
          writeSync(handle.fd, bytes.subarray(0, Math.floor(bytes.length / 2)));
        };
        points.pass(name, file, /^(write|append)/.test(name) ? half : undefined);
        return original.apply(handle, given as unknown[]);
      };
    }
    return handle;
  };
}

const control = process.env['GROUNDWORK_WRITES'];
if (control !== undefined) {
  appendFileSync(path.join(control, 'processes'), `${String(process.pid)}\n`);
  watch(new WritePoints(control));
}
