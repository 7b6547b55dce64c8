import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { inRepo } from '../../../scripts/lib/paths.mjs';
import type { ToolResult } from './runTool';
import type { Shop } from './shop';

const answerSchema = z.object({ code: z.number(), output: z.string() });
type Answer = Pick<ToolResult, 'code' | 'output'>;

/** A Python process that has imported what a backend imports, and works in forks of itself, one after another. */
export class PythonForks {
  readonly #server;
  readonly #answers: AsyncIterator<string>;
  readonly #ended: Promise<unknown>;

  constructor(python: string) {
    this.#server = spawn(python, [inRepo('test', 'output', 'support', 'forks.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#answers = createInterface({ input: this.#server.stdout })[Symbol.asyncIterator]();
    this.#ended = once(this.#server, 'exit');
  }

  /** Loads the application: models are configured, the schema of the API is made. */
  boot(shop: Shop): Promise<Answer> {
    return this.#ask({ kind: 'boot', folder: shop.backend });
  }

  pytest(shop: Shop, ...args: readonly string[]): Promise<Answer> {
    return this.#ask({ kind: 'pytest', folder: shop.backend, args });
  }

  /** What mypy says, beginning each time from the backend as it was at the first call. */
  types(shop: Shop): Promise<Answer> {
    return this.#ask({ kind: 'types', folder: shop.backend });
  }

  async stop(): Promise<void> {
    this.#server.stdin.end();
    await this.#ended;
  }

  async #ask(request: object): Promise<Answer> {
    this.#server.stdin.write(`${JSON.stringify(request)}\n`);
    const answer = await this.#answers.next();
    if (answer.done === true) throw new Error('The Python process ended.');
    return answerSchema.parse(JSON.parse(answer.value));
  }
}
