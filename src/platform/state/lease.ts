import path from 'node:path';
import { AppError, toAppError } from '../../core/model/appError';
import type { Clock, Log, Random } from '../../core/ports/system';
import { decodeLease, encodeLease, isFree, type LeaseRecord } from './leaseRecord';
import type { ProcessTable } from '../processes/processTable';
import { writeSynced, type StoreFiles } from './storeFiles';
import { leaseFolder, leaseName, parseLeases, parseListing } from './storeLayout';

export interface LeaseOptions {
  readonly files: StoreFiles;
  readonly folder: string;
  readonly holder: LeaseRecord['holder'];
  readonly label: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly processes: ProcessTable;
}

export type LeaseOutcome =
  { readonly kind: 'taken'; readonly lease: Lease } | { readonly kind: 'held'; readonly by: LeaseRecord };

const HEARTBEAT = 5_000;

/**
 * Takes the right to write. One file an epoch, made in one step, and the highest epoch holds it: a process that was
 * stopped and overtaken can never write over its successor's lease, and sees at its next commit that it lost its own.
 */
export async function takeLease(options: LeaseOptions): Promise<LeaseOutcome> {
  const { files, folder, processes, clock, random } = options;
  const leases = leaseFolder(folder);
  await files.ensureFolder(leases);
  const self = await processes.self();
  for (;;) {
    const highest = Math.max(0, ...parseLeases(await files.list(leases)));
    const bytes = await files.read(path.join(leases, leaseName(highest)));
    const current = bytes === undefined ? undefined : decodeLease(bytes);
    if (current !== undefined && !(await isFree(current, processes, clock.now(), self.host))) {
      return { kind: 'held', by: current };
    }
    // Journals remember epochs too, for a store whose leases were lost with the power.
    const { journals } = parseListing(await files.list(folder));
    const epoch = 1 + Math.max(highest, ...journals.map((journal) => journal.epoch));
    const record: LeaseRecord = {
      epoch,
      token: random.id(),
      pid: self.pid,
      processStart: self.start,
      host: self.host,
      holder: options.holder,
      label: options.label,
      at: clock.now().toISOString(),
      released: false,
    };
    if (!(await files.claim(path.join(leases, leaseName(epoch)), encodeLease(record)))) continue;
    const lease = new Lease(options, record);
    // A claim decided on an old listing may be below one that came and went meanwhile.
    if (await lease.isOvertaken()) {
      lease.abandon();
      continue;
    }
    await lease.removeEarlier();
    return { kind: 'taken', lease };
  }
}

/** Who holds the store now, for people. */
export async function holderOf(
  options: Pick<LeaseOptions, 'files' | 'folder' | 'processes' | 'clock'>,
): Promise<LeaseRecord | undefined> {
  const { files, folder, processes, clock } = options;
  const leases = leaseFolder(folder);
  const highest = Math.max(0, ...parseLeases(await files.list(leases)));
  const bytes = await files.read(path.join(leases, leaseName(highest)));
  const current = bytes === undefined ? undefined : decodeLease(bytes);
  if (current === undefined) return undefined;
  const { host } = await processes.self();
  return (await isFree(current, processes, clock.now(), host)) ? undefined : current;
}

/** The right to write, kept alive until it is released. */
export class Lease {
  readonly epoch: number;
  private readonly options: LeaseOptions;
  private readonly record: LeaseRecord;
  private readonly timer: NodeJS.Timeout;
  private beating: Promise<void> = Promise.resolve();

  constructor(options: LeaseOptions, record: LeaseRecord) {
    this.options = options;
    this.record = record;
    this.epoch = record.epoch;
    this.timer = setInterval(() => this.beat(), HEARTBEAT).unref();
  }

  /** Throws AppError `storeFenced` when another process took over. */
  async check(): Promise<void> {
    if (!(await this.isOvertaken())) return;
    throw new AppError(
      'storeFenced',
      'Another process took over the run store of this workspace, or its folder was removed.',
      'Reload this window, or close the other one and reload.',
    );
  }

  async isOvertaken(): Promise<boolean> {
    const { files, folder } = this.options;
    const epochs = parseLeases(await files.list(leaseFolder(folder)));
    if (epochs.some((epoch) => epoch > this.epoch)) return true;
    // Without its own file the folder was removed under us, with another's in its place it was made again since.
    const bytes = await files.read(this.file);
    return bytes === undefined || decodeLease(bytes)?.token !== this.record.token;
  }

  /** Never fails: a lease that could not be given back is free as soon as this process is gone. */
  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
    try {
      if (await this.isOvertaken()) return;
      // Removing it needs no space on a disk that is full. Journals remember the epoch of whoever wrote anything.
      await this.write({ ...this.record, released: true }).catch(() => this.options.files.unlink(this.file));
    } catch (failure) {
      this.options.log.warn('lease not given back', { message: toAppError(failure).message });
    }
  }

  /** Stops the heartbeat and leaves the lease as it is. */
  abandon(): void {
    clearInterval(this.timer);
  }

  async removeEarlier(): Promise<void> {
    const { files, folder } = this.options;
    const leases = leaseFolder(folder);
    for (const name of await files.list(leases)) {
      if (Number.parseInt(name, 10) < this.epoch) await files.unlink(path.join(leases, name));
    }
  }

  private get file(): string {
    return path.join(leaseFolder(this.options.folder), leaseName(this.epoch));
  }

  private beat(): void {
    this.beating = this.beatOnce().catch((failure: unknown) =>
      this.options.log.warn('heartbeat failed', { message: toAppError(failure).message }),
    );
  }

  private async beatOnce(): Promise<void> {
    // In a folder that was made again this would end the lease of its holder.
    if (await this.isOvertaken()) return;
    await this.write({ ...this.record, at: this.options.clock.now().toISOString() });
  }

  private async write(record: LeaseRecord): Promise<void> {
    const { files, random } = this.options;
    const temporary = `${this.file}.${random.id()}.tmp`;
    await writeSynced(files, temporary, encodeLease(record));
    await files.rename(temporary, this.file);
  }
}
