import { createHash } from 'node:crypto';
import path from 'node:path';
import type { StoreFile, StoreFiles } from '../../src/platform/state/storeFiles';

/** Thrown by every operation from the crash on: the process is no more. */
export class Crash extends Error {}

/** One operation that changes the disk. `half` applies half of an append's bytes first. */
export type Fault = (operation: {
  readonly number: number;
  readonly kind: string;
  readonly file: string;
}) => 'proceed' | 'before' | 'half' | Error;

/** What a crash leaves: a killed process leaves everything; a power cut leaves what was synced, or parts of the rest. */
export type CrashKind = 'kill' | 'powerLoss' | 'powerLossNamesKept' | 'powerLossHalfKept';

interface Inode {
  bytes: Buffer;
  synced: Buffer;
}

/** Files in memory that know what would survive. */
export class MemoryStoreFiles implements StoreFiles {
  operations = 0;
  fault: Fault = () => 'proceed';
  private names = new Map<string, Inode>();
  private durableNames = new Map<string, Inode>();
  private crashed = false;

  /** The disk after the crash, as a new process finds it. */
  afterCrash(kind: CrashKind): MemoryStoreFiles {
    return this.survive(kind, new MemoryStoreFiles());
  }

  copyTo<T extends MemoryStoreFiles>(next: T): T {
    return this.survive('kill', next);
  }

  private survive<T extends MemoryStoreFiles>(kind: CrashKind, next: T): T {
    const names = kind === 'powerLoss' ? this.durableNames : this.names;
    for (const [name, inode] of names) {
      // Shared, not copied: nothing changes the bytes of a buffer.
      const bytes = survivingBytes(inode, kind);
      next.names.set(name, { bytes, synced: bytes });
    }
    next.durableNames = new Map(next.names);
    return next;
  }

  /** For tests that damage a file. */
  replace(file: string, change: (bytes: Buffer) => Buffer): void {
    const bytes = change(Buffer.from(this.inode(file).bytes));
    this.names.set(file, { bytes, synced: bytes });
    this.durableNames.set(file, { bytes, synced: bytes });
  }

  bytesOf(file: string): Uint8Array {
    return this.inode(file).bytes;
  }

  all(): readonly string[] {
    return [...this.names.keys()].sort();
  }

  /** The same for disks with the same files. */
  digest(): string {
    const hash = createHash('sha1');
    for (const name of this.all()) {
      const { bytes } = this.inode(name);
      hash.update(`${name} ${bytes.length}\n`).update(bytes);
    }
    return hash.digest('hex');
  }

  async ensureFolder(): Promise<void> {
    this.refuseAfterCrash();
  }

  async list(folder: string): Promise<readonly string[]> {
    this.refuseAfterCrash();
    return this.all()
      .filter((name) => path.dirname(name) === folder)
      .map((name) => path.basename(name));
  }

  async read(file: string): Promise<Uint8Array | undefined> {
    this.refuseAfterCrash();
    const inode = this.names.get(file);
    return inode === undefined ? undefined : Buffer.from(inode.bytes);
  }

  async size(file: string): Promise<number | undefined> {
    this.refuseAfterCrash();
    return this.names.get(file)?.bytes.length;
  }

  async create(file: string): Promise<StoreFile> {
    this.step('create', file);
    if (this.names.has(file)) throw Object.assign(new Error(`EEXIST: ${file}`), { code: 'EEXIST' });
    const inode: Inode = { bytes: Buffer.alloc(0), synced: Buffer.alloc(0) };
    this.names.set(file, inode);
    return {
      append: async (bytes) => {
        const extend = (part: Uint8Array): void => {
          inode.bytes = Buffer.concat([inode.bytes, part]);
        };
        this.step('append', file, () => extend(bytes.subarray(0, Math.ceil(bytes.length / 2))));
        extend(bytes);
      },
      sync: async () => {
        this.step('sync', file);
        inode.synced = inode.bytes;
      },
      close: async () => undefined,
    };
  }

  async claim(file: string, bytes: Uint8Array): Promise<boolean> {
    this.step('claim', file);
    if (this.names.has(file)) return false;
    this.names.set(file, { bytes: Buffer.from(bytes), synced: Buffer.alloc(0) });
    return true;
  }

  async rename(from: string, to: string): Promise<void> {
    this.step('rename', to);
    this.names.set(to, this.inode(from));
    this.names.delete(from);
  }

  async unlink(file: string): Promise<void> {
    this.step('unlink', file);
    this.names.delete(file);
  }

  async syncFolder(folder: string): Promise<void> {
    this.step('syncFolder', folder);
    for (const name of [...this.durableNames.keys()]) {
      if (path.dirname(name) === folder && !this.names.has(name)) this.durableNames.delete(name);
    }
    for (const [name, inode] of this.names) {
      if (path.dirname(name) === folder) this.durableNames.set(name, inode);
    }
  }

  private step(kind: string, file: string, applyHalf: () => void = () => undefined): void {
    this.refuseAfterCrash();
    this.operations += 1;
    const outcome = this.fault({ number: this.operations, kind, file });
    if (outcome === 'proceed') return;
    if (outcome instanceof Error) throw outcome;
    if (outcome === 'half') applyHalf();
    this.crashed = true;
    throw new Crash(`crashed at operation ${this.operations} (${kind} ${file})`);
  }

  private refuseAfterCrash(): void {
    if (this.crashed) throw new Crash('the process is gone');
  }

  private inode(file: string): Inode {
    const inode = this.names.get(file);
    if (inode === undefined) throw Object.assign(new Error(`ENOENT: ${file}`), { code: 'ENOENT' });
    return inode;
  }
}

function survivingBytes(inode: Inode, kind: CrashKind): Buffer {
  switch (kind) {
    case 'kill':
      return inode.bytes;
    case 'powerLoss':
    case 'powerLossNamesKept':
      return inode.synced;
    case 'powerLossHalfKept':
      return inode.bytes.subarray(0, Math.ceil((inode.bytes.length + inode.synced.length) / 2));
  }
}
