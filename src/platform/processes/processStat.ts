import { readFileSync } from 'node:fs';

export interface ProcessStat {
  /** One letter of proc(5), e.g. `S`, `T` when it is stopped, `Z` when it ended and nobody asked how. */
  readonly state: string;
  readonly group: number;
  /** Tells two processes with the same id apart. */
  readonly start: string;
}

/** What Linux says of a process, undefined when there is none. Reads no disk, so it does not wait. */
export function processStat(pid: number): ProcessStat | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // After the command in parentheses come state (field 3), parent, group and, as field 22, the start in ticks since boot.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return { state: fields[0] ?? '', group: Number(fields[2]), start: `${boot}:${fields[19] ?? ''}` };
  } catch {
    return undefined;
  }
}
