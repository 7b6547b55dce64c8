import path from 'node:path';
import { AppError } from '../../core/model/appError';
import { contentHash, type ContentHash } from '../../core/model/ids';
import type { Hasher, Random } from '../../core/ports/system';
import { TextMemo } from '../../shared/textMemo';
import { writeSynced, type StoreFiles } from './storeFiles';
import { blobFolder, blobName, parseBlobs } from './storeLayout';

export interface BlobStoreOptions {
  readonly files: StoreFiles;
  readonly folder: string;
  readonly hasher: Hasher;
  readonly random: Random;
  /** The writer's; null for a store that is only read. */
  readonly epoch: number | null;
}

/** In UTF-16 units: enough for the texts of one big run, small against the editor's heap. */
const CACHE_LIMIT = 16_000_000;
const PARALLEL = 16;
const DAMAGED = Symbol('damaged');

/**
 * Texts by content hash, each in a file of its own: `blobs/<sha-256>-<epoch of its writer>`. One folder for all: each folder
 * of a save would cost a flush. With the epoch in its name a file is never taken for an equal one of another writer, so
 * that a writer that was overtaken while it removed files cannot remove what its successor counts on.
 */
export class BlobStore {
  private readonly options: BlobStoreOptions;
  /** File names, of the newest writer where there are several. */
  private names = new Map<ContentHash, string>();
  /** Written by this process or referred to by what it loaded, name included. */
  private readonly durable = new Set<ContentHash>();
  private readonly cache = new Map<ContentHash, string>();
  /** A text is saved, referred to and written: three times the same question. */
  private readonly hashes = new TextMemo<ContentHash>(CACHE_LIMIT / 4);
  private cached = 0;

  constructor(options: BlobStoreOptions) {
    this.options = options;
  }

  /**
   * For the one writer, before anything is saved: counts on the texts that the loaded state refers to. Answers the files
   * that no record can ask for any more.
   */
  async takeOver(referenced: ReadonlySet<string>): Promise<readonly string[]> {
    const listed = await this.list();
    for (const hash of this.names.keys()) {
      if (referenced.has(hash)) this.durable.add(hash);
      else this.names.delete(hash);
    }
    const kept = new Set(this.names.values());
    return listed.filter((name) => !kept.has(name));
  }

  /**
   * Which of these texts somebody removed or damaged. They are forgotten, so that the same text is written anew. Reading
   * them all costs little: whoever opens a store lists its runs next, from what is read here.
   */
  async findLost(hashes: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const lost = new Set<string>();
    if (this.options.epoch === null) await this.list();
    const wanted = [...hashes].map(contentHash);
    for (let at = 0; at < wanted.length; at += PARALLEL) {
      await Promise.all(
        wanted.slice(at, at + PARALLEL).map(async (hash) => {
          if (typeof (await this.load(hash)) === 'string') return;
          lost.add(hash);
          this.durable.delete(hash);
          this.names.delete(hash);
        }),
      );
    }
    return lost;
  }

  async remove(names: readonly string[]): Promise<void> {
    const { files, folder } = this.options;
    if (names.length === 0) return;
    // Of two files with one text the older goes: the newer one's name must be safe before.
    await files.syncFolder(blobFolder(folder));
    for (let at = 0; at < names.length; at += PARALLEL) {
      const together = names.slice(at, at + PARALLEL);
      await Promise.all(together.map((name) => files.unlink(path.join(blobFolder(folder), name))));
    }
  }

  hash(text: string): ContentHash {
    return this.hashes.get(text, () => contentHash(this.options.hasher.hash(text)));
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
    const text = (await this.load(hash)) ?? (await this.list().then(() => this.load(hash)));
    if (text === undefined) {
      throw new AppError(
        'notFound',
        `The run store no longer has the text ${hash}: its folder was removed or cleaned.`,
        'Reload the window; what needs that text is left out then. Start the workflow again.',
      );
    }
    if (text === DAMAGED) {
      throw new AppError('storeCorrupt', `The stored text ${hash} is damaged.`, 'Run the workflow again.');
    }
    return text;
  }

  /** Undefined where there is no file. */
  private async load(hash: ContentHash): Promise<string | typeof DAMAGED | undefined> {
    const cached = this.cache.get(hash);
    if (cached !== undefined) return cached;
    const bytes = await this.bytesOf(hash);
    if (bytes === undefined || bytes === DAMAGED) return bytes;
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    if (this.hash(text) !== hash) return DAMAGED;
    this.remember(hash, text);
    return text;
  }

  private async write(hash: ContentHash, text: string): Promise<void> {
    const { files, folder, random, epoch } = this.options;
    if (epoch === null)
      throw new AppError('internal', 'A store that is only read was written to.', 'Try again.');
    const temporary = path.join(blobFolder(folder), `${random.id()}.tmp`);
    await writeSynced(files, temporary, new TextEncoder().encode(text));
    const name = blobName(hash, epoch);
    await files.rename(temporary, path.join(blobFolder(folder), name));
    this.names.set(hash, name);
  }

  private async bytesOf(hash: ContentHash): Promise<Uint8Array | typeof DAMAGED | undefined> {
    const name = this.names.get(hash);
    if (name === undefined) return undefined;
    try {
      return await this.options.files.read(path.join(blobFolder(this.options.folder), name));
    } catch (failure) {
      // A bad sector, a folder in its place: this text is lost, others are not.
      if (failure instanceof Error && 'code' in failure && ['EIO', 'EISDIR'].includes(String(failure.code)))
        return DAMAGED;
      throw failure;
    }
  }

  /** Looks which files there are; answers all names. */
  private async list(): Promise<readonly string[]> {
    const listed = parseBlobs(await this.options.files.list(blobFolder(this.options.folder)));
    this.names = new Map(listed.map(({ hash, name }) => [hash, name]));
    return listed.map(({ name }) => name);
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
}
