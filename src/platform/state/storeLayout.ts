import path from 'node:path';
import { contentHash, type ContentHash } from '../../core/model/ids';

/**
 * Names in the store's folder. A snapshot's name carries its checksum, so that the file itself is a plain SQLite database.
 * A journal's name says which writer made it and after which record it starts.
 */
export interface SnapshotName {
  readonly name: string;
  readonly seq: number;
  readonly checksum: number;
}

export interface JournalName {
  readonly name: string;
  readonly epoch: number;
  readonly part: number;
  /** Its first record has seq `base + 1`; records with higher seqs in earlier journals were never acknowledged. */
  readonly base: number;
}

export interface StoreListing {
  /** Newest first. */
  readonly snapshots: readonly SnapshotName[];
  /** In the order in which they were started. */
  readonly journals: readonly JournalName[];
  readonly temporary: readonly string[];
}

export function snapshotName(seq: number, checksum: number): string {
  return `snapshot-${digits(seq, 12)}-${checksum.toString(16).padStart(8, '0')}.sqlite`;
}

export function journalName(epoch: number, part: number, base: number): string {
  return `journal-${digits(epoch, 8)}-${digits(part, 6)}-${digits(base, 12)}.log`;
}

export function leaseName(epoch: number): string {
  return `${digits(epoch, 8)}.json`;
}

export function blobName(hash: ContentHash, epoch: number): string {
  return `${hash}-${digits(epoch, 8)}`;
}

export const leaseFolder = (folder: string): string => path.join(folder, 'leases');
export const archiveFolder = (folder: string): string => path.join(folder, 'archive');
export const blobFolder = (folder: string): string => path.join(folder, 'blobs');

export function parseListing(names: readonly string[]): StoreListing {
  const snapshots: SnapshotName[] = [];
  const journals: JournalName[] = [];
  for (const name of names) {
    const [, seq, checksum] = /^snapshot-(\d+)-([0-9a-f]{8})\.sqlite$/.exec(name) ?? [];
    if (seq !== undefined && checksum !== undefined) {
      snapshots.push({ name, seq: Number(seq), checksum: Number.parseInt(checksum, 16) });
    }
    const [, epoch, part, base] = /^journal-(\d+)-(\d+)-(\d+)\.log$/.exec(name) ?? [];
    if (epoch !== undefined && part !== undefined && base !== undefined) {
      journals.push({ name, epoch: Number(epoch), part: Number(part), base: Number(base) });
    }
  }
  return {
    snapshots: snapshots.sort((a, b) => b.seq - a.seq),
    journals: journals.sort((a, b) => a.epoch - b.epoch || a.part - b.part),
    temporary: names.filter((name) => name.endsWith('.tmp')),
  };
}

/** Epochs of the lease files. */
export function parseLeases(names: readonly string[]): readonly number[] {
  return names.flatMap((name) => {
    const [, epoch] = /^(\d+)\.json$/.exec(name) ?? [];
    return epoch === undefined ? [] : [Number(epoch)];
  });
}

/** Stored texts, those of later writers later. */
export function parseBlobs(
  names: readonly string[],
): readonly { readonly name: string; readonly hash: ContentHash; readonly epoch: number }[] {
  return names
    .flatMap((name) => {
      const [, hash, epoch] = /^([0-9a-f]{64})-(\d+)$/.exec(name) ?? [];
      return hash === undefined ? [] : [{ name, hash: contentHash(hash), epoch: Number(epoch) }];
    })
    .sort((a, b) => a.epoch - b.epoch);
}

/** The last record of a journal that counts: a later journal starts where its writer had read to. */
export function journalLimit(journals: readonly JournalName[], index: number): number {
  return Math.min(Number.POSITIVE_INFINITY, ...journals.slice(index + 1).map((later) => later.base));
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
