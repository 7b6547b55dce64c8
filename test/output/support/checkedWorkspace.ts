import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateRouteTypes } from './checks';
import { PythonForks } from './forks';
import { linkPackages, type Shop } from './shop';
import { TypeChecker, type Broken } from './typeChecker';

export type Texts = ReadonlyMap<string, string | null>;

/** One workspace that is brought from state to state, with tools that keep what they have read. */
export class CheckedWorkspace {
  readonly #shop: Shop;
  readonly #types: TypeChecker;
  readonly #forks: PythonForks;
  /** By half and its changed texts: random subsets are often the same in one half. */
  readonly #known = new Map<string, readonly Broken[]>();

  /** `whole` has every file that there will be: Next names the types of routes after them. */
  static async open(shop: Shop, whole: Texts): Promise<CheckedWorkspace> {
    linkPackages(shop);
    write(shop, whole);
    await generateRouteTypes(shop);
    return new CheckedWorkspace(shop);
  }

  private constructor(shop: Shop) {
    this.#shop = shop;
    this.#types = new TypeChecker(shop);
    this.#forks = new PythonForks(shop.python);
  }

  /** What does not compile or load with these texts. */
  async broken(texts: Texts): Promise<readonly Broken[]> {
    write(this.#shop, texts);
    const backend = this.#once('backend/', texts, async () => {
      return [...(await this.#mypy()), ...(await this.#boot())];
    });
    const frontend = this.#once('frontend/', texts, () => Promise.resolve(this.#types.check()));
    return (await Promise.all([backend, frontend])).flat();
  }

  async close(): Promise<void> {
    await this.#forks.stop();
  }

  async #once(
    half: string,
    texts: Texts,
    check: () => Promise<readonly Broken[]>,
  ): Promise<readonly Broken[]> {
    const key = JSON.stringify([half, ...[...texts].filter(([file]) => file.startsWith(half)).sort()]);
    const found = this.#known.get(key) ?? (await check());
    this.#known.set(key, found);
    return found;
  }

  async #mypy(): Promise<readonly Broken[]> {
    const { code, output } = await this.#forks.mypy(this.#shop, '.');
    const broken = [...output.matchAll(/^(.+?):\d+: error: (.*)$/gm)].map(([, file = '', message = '']) => ({
      file: `backend/${file}`,
      message,
    }));
    if (code !== 0 && broken.length === 0) throw new Error(`mypy ended with ${String(code)}:\n${output}`);
    return broken;
  }

  async #boot(): Promise<readonly Broken[]> {
    const { code, output } = await this.#forks.boot(this.#shop);
    return code === 0 ? [] : [{ file: 'backend', message: output }];
  }
}

function write({ folder }: Shop, texts: Texts): void {
  for (const [file, text] of texts) {
    const full = path.join(folder, file);
    if (text === null) rmSync(full, { force: true });
    else if (!existsSync(full) || readFileSync(full, 'utf8') !== text) {
      mkdirSync(path.dirname(full), { recursive: true });
      writeFileSync(full, text);
    }
  }
}
