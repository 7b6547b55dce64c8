import type { ProcessState, ProcessTable } from '../../src/platform/processes/processTable';

/** The process table as one process sees it; every process that is not named is gone. */
export function fakeProcesses(
  pid: number,
  others: Readonly<Record<number, ProcessState>> = {},
  host = 'here',
): ProcessTable {
  return {
    self: async () => ({ pid, host, start: `start of ${pid}` }),
    find: async (wanted) => others[wanted] ?? { kind: 'gone' },
  };
}
