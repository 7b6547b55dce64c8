import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, toAppError } from '../../core/model/appError';
import type { Log } from '../../core/ports/system';
import { encodeRecord, type Operation } from './journalRecord';
import type { JournalWriter } from './journalWriter';
import type { Lease } from './lease';
import type { LoadedState } from './loadState';
import { SCHEMA_VERSION } from './schema';
import type { SqlDatabase, SqlReader } from './sqlDatabase';

export interface CommitLogOptions {
  readonly state: LoadedState;
  readonly lease: Lease;
  readonly journal: JournalWriter;
  readonly log: Log;
  /** Reads the state up to a record from disk, after a failed write. */
  readonly reload: (seq: number) => Promise<LoadedState>;
  /** Commits between two snapshots. */
  readonly snapshotEvery: number;
}

export interface Change<T> {
  readonly operations: readonly Operation[];
  readonly result: T;
}

interface Waiting {
  readonly seq: number;
  readonly bytes: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (failure: AppError) => void;
}

/**
 * Transactions: applied in memory at once, acknowledged when their journal record is on disk and the lease was still
 * ours after that. Writers that come while a flush is under way share the next one.
 */
export class CommitLog {
  private readonly options: CommitLogOptions;
  private database: SqlDatabase;
  private seq: number;
  private durable: number;
  private snapshotSeq: number;
  private waiting: Waiting[] = [];
  private flushing: Promise<void> | undefined;
  /** Set while no transaction may start: around a snapshot's export and while the state is read again. */
  private gate: { readonly opened: Promise<void>; readonly open: () => void } | undefined;
  private ended: AppError | undefined;
  private closed = false;

  constructor(options: CommitLogOptions) {
    this.options = options;
    this.database = options.state.database;
    this.seq = options.state.seq;
    this.durable = options.state.seq;
    this.snapshotSeq = options.state.snapshotSeq;
  }

  /** What was fenced or could not be written stays readable; what is closed does not. */
  async read(): Promise<SqlReader> {
    while (this.gate !== undefined) await this.gate.opened;
    if (this.closed) throw closedError();
    return this.database;
  }

  /** `build` sees the state that its operations apply to: nothing comes between. */
  async commit<T>(build: (reader: SqlReader) => Change<T>): Promise<T> {
    while (this.gate !== undefined) await this.gate.opened;
    if (this.ended !== undefined) throw this.ended;
    const { operations, result } = build(this.database);
    if (operations.length === 0) {
      // What was found may itself still be on its way to the disk.
      await this.settled();
      return result;
    }
    try {
      this.database.apply(operations);
    } catch (failure) {
      throw toAppError(failure);
    }
    this.seq += 1;
    const bytes = encodeRecord({
      seq: this.seq,
      epoch: this.options.lease.epoch,
      version: SCHEMA_VERSION,
      durable: this.durable,
      operations,
    });
    await this.enqueue(this.seq, bytes);
    return result;
  }

  /** Other work on the store's files, refused and explained like a commit. */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    if (this.ended !== undefined) throw this.ended;
    try {
      return await work();
    } catch (failure) {
      throw await this.explain(failure);
    }
  }

  /** Gives back the room of what was removed, in memory; the next snapshot is smaller by that. */
  compact(): void {
    this.database.compact();
  }

  /** Ends writing: everything is flushed and a snapshot written. Acknowledged data is safe also when that fails. */
  async close(): Promise<void> {
    await this.settled().catch(() => undefined);
    while (this.gate !== undefined) await this.gate.opened;
    const failure = this.ended;
    this.ended = closedError();
    if (failure === undefined && this.durable > this.snapshotSeq) await this.snapshot();
    await this.discard();
  }

  /** Gives back what the process holds, and writes nothing: also for a store that did not open. */
  async discard(): Promise<void> {
    this.ended ??= closedError();
    if (!this.closed) this.database.close();
    this.closed = true;
    await this.options.journal.close();
  }

  private enqueue(seq: number, bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ seq, bytes, resolve, reject });
      this.startFlush();
    });
  }

  private startFlush(): void {
    this.flushing ??= this.flush().finally(() => {
      this.flushing = undefined;
      if (this.waiting.length > 0) this.startFlush();
    });
  }

  private async settled(): Promise<void> {
    while (this.flushing !== undefined) await this.flushing;
    if (this.ended !== undefined) throw this.ended;
  }

  private async flush(): Promise<void> {
    // Writers that are started in the same turn go into one batch.
    await nextTurn();
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0);
      try {
        await this.options.journal.append(
          batch.map(({ bytes }) => bytes),
          this.durable,
        );
        await this.options.lease.check();
      } catch (failure) {
        this.closeGate();
        await this.abandon(batch, failure);
        this.openGate();
        continue;
      }
      this.durable = batch.at(-1)?.seq ?? this.durable;
      for (const { resolve } of batch) resolve();
      if (this.durable - this.snapshotSeq < this.options.snapshotEvery) continue;
      // Writers that never pause would put the snapshot off for ever: let none start until the rest is flushed.
      if (this.waiting.length > 0) this.closeGate();
      else await this.snapshot();
    }
  }

  /** Memory is ahead of the disk: go back to what was acknowledged, and say so to everyone who waits. */
  private async abandon(batch: readonly Waiting[], failure: unknown): Promise<void> {
    await this.options.journal.close();
    const error = await this.explain(failure);
    try {
      const state = await this.options.reload(this.durable);
      if (state.seq !== this.durable) {
        state.database.close();
        throw new Error(`only ${state.seq} of ${this.durable} records were read`);
      }
      this.database.close();
      this.database = state.database;
      this.seq = state.seq;
      this.snapshotSeq = state.snapshotSeq;
      if (this.ended === undefined) await this.options.journal.start(this.durable).catch(() => undefined);
    } catch (cause) {
      this.options.log.error('the run store could not be read again', { message: toAppError(cause).message });
      this.ended = error;
    }
    for (const { reject } of [...batch, ...this.waiting.splice(0)]) reject(error);
  }

  /** Whoever takes over clears away what we were writing, which looks like a failing disk from here: the lease tells. */
  private async explain(failure: unknown): Promise<AppError> {
    const error = storageError(failure);
    const fenced = await this.options.lease.check().then(
      () => undefined,
      (cause: unknown) => toAppError(cause),
    );
    if (fenced?.code !== 'storeFenced') return error;
    this.ended = fenced;
    return fenced;
  }

  private async snapshot(): Promise<void> {
    // No transaction is between memory and disk here, so the export holds acknowledged data only.
    const bytes = this.database.export();
    const seq = this.durable;
    this.openGate();
    try {
      await this.options.journal.snapshot(bytes, seq);
    } catch (failure) {
      // The journal has everything; the next try is after as many commits again.
      this.options.log.warn('snapshot failed', { seq, message: toAppError(failure).message });
    }
    this.snapshotSeq = seq;
  }

  private closeGate(): void {
    if (this.gate !== undefined) return;
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    this.gate = { opened, open };
  }

  private openGate(): void {
    const gate = this.gate;
    this.gate = undefined;
    gate?.open();
  }
}

const closedError = (): AppError =>
  new AppError('internal', 'The run store is closed.', 'Reload the window.');

function storageError(failure: unknown): AppError {
  if (failure instanceof AppError) return failure;
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : '';
  // No space, no quota left, or a limit of the size of files.
  const isFull = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code);
  return new AppError(
    'storageFailed',
    isFull
      ? 'The disk is full: the run store could not be written.'
      : `The run store could not be written: ${toAppError(failure).message}`,
    isFull
      ? 'Free disk space, then resume the run.'
      : 'Check the permissions of the storage folder, then resume the run.',
    { cause: failure },
  );
}
