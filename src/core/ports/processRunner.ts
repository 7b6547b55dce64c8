import type { Cancellable } from './workspaceFiles';

export interface ProcessRequest extends Cancellable {
  /** Executable and arguments; never a shell line. */
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  /** The whole environment of the child: nothing is inherited but what is here. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly input?: string;
}

export interface ProcessResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** Runs tools. Throws AppError `toolMissing`, `timeout`, `cancelled`; a non-zero exit is a result. Cancelling ends the whole process group. */
export interface ProcessRunner {
  run(request: ProcessRequest): Promise<ProcessResult>;
  /**
   * Absolute path of an executable, first in the given folders, then on the PATH; undefined when there is none. A name that
   * is an absolute path means that file and no other.
   */
  find(name: string, folders?: readonly string[]): Promise<string | undefined>;
  /** The same in these folders only. */
  findIn(name: string, folders: readonly string[]): Promise<string | undefined>;
}
