import path from 'node:path';
import { crc32 } from 'node:zlib';
import type { Random } from '../../core/ports/system';
import type { Lease } from './lease';
import { writeSynced, type StoreFile, type StoreFiles } from './storeFiles';
import { journalLimit, journalName, parseListing, snapshotName } from './storeLayout';

export interface JournalWriterOptions {
  readonly files: StoreFiles;
  readonly folder: string;
  readonly lease: Lease;
  readonly random: Random;
}

/** Writes this epoch's journal files and the snapshots. Used by one task at a time. */
export class JournalWriter {
  private readonly options: JournalWriterOptions;
  private current: StoreFile | undefined;
  private part = 0;

  constructor(options: JournalWriterOptions) {
    this.options = options;
  }

  /**
   * Starts a new file after record `base`. It must be durable before anything counts on it: it also says that later
   * records of earlier files, which a failed or overtaken writer may have left, do not count.
   */
  async start(base: number): Promise<void> {
    const { files, folder, lease } = this.options;
    await this.close();
    this.part += 1;
    const file = await files.create(path.join(folder, journalName(lease.epoch, this.part, base)));
    try {
      await file.sync();
      await files.syncFolder(folder);
    } catch (failure) {
      await file.close();
      throw failure;
    }
    this.current = file;
  }

  /** Durable when it resolves. `base` is the last durable record, in case a new file is needed. */
  async append(records: readonly Uint8Array[], base: number): Promise<void> {
    if (this.current === undefined) await this.start(base);
    await this.current?.append(Buffer.concat(records));
    await this.current?.sync();
  }

  /** Writes a snapshot, starts a new journal after it and removes what two snapshots make superfluous. */
  async snapshot(bytes: Uint8Array, seq: number): Promise<void> {
    const { files, folder, lease, random } = this.options;
    const temporary = path.join(folder, `snapshot-${random.id()}.tmp`);
    await writeSynced(files, temporary, bytes);
    await lease.check();
    await files.rename(temporary, path.join(folder, snapshotName(seq, crc32(bytes))));
    await files.syncFolder(folder);
    await this.start(seq);
    await this.removeSuperfluous();
  }

  /** Keeps two snapshots and the journals from the older one on. */
  async removeSuperfluous(): Promise<void> {
    const { files, folder } = this.options;
    const { snapshots, journals } = parseListing(await files.list(folder));
    const oldest = snapshots[1]?.seq ?? 0;
    for (const snapshot of snapshots.slice(2)) await files.unlink(path.join(folder, snapshot.name));
    for (const [index, journal] of journals.entries()) {
      const limit = journalLimit(journals, index);
      const hasRecords = limit > oldest && limit > journal.base;
      if (!hasRecords) await files.unlink(path.join(folder, journal.name));
    }
  }

  async close(): Promise<void> {
    const file = this.current;
    this.current = undefined;
    await file?.close();
  }
}
