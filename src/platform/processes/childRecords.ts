import { mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { toAppError } from '../../core/model/appError';
import type { Log } from '../../core/ports/system';
import { processStat } from './processStat';

/** A child that was started, and by whom. */
const recordSchema = z.strictObject({
  pid: z.int().positive(),
  start: z.string(),
  cwd: z.string(),
  host: z.strictObject({ pid: z.int().positive(), start: z.string() }),
});
type ChildRecord = z.infer<typeof recordSchema>;

/** Between the polite and the final signal, and then until it is given up; milliseconds. */
const GRACE_MS = 2_000;
const POLL_MS = 20;

/**
 * Remembers the children of this process in a folder, so that the process after one that was killed finds those that still
 * run. A child is known by its id and the moment of its start: an id that another program has by now is never signalled.
 * Only Linux tells both at once; elsewhere nothing is recorded, and nothing is ended.
 */
export class ChildRecords {
  private readonly folder: string;
  private readonly log: Log;

  constructor(storageFolder: string, log: Log) {
    this.folder = path.join(storageFolder, 'children');
    this.log = log;
  }

  /** In the turn in which it was started, so that nothing lies between. `cwd` is where it works. */
  add(pid: number, cwd: string): void {
    const [own, child] = [processStat(process.pid), processStat(pid)];
    if (own === undefined || child === undefined) return;
    const record: ChildRecord = {
      pid,
      start: child.start,
      cwd,
      host: { pid: process.pid, start: own.start },
    };
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      // No fsync: what a power cut takes, it takes from the children too.
      writeFileSync(this.file(pid), JSON.stringify(record), { mode: 0o600 });
    } catch (failure) {
      this.log.warn('a child could not be recorded', { pid, message: toAppError(failure).message });
    }
  }

  remove(pid: number): void {
    try {
      rmSync(this.file(pid), { force: true });
    } catch (failure) {
      this.log.warn('the record of a child stays', { pid, message: toAppError(failure).message });
    }
  }

  /** Ends the children whose host is gone, with what they started. For the one process that holds the store. */
  async endOrphans(): Promise<void> {
    await Promise.all(
      this.records().map(async ({ file, record }) => {
        if (record !== undefined && isHostAlive(record)) return;
        if (record !== undefined && (await this.end(record))) return;
        rmSync(file, { force: true });
      }),
    );
  }

  /** Answers whether something of it is still there. */
  private async end(record: ChildRecord): Promise<boolean> {
    const found = familyOf(record);
    if (found.length > 0) this.log.warn('ends what a killed process left running', { pids: [...found] });
    const began = performance.now();
    for (let members = found; members.length > 0; members = familyOf(record)) {
      const waited = performance.now() - began;
      if (waited > 2 * GRACE_MS) return true;
      for (const pid of members) signal(pid, waited > GRACE_MS ? 'SIGKILL' : 'SIGTERM');
      await delay(POLL_MS);
    }
    return false;
  }

  private records(): readonly { readonly file: string; readonly record: ChildRecord | undefined }[] {
    return names(this.folder).map((name) => {
      const file = path.join(this.folder, name);
      return { file, record: readRecord(file) };
    });
  }

  private file(pid: number): string {
    return path.join(this.folder, `${String(pid)}.json`);
  }
}

function isHostAlive({ host }: ChildRecord): boolean {
  return processStat(host.pid)?.start === host.start;
}

/**
 * The processes of its group. While its leader lives the group is known by it; an id is not given away again as long as its
 * group has members. Once the leader is gone, what is left has to work where the child worked as well.
 */
function familyOf(record: ChildRecord): readonly number[] {
  const leader = processStat(record.pid);
  if (leader !== undefined && leader.start !== record.start) return [];
  return names('/proc')
    .map(Number)
    .filter((pid) => {
      const stat = Number.isInteger(pid) ? processStat(pid) : undefined;
      if (stat?.group !== record.pid || stat.state === 'Z' || stat.state === 'X') return false;
      return leader !== undefined || worksBelow(pid, record.cwd);
    });
}

function worksBelow(pid: number, folder: string): boolean {
  try {
    const inside = path.relative(realpathSync(folder), realpathSync(`/proc/${String(pid)}/cwd`));
    return inside === '' || (!inside.startsWith('..') && !path.isAbsolute(inside));
  } catch {
    return false;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}

function readRecord(file: string): ChildRecord | undefined {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
