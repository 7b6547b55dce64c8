import type { WorkspacePath } from '../../core/model/ids';
import type { Git } from '../../core/ports/git';
import type { Cancellable } from '../../core/ports/workspaceFiles';
import type { Log } from '../../core/ports/system';
import { commitOnBranch } from './commitOnBranch';
import { openGit, type GitRequest } from './openGit';
import { withoutFilters } from './withoutFilters';
import { messageOf } from '../../shared/messageOf';

/** A repository whose configuration waits for something (a pipe to include) must not hold up a run. */
const TIMEOUT_MS = 10_000;
/** Arguments have a limit of their own on every system. */
const AT_ONCE = 200;

/** Git of a workspace folder through simple-git, with everything off by which a repository could run a program. */
export function nodeGit(root: string, log: Pick<Log, 'debug'>, timeoutMs = TIMEOUT_MS): Git {
  const ask = openGit(root, timeoutMs);
  const answer = async (request: GitRequest): Promise<string | null> => {
    try {
      return await ask(request);
    } catch (failure) {
      request.signal?.throwIfAborted();
      // No repository, no git, no commit, someone else's repository: nothing that a person needs to do anything about.
      log.debug('git did not answer', { question: request.args[0], failure: messageOf(failure) });
      return null;
    }
  };
  const ignored: Git['ignored'] = async (paths, options = {}) => {
    const found = new Map<WorkspacePath, string>();
    const args = ['check-ignore', '-z', '--verbose', '--no-index', '--stdin'];
    const input = paths.map((path) => `${path}\0`).join('');
    const fields = ((await answer({ args, input, ...options })) ?? '').split('\0');
    for (let at = 0; at + 3 < fields.length; at += 4) {
      const [source = '', line = '', rule = '', name = ''] = fields.slice(at, at + 4);
      const path = paths.find((candidate) => candidate === name);
      // The last rule that fits may be one that takes the file back in.
      if (path !== undefined && !rule.startsWith('!')) found.set(path, `${source}:${line} ${rule}`);
    }
    return found;
  };
  return {
    ignored,
    async committed(paths, options = {}) {
      const found = new Set<WorkspacePath>();
      for (const some of portions(paths)) {
        // Reads trees only: neither the index nor the files of the workspace, so no filter and no monitor has a part in it.
        const args = ['ls-tree', '-z', '--name-only', 'HEAD', '--', ...some];
        const names = new Set(((await answer({ args, ...options })) ?? '').split('\0'));
        for (const path of some) if (names.has(path)) found.add(path);
      }
      return found;
    },
    async uncommitted(options: Cancellable = {}) {
      const environment = await withoutFilters(ask, options.signal);
      // Files are compared here, so filters are off. A submodule's own files are its own matter: git would look into them
      // with that repository's configuration.
      const args = ['status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=all'];
      const listed = await answer({
        args: [...args, '--ignore-submodules=dirty', '--', '.'],
        environment,
        ...options,
      });
      if (listed === null) return null;
      return listed.split('\0').flatMap((line) => (line === '' ? [] : [line.slice(3)]));
    },
    commit: (request) => commitOnBranch({ root, ask, ignored }, request),
  };
}

function portions(paths: readonly WorkspacePath[]): readonly (readonly WorkspacePath[])[] {
  const found: (readonly WorkspacePath[])[] = [];
  for (let at = 0; at < paths.length; at += AT_ONCE) found.push(paths.slice(at, at + AT_ONCE));
  return found;
}
