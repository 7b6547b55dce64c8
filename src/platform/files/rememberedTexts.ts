import type { BigIntStats } from 'node:fs';
import { isMissing } from './confinedPath';
import { decodeText } from './decodeText';
import { promptLstat } from '../promptFiles';
import { readRegularFile } from './readTextFile';

interface Remembered {
  readonly stamp: string;
  readonly text: string;
}

/** What stands where something is to be read. */
export type Found = 'there' | 'missing';
type Admit = (found: Found) => Promise<void>;

/** In UTF-16 units: the sources that a generation looks at, several times over. */
const LIMIT = 8_000_000;
/** Clocks of file systems are this coarse at worst: a file that is younger may change again without a sign of it. */
const SETTLED_MS = 2_000;

/**
 * Texts of files that have not changed since they were read, told by what the file system says of them (size, times of
 * content and of metadata, identity), as git's index tells it. What was written just before it was read is not trusted.
 */
export class RememberedTexts {
  private readonly texts = new Map<string, Remembered>();
  private readonly readBytes: (absolute: string, name: string) => Promise<Uint8Array>;
  private held = 0;

  constructor(readBytes: (absolute: string, name: string) => Promise<Uint8Array> = readRegularFile) {
    this.readBytes = readBytes;
  }

  /**
   * `admit` says by throwing that nothing may be read there; a file that is as it was when it was admitted is not asked
   * about again. Throws what reading throws, and AppError `parseFailed` for bytes that are no UTF-8.
   */
  async read(absolute: string, name: string, admit: Admit = admitAll): Promise<string> {
    const found = await lookedAt(absolute, admit);
    const stamp = [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join();
    const known = this.texts.get(absolute);
    if (known?.stamp === stamp) {
      this.texts.delete(absolute);
      this.texts.set(absolute, known);
      return known.text;
    }
    await admit('there');
    const changed = Number(found.mtimeMs > found.ctimeMs ? found.mtimeMs : found.ctimeMs);
    const isSettled = found.isFile() && Date.now() - changed > SETTLED_MS;
    const text = decodeText(await this.readBytes(absolute, name), name);
    this.forget(absolute);
    if (isSettled && text.length < LIMIT / 4) this.remember(absolute, { stamp, text });
    return text;
  }

  private remember(absolute: string, entry: Remembered): void {
    this.texts.set(absolute, entry);
    this.held += entry.text.length;
    for (const oldest of this.texts.keys()) {
      if (this.held <= LIMIT) return;
      this.forget(oldest);
    }
  }

  private forget(absolute: string): void {
    this.held -= this.texts.get(absolute)?.text.length ?? 0;
    this.texts.delete(absolute);
  }
}

const admitAll = (): Promise<void> => Promise.resolve();

/** Also where nothing is, reading may be refused. */
async function lookedAt(absolute: string, admit: Admit): Promise<BigIntStats> {
  try {
    return await promptLstat(absolute);
  } catch (failure) {
    await admit(isMissing(failure) ? 'missing' : 'there');
    throw failure;
  }
}
