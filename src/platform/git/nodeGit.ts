import type { SimpleGit } from 'simple-git';
import type { WorkspacePath } from '../../core/model/ids';
import type { Git } from '../../core/ports/git';
import type { Cancellable } from '../../core/ports/workspaceFiles';
import type { Log } from '../../core/ports/system';
import { gitEnvironment, INERT_CONFIG, INERT_OVERRIDES } from './inertGit';

/** A repository whose configuration waits for something (a pipe to include) must not hold up a run. */
const TIMEOUT_MS = 10_000;
/** Arguments have a limit of their own on every system. */
const AT_ONCE = 200;

/** Git of a workspace folder through simple-git, with everything off by which a repository could run a program. */
export function nodeGit(root: string, log: Pick<Log, 'debug'>, timeoutMs = TIMEOUT_MS): Git {
  const ask = async ({ args, input = '' }: Asked, { signal }: Cancellable): Promise<string> => {
    const git = await open({ root, timeoutMs, input }, signal);
    try {
      return await git.raw([...args]);
    } catch (failure) {
      signal?.throwIfAborted();
      // No repository, no git, no commit, someone else's repository: nothing that a person needs to do anything about.
      log.debug('git did not answer', { question: args[0], failure: String(failure) });
      return '';
    }
  };
  return {
    async committed(paths, options = {}) {
      const found = new Set<WorkspacePath>();
      for (const some of portions(paths)) {
        // Reads trees only: neither the index nor the files of the workspace, so no filter and no monitor has a part in it.
        const listed = await ask({ args: ['ls-tree', '-z', '--name-only', 'HEAD', '--', ...some] }, options);
        const names = new Set(listed.split('\0'));
        for (const path of some) if (names.has(path)) found.add(path);
      }
      return found;
    },
    async ignored(paths, options = {}) {
      const found = new Map<WorkspacePath, string>();
      const args = ['check-ignore', '-z', '--verbose', '--no-index', '--stdin'];
      const answer = await ask({ args, input: paths.map((path) => `${path}\0`).join('') }, options);
      const fields = answer.split('\0');
      for (let at = 0; at + 3 < fields.length; at += 4) {
        const [source = '', line = '', rule = '', name = ''] = fields.slice(at, at + 4);
        const path = paths.find((candidate) => candidate === name);
        // The last rule that fits may be one that takes the file back in.
        if (path !== undefined && !rule.startsWith('!')) found.set(path, `${source}:${line} ${rule}`);
      }
      return found;
    },
  };
}

interface Asked {
  readonly args: readonly string[];
  readonly input?: string;
}

interface Opened {
  readonly root: string;
  readonly timeoutMs: number;
  readonly input: string;
}

async function open({ root, timeoutMs, input }: Opened, signal: AbortSignal | undefined): Promise<SimpleGit> {
  const { simpleGit } = await import('simple-git');
  const environment = gitEnvironment(process.env);
  return simpleGit({
    baseDir: root,
    config: [...INERT_CONFIG],
    unsafe: INERT_OVERRIDES,
    allowEnvironment: Object.keys(environment),
    input: () => input,
    timeout: { block: timeoutMs, stdOut: false, stdErr: false },
    ...(signal === undefined ? {} : { abort: signal }),
  }).env({ ...environment });
}

function portions(paths: readonly WorkspacePath[]): readonly (readonly WorkspacePath[])[] {
  const found: (readonly WorkspacePath[])[] = [];
  for (let at = 0; at < paths.length; at += AT_ONCE) found.push(paths.slice(at, at + AT_ONCE));
  return found;
}
