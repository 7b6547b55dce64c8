import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';

export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Tells two processes with the same id apart; null where the system does not say. */
  readonly start: string | null;
}

export type ProcessState =
  { readonly kind: 'gone' } | { readonly kind: 'running' | 'stopped'; readonly start: string | null };

/** What the machine knows of processes. */
export interface ProcessTable {
  self(): Promise<ProcessIdentity>;
  find(pid: number): Promise<ProcessState>;
}

export const nodeProcessTable: ProcessTable = {
  async self() {
    const state = await findProcess(process.pid);
    return { pid: process.pid, host: hostname(), start: state.kind === 'gone' ? null : state.start };
  },
  find: findProcess,
};

async function findProcess(pid: number): Promise<ProcessState> {
  try {
    process.kill(pid, 0);
  } catch (failure) {
    // EPERM: it is there and belongs to somebody else.
    if (failure instanceof Error && 'code' in failure && failure.code === 'ESRCH') return { kind: 'gone' };
  }
  return process.platform === 'linux' ? findOnLinux(pid) : { kind: 'running', start: null };
}

/** proc(5): after the command in parentheses come the state (field 3) and, as field 22, the start in ticks since boot. */
async function findOnLinux(pid: number): Promise<ProcessState> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return { kind: 'gone' };
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state = ''] = fields;
  const ticks = fields[19];
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const start = ticks === undefined ? null : `${boot.trim()}:${ticks}`;
  if (state === 'Z' || state === 'X') return { kind: 'gone' };
  return { kind: state.toLowerCase() === 't' ? 'stopped' : 'running', start };
}
