import { z } from 'zod';
import type { ProcessTable } from '../processes/processTable';

export const leaseRecordSchema = z.strictObject({
  epoch: z.int(),
  /** Tells apart two with one epoch: a folder that was removed and made again counts from the beginning. */
  token: z.string().default(''),
  pid: z.int(),
  processStart: z.string().nullable(),
  host: z.string(),
  holder: z.enum(['extension', 'cli']),
  /** For people: which window or command. */
  label: z.string(),
  /** Last sign of life, ISO 8601. */
  at: z.string(),
  released: z.boolean(),
});
export type LeaseRecord = z.infer<typeof leaseRecordSchema>;

/** A process that is stopped (SIGSTOP, a debugger) is overtaken after this silence; milliseconds. */
const STOPPED_AFTER = 30_000;
/** Where the process cannot be asked about: another machine on the same folder. */
const UNREACHABLE_AFTER = 120_000;
/** Where the system does not tell when a process started, its id may have been given to another. */
const UNKNOWN_START_AFTER = 300_000;

/** Whether the lease may be taken over. When in doubt it may not: a wrong yes costs the holder its session. */
export async function isFree(
  lease: LeaseRecord,
  processes: ProcessTable,
  now: Date,
  host: string,
): Promise<boolean> {
  if (lease.released) return true;
  const silence = now.getTime() - Date.parse(lease.at);
  if (lease.host !== host) return silence > UNREACHABLE_AFTER;
  const found = await processes.find(lease.pid);
  if (found.kind === 'gone') return true;
  if (found.start === null || lease.processStart === null) return silence > UNKNOWN_START_AFTER;
  if (found.start !== lease.processStart) return true;
  return found.kind === 'stopped' && silence > STOPPED_AFTER;
}

export function encodeLease(lease: LeaseRecord): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(lease, undefined, 2)}\n`);
}

/** Undefined for what is not a lease: one whose writer died in the middle. */
export function decodeLease(bytes: Uint8Array): LeaseRecord | undefined {
  try {
    return leaseRecordSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}
