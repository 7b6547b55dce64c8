import type { SimpleGit } from 'simple-git';
import type { Cancellable } from '../../core/ports/workspaceFiles';
import { gitEnvironment, INERT_CONFIG, INERT_OVERRIDES } from './inertGit';

export interface GitRequest extends Cancellable {
  readonly args: readonly string[];
  readonly input?: string;
  /** Beside the inert environment, e.g. an index of its own. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Answers with what git printed, byte for byte as UTF-8. Rejects when git is missing, refuses or waits too long. */
export type AskGit = (request: GitRequest) => Promise<string>;

/** Git of a folder through simple-git, with everything off by which a repository could run a program. */
export function openGit(root: string, timeoutMs: number): AskGit {
  return async ({ args, input = '', environment = {}, signal }) => {
    const { simpleGit } = await import('simple-git');
    const env = { ...gitEnvironment(process.env), ...environment };
    const git: SimpleGit = simpleGit({
      baseDir: root,
      config: [...INERT_CONFIG],
      unsafe: INERT_OVERRIDES,
      allowEnvironment: Object.keys(env),
      input: () => input,
      timeout: { block: timeoutMs, stdOut: false, stdErr: false },
      ...(signal === undefined ? {} : { abort: signal }),
    }).env({ ...env });
    return git.raw([...args]);
  };
}
