import { crc32 } from 'node:zlib';
import { z } from 'zod';

/** One SQL statement with its parameters. Integers stay below 2^53: nothing stored needs 64 bits. */
export interface Operation {
  readonly sql: string;
  readonly params: readonly (string | number | null)[];
}

/** One acknowledged (or about to be) transaction. */
export interface JournalRecord {
  /** 1, 2, 3, ... over the life of the store. */
  readonly seq: number;
  readonly epoch: number;
  /** Schema version that the statements are written for. */
  readonly version: number;
  /** Highest seq that was durable when this record was written: proves that an earlier bad record was acknowledged. */
  readonly durable: number;
  readonly operations: readonly Operation[];
}

const MAGIC = Buffer.from('GWJ1');
/** magic, length of the payload (u32), seq (u64), epoch (u32), crc32 (u32) over seq, epoch and payload. */
const HEADER = 24;

const payloadSchema = z.strictObject({
  version: z.int(),
  durable: z.int(),
  operations: z.array(
    z.strictObject({ sql: z.string(), params: z.array(z.union([z.string(), z.number(), z.null()])) }),
  ),
});

export function encodeRecord(record: JournalRecord): Uint8Array {
  const { version, durable, operations } = record;
  const payload = Buffer.from(JSON.stringify({ version, durable, operations }), 'utf8');
  const bytes = Buffer.alloc(HEADER + payload.length);
  MAGIC.copy(bytes, 0);
  bytes.writeUInt32LE(payload.length, 4);
  bytes.writeBigUInt64LE(BigInt(record.seq), 8);
  bytes.writeUInt32LE(record.epoch, 16);
  payload.copy(bytes, HEADER);
  bytes.writeUInt32LE(checksum(bytes, payload.length), 20);
  return bytes;
}

export interface DecodedRecord {
  readonly record: JournalRecord;
  /** Bytes that it takes in the file. */
  readonly size: number;
}

/** The record at an offset; undefined when it is cut off or its checksum is wrong. */
export function decodeRecord(file: Uint8Array, offset: number): DecodedRecord | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset + offset, file.byteLength - offset);
  if (bytes.length < HEADER || !bytes.subarray(0, 4).equals(MAGIC)) return undefined;
  const length = bytes.readUInt32LE(4);
  if (bytes.length < HEADER + length) return undefined;
  if (bytes.readUInt32LE(20) !== checksum(bytes, length)) return undefined;
  const payload = payloadSchema.safeParse(
    JSON.parse(bytes.subarray(HEADER, HEADER + length).toString('utf8')),
  );
  if (!payload.success) return undefined;
  const seq = Number(bytes.readBigUInt64LE(8));
  return { record: { seq, epoch: bytes.readUInt32LE(16), ...payload.data }, size: HEADER + length };
}

/** Whether all bytes of a record are there, right or wrong: one that a crash cut off is shorter. */
export function isWholeRecord(file: Uint8Array, offset: number): boolean {
  const bytes = Buffer.from(file.buffer, file.byteOffset + offset, file.byteLength - offset);
  if (bytes.length < HEADER || !bytes.subarray(0, 4).equals(MAGIC)) return false;
  return bytes.length >= HEADER + bytes.readUInt32LE(4);
}

/** The first whole record after a bad one, found by its magic. */
export function findRecordAfter(file: Uint8Array, offset: number): JournalRecord | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  for (let at = bytes.indexOf(MAGIC, offset + 1); at >= 0; at = bytes.indexOf(MAGIC, at + 1)) {
    const found = decodeRecord(file, at);
    if (found !== undefined) return found.record;
  }
  return undefined;
}

function checksum(bytes: Buffer, length: number): number {
  return crc32(bytes.subarray(HEADER, HEADER + length), crc32(bytes.subarray(8, 20)));
}
