import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateRouteTypes } from './checks';
import { PythonForks } from './forks';
import { tempFolder } from './folders';
import { runTool } from './runTool';
import { linkPackages, type Shop } from './shop';
import { TypeChecker, type Broken } from './typeChecker';

/** Texts of files by path, null for one that is not there. */
export type Texts = ReadonlyMap<string, string | null>;

/** Stands for the file of what goes wrong when the backend is loaded. */
export const BOOT = 'backend';

const HALVES = ['backend/', 'frontend/'] as const;
type Half = (typeof HALVES)[number];

/** One workspace that is brought from state to state, with tools that keep what they have read. */
export class CheckedWorkspace {
  readonly #shop: Shop;
  readonly #types: TypeChecker;
  readonly #forks: PythonForks;
  #routes: string | undefined;

  constructor(shop: Shop) {
    linkPackages(shop);
    this.#shop = shop;
    this.#types = new TypeChecker(shop);
    this.#forks = new PythonForks(shop.python);
  }

  /** What does not compile or load in each state; all states are given at once, since many are the same in one half. */
  async broken(states: readonly Texts[]): Promise<readonly (readonly Broken[])[]> {
    const halves = await Promise.all(HALVES.map((half) => this.#brokenIn(half, states)));
    return states.map((_, index) => halves.flatMap((half) => half[index] ?? []));
  }

  /** The same by tools that begin with nothing, the types only. */
  async brokenAfresh(texts: Texts): Promise<readonly Broken[]> {
    this.write(texts);
    await generateRouteTypes(this.#shop);
    this.#routes = undefined;
    const tsc = path.join(this.#shop.frontend, 'node_modules/typescript/bin/tsc');
    const [python, typescript] = await Promise.all([
      runTool([this.#shop.python, '-m', 'mypy', '--cache-dir', tempFolder('mypy'), '.'], {
        cwd: this.#shop.backend,
      }),
      runTool([process.execPath, tsc, '--noEmit', '--incremental', 'false', '--pretty', 'false'], {
        cwd: this.#shop.frontend,
      }),
    ]);
    return [
      ...errorsOf(python.output),
      ...[...typescript.output.matchAll(/^(\S.*?)\(\d+,\d+\): error \w+: (.*)$/gm)].map(
        ([, file = '', message = '']): Broken => ({ file: `frontend/${file}`, message }),
      ),
    ];
  }

  write(texts: Texts): void {
    for (const [file, text] of texts) writeText(path.join(this.#shop.folder, file), text);
  }

  async close(): Promise<void> {
    await this.#forks.stop();
  }

  async #brokenIn(half: Half, states: readonly Texts[]): Promise<readonly (readonly Broken[])[]> {
    const keyed = states.map((texts) => stateOf(half, texts));
    const distinct = new Map(keyed.map(({ key, texts }) => [key, texts]));
    const known = new Map<string, readonly Broken[]>();
    // In the order of their texts: a check then has less to look at than what differs from just any other state.
    for (const [key, texts] of [...distinct].sort(([one], [other]) => (one < other ? -1 : 1))) {
      this.write(texts);
      known.set(key, await (half === 'backend/' ? this.#backend() : this.#frontend(texts)));
    }
    return keyed.map(({ key }) => known.get(key) ?? []);
  }

  async #backend(): Promise<readonly Broken[]> {
    const [types, boot] = await Promise.all([this.#forks.types(this.#shop), this.#forks.boot(this.#shop)]);
    const wrong = errorsOf(types.output);
    if (types.code !== 0 && wrong.length === 0) throw new Error(`mypy did not run:\n${types.output}`);
    return boot.code === 0
      ? wrong
      : [...wrong, { file: BOOT, message: boot.output.trim().split('\n').at(-1) ?? '' }];
  }

  async #frontend(texts: Texts): Promise<readonly Broken[]> {
    const routes = [...texts].filter(([file, text]) => isRoute(file) && text !== null).join('\n');
    if (routes !== this.#routes) await generateRouteTypes(this.#shop);
    this.#routes = routes;
    return this.#types.check();
  }
}

/** What mypy says. */
const errorsOf = (output: string): readonly Broken[] =>
  [...output.matchAll(/^(.+?):\d+: error: (.*)$/gm)].map(([, file = '', message = '']): Broken => ({
    file: `backend/${file}`,
    message,
  }));

const isRoute = (file: string): boolean => /\/(page\.tsx|route\.ts)$/.test(file);

/** The texts of one half and what makes two of them the same; first what most of the half is compiled against. */
function stateOf(half: Half, all: Texts): { readonly key: string; readonly texts: Texts } {
  const rank = (file: string): number => (file.endsWith('.json') ? 0 : isRoute(file) ? 1 : 2);
  const texts = [...all]
    .filter(([file]) => file.startsWith(half))
    .sort(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1));
  return { key: JSON.stringify(texts), texts: new Map(texts) };
}

function writeText(full: string, text: string | null): void {
  if (text === null) rmSync(full, { force: true });
  else if (!existsSync(full) || readFileSync(full, 'utf8') !== text) {
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
}
