import path from 'node:path';
import { AppError } from '../../core/model/appError';
import { contentHash, type ContentHash } from '../../core/model/ids';
import type { Hasher, Random } from '../../core/ports/system';
import { writeSynced, type StoreFiles } from './storeFiles';
import { blobFolder } from './storeLayout';

export interface BlobStoreOptions {
  readonly files: StoreFiles;
  readonly folder: string;
  readonly hasher: Hasher;
  readonly random: Random;
}

/** In UTF-16 units: enough for the texts of one big run, small against the editor's heap. */
const CACHE_LIMIT = 16_000_000;
const PARALLEL = 16;

/**
 * Texts by content hash, each in a file of its own: `blobs/<sha-256>`. One folder for all: each folder of a save costs a flush.
 */
export class BlobStore {
  private readonly options: BlobStoreOptions;
  /** Written or confirmed by this process, name included. */
  private readonly durable = new Set<ContentHash>();
  private readonly cache = new Map<ContentHash, string>();
  private cached = 0;

  constructor(options: BlobStoreOptions) {
    this.options = options;
  }

  hash(text: string): ContentHash {
    return contentHash(this.options.hasher.hash(text));
  }

  /** Makes the texts durable. A record may refer to them only after this resolved. */
  async save(texts: Iterable<string>): Promise<void> {
    const missing = new Map<ContentHash, string>();
    for (const text of texts) {
      const hash = this.hash(text);
      if (!this.durable.has(hash)) missing.set(hash, text);
    }
    const entries = [...missing];
    for (let at = 0; at < entries.length; at += PARALLEL) {
      await Promise.all(entries.slice(at, at + PARALLEL).map(([hash, text]) => this.write(hash, text)));
    }
    if (entries.length === 0) return;
    await this.options.files.syncFolder(blobFolder(this.options.folder));
    for (const [hash, text] of entries) {
      this.durable.add(hash);
      this.remember(hash, text);
    }
  }

  /** Throws AppError `storeCorrupt` when the bytes do not have that hash, `notFound` when there are none. */
  async read(hash: ContentHash): Promise<string> {
    const cached = this.cache.get(hash);
    if (cached !== undefined) return cached;
    const file = this.fileOf(hash);
    const bytes = await this.options.files.read(file);
    if (bytes === undefined) {
      throw new AppError('notFound', `The text ${hash} is not in the run store.`, 'Run the workflow again.');
    }
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    if (this.hash(text) !== hash) {
      throw new AppError('storeCorrupt', `The stored text ${file} is damaged.`, 'Run the workflow again.');
    }
    this.remember(hash, text);
    return text;
  }

  private async write(hash: ContentHash, text: string): Promise<void> {
    const { files, folder, random } = this.options;
    const bytes = new TextEncoder().encode(text);
    // Names appear only after their bytes are durable, so the right size is the right text.
    if ((await files.size(this.fileOf(hash))) === bytes.length) return;
    const temporary = path.join(blobFolder(folder), `${random.id()}.tmp`);
    await writeSynced(files, temporary, bytes);
    await files.rename(temporary, this.fileOf(hash));
  }

  private remember(hash: ContentHash, text: string): void {
    if (text.length > CACHE_LIMIT / 4 || this.cache.has(hash)) return;
    this.cache.set(hash, text);
    this.cached += text.length;
    for (const [oldest, old] of this.cache) {
      if (this.cached <= CACHE_LIMIT) return;
      this.cache.delete(oldest);
      this.cached -= old.length;
    }
  }

  private fileOf(hash: ContentHash): string {
    return path.join(blobFolder(this.options.folder), hash);
  }
}
