import { AppError } from '../../src/core/model/appError';
import type { ProcessRequest, ProcessResult, ProcessRunner } from '../../src/core/ports/processRunner';

export type ToolScript = (
  request: ProcessRequest,
) => Partial<ProcessResult> | Promise<Partial<ProcessResult>>;

/** Tools that answer from a table; a tool that is not in it is not installed. Knows how many ran at once. */
export class ScriptedTools implements ProcessRunner {
  readonly requests: ProcessRequest[] = [];
  mostAtOnce = 0;
  private running = 0;
  private readonly scripts: ReadonlyMap<string, ToolScript>;

  constructor(scripts: Readonly<Record<string, ToolScript>>) {
    this.scripts = new Map(Object.entries(scripts));
  }

  /** How often a tool was run. */
  count(tool: string): number {
    return this.requests.filter((request) => request.argv[0].endsWith(`/${tool}`)).length;
  }

  async run(request: ProcessRequest): Promise<ProcessResult> {
    if (request.signal?.aborted === true) throw new AppError('cancelled', 'Cancelled.', 'Start it again.');
    this.requests.push(request);
    this.running += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.running);
    try {
      await new Promise(setImmediate);
      const script = this.scripts.get(request.argv[0].split('/').at(-1) ?? '');
      const answer = (await script?.(request)) ?? {};
      return { exitCode: 0, stdout: '', stderr: '', durationMs: 1, ...answer };
    } finally {
      this.running -= 1;
    }
  }

  find(name: string, folders: readonly string[] = []): Promise<string | undefined> {
    if (name.startsWith('/')) return Promise.resolve(this.scripts.has(name) ? name : undefined);
    return this.findIn(name, [...folders, '/usr/bin']);
  }

  findIn(name: string, folders: readonly string[]): Promise<string | undefined> {
    return Promise.resolve(this.scripts.has(name) ? `${folders[0] ?? ''}/${name}` : undefined);
  }
}
