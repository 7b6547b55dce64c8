import { Emitter } from '../../shared/emitter';
import type { Disposable } from '../../shared/disposable';
import type { Config } from './configSchema';
import type { ConfigProblem } from './configProblem';
import type { ConfigReading } from './resolveConfig';

/**
 * The configuration in force. While a source is broken the last good one stays; before there was one, the sources that are
 * not broken count.
 */
export class LiveConfig implements Disposable {
  private readonly read: () => Promise<ConfigReading>;
  private readonly changed = new Emitter<LiveConfig>();
  private config: Config;
  private found: readonly ConfigProblem[] = [];
  private warned: readonly ConfigProblem[] = [];
  private reading: Promise<void> = Promise.resolve();

  /** Fires after the sources were read again. */
  readonly onDidChange = this.changed.event;

  private constructor(first: ConfigReading, read: () => Promise<ConfigReading>) {
    this.read = read;
    this.config = first.kind === 'valid' ? first.config : first.rest;
    this.found = first.kind === 'valid' ? [] : first.problems;
    this.warned = first.warnings;
  }

  static async open(read: () => Promise<ConfigReading>): Promise<LiveConfig> {
    return new LiveConfig(await read(), read);
  }

  /** Not to be kept: ask again for each use. */
  readonly current = (): Config => this.config;

  /** What is wrong with the sources as they are now, empty when all of them count. */
  problems(): readonly ConfigProblem[] {
    return this.found;
  }

  /** What counts, and should not stand there. */
  warnings(): readonly ConfigProblem[] {
    return this.warned;
  }

  /** Reads the sources again, after a read that is under way. */
  reload(): Promise<void> {
    const before = this.reading.catch(() => undefined);
    this.reading = before.then(async () => {
      const reading = await this.read();
      if (reading.kind === 'valid') this.config = reading.config;
      this.found = reading.kind === 'valid' ? [] : reading.problems;
      this.warned = reading.warnings;
      this.changed.fire(this);
    });
    return this.reading;
  }

  dispose(): void {
    this.changed.dispose();
  }
}
