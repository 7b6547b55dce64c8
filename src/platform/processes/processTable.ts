import { hostname } from 'node:os';
import { processStat } from './processStat';

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

function findOnLinux(pid: number): ProcessState {
  const stat = processStat(pid);
  if (stat === undefined || stat.state === 'Z' || stat.state === 'X') return { kind: 'gone' };
  return { kind: stat.state.toLowerCase() === 't' ? 'stopped' : 'running', start: stat.start };
}
