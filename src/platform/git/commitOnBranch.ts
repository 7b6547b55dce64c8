import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WorkspacePath } from '../../core/model/ids';
import type { CommitOutcome, CommitRequest, CommittedFile } from '../../core/ports/git';
import type { AskGit, GitRequest } from './openGit';
import { withoutFilters } from './withoutFilters';
import { messageOf } from '../../shared/messageOf';

/** Settings by which writing an index of our own would leave something beside the user's. */
const OWN_INDEX = [
  '-c',
  'core.splitIndex=false',
  '-c',
  'index.sparse=false',
  '-c',
  'user.useConfigOnly=true',
];
/** No branch of that name may exist: the old value of `update-ref`. */
const NOTHING = '0'.repeat(40);
const MOST_BRANCHES = 50;

type Ignored = (
  paths: readonly WorkspacePath[],
  options: { readonly signal?: AbortSignal },
) => Promise<ReadonlyMap<WorkspacePath, string>>;

interface Repository {
  readonly root: string;
  readonly ask: AskGit;
  readonly ignored: Ignored;
}

interface Entry {
  readonly mode: string;
  readonly object: string;
}

/** What git cannot do here, in words for people. */
class Unable extends Error {}

/**
 * Writes objects, a tree from an index of its own and one new branch; nothing else of the repository changes. Blobs are
 * what `git add` would make of the texts (line ends, encoding), but for programs: a file that a filter of the repository
 * would rewrite is left out, since without it its text would get into the history as it is.
 */
export async function commitOnBranch(repository: Repository, request: CommitRequest): Promise<CommitOutcome> {
  let folder: string | undefined;
  try {
    folder = await mkdtemp(path.join(tmpdir(), 'groundwork-index-'));
    return await new BranchCommit(repository, request, path.join(folder, 'index')).make();
  } catch (failure) {
    request.signal?.throwIfAborted();
    const said = messageOf(failure).trim();
    return { kind: 'notCommitted', reason: failure instanceof Unable ? said : `git refused: ${said}` };
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

class BranchCommit {
  private readonly repository: Repository;
  private readonly request: CommitRequest;
  private environment: Readonly<Record<string, string>>;

  constructor(repository: Repository, request: CommitRequest, index: string) {
    this.repository = repository;
    this.request = request;
    this.environment = { GIT_INDEX_FILE: index };
  }

  async make(): Promise<CommitOutcome> {
    const { branch, files, signal } = this.request;
    this.environment = { ...this.environment, ...(await withoutFilters(this.repository.ask, signal)) };
    const prefix = await this.orUnable('The folder is in no git repository.', ['rev-parse', '--show-prefix']);
    const parent = await this.line(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
    if (parent === '') throw new Unable('The repository has no commit yet.');
    await this.orUnable('git knows no name and address for the commit: set user.name and user.email.', [
      'var',
      'GIT_COMMITTER_IDENT',
    ]);
    const paths = files.map((file) => file.path);
    const reasons = await this.leftOut(paths);
    const included = files.filter((file) => !reasons.has(file.path));
    const leftOut = [...reasons].map(([name, reason]) => ({ path: name, reason }));
    if (included.length === 0) {
      const why = leftOut.map(({ path: name, reason }) => `${name} ${reason}`).join('; ');
      throw new Unable(`No accepted file belongs in a commit: ${why}`);
    }
    const tree = await this.tree(parent, prefix, included);
    if (tree === (await this.line(['rev-parse', `${parent}^{tree}`]))) {
      throw new Unable('The last commit holds the accepted files already.');
    }
    return { kind: 'committed', ...(await this.publish(branch, parent, tree)), leftOut };
  }

  private async tree(parent: string, prefix: string, files: readonly CommittedFile[]): Promise<string> {
    await this.ask({ args: ['read-tree', parent] });
    const below = await this.entries(parent, files);
    const lines: string[] = [];
    for (const file of files) {
      const entry = below.get(file.path);
      const object = await this.blob(file, entry);
      lines.push(`${entry?.mode ?? '100644'} ${object}\t${prefix}${file.path}\0`);
    }
    await this.ask({ args: ['update-index', '-z', '--index-info'], input: lines.join('') });
    return this.line(['write-tree']);
  }

  /** As `git add` would store it; `--path` and `--filters` mean line ends and encoding here, programs are off. */
  private async blob(file: CommittedFile, entry: Entry | undefined): Promise<string> {
    const below =
      entry === undefined
        ? undefined
        : await this.ask({ args: ['cat-file', '--filters', `--path=${file.path}`, entry.object] });
    const args = ['hash-object', '-w', '--stdin', `--path=${file.path}`];
    return (await this.ask({ args, input: file.text(below) })).trim();
  }

  /** What the last commit holds at these paths. */
  private async entries(
    parent: string,
    files: readonly CommittedFile[],
  ): Promise<ReadonlyMap<string, Entry>> {
    const found = new Map<string, Entry>();
    for (let at = 0; at < files.length; at += 200) {
      const some = files.slice(at, at + 200).map((file) => file.path);
      const listed = await this.ask({
        args: ['--literal-pathspecs', 'ls-tree', '-z', parent, '--', ...some],
      });
      for (const line of listed.split('\0')) {
        const [, mode, object, name] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
        if (mode !== undefined && object !== undefined && name !== undefined)
          found.set(name, { mode, object });
      }
    }
    return found;
  }

  /** Files that `git add` would refuse, or that only a program of the repository could prepare. */
  private async leftOut(paths: readonly WorkspacePath[]): Promise<ReadonlyMap<WorkspacePath, string>> {
    const { signal } = this.request;
    const reasons = new Map<WorkspacePath, string>();
    const known = new Set((await this.entries('HEAD', paths.map(asFile))).keys());
    const ignored = await this.repository.ignored(paths, signal === undefined ? {} : { signal });
    const attributes = await this.ask({
      args: ['check-attr', '-z', '--stdin', 'filter'],
      input: paths.map((name) => `${name}\0`).join(''),
    });
    const fields = attributes.split('\0');
    for (let at = 0; at + 2 < fields.length; at += 3) {
      const [name, , value = ''] = fields.slice(at, at + 3);
      const file = paths.find((candidate) => candidate === name);
      if (file !== undefined && value !== 'unspecified' && value !== 'unset') {
        reasons.set(file, `goes through the filter ${value}, which Groundwork does not run`);
      }
    }
    for (const name of paths) {
      const rule = ignored.get(name);
      if (rule !== undefined && !known.has(name)) reasons.set(name, `is ignored (${rule})`);
      const inner = await this.innerRepository(name);
      if (inner !== undefined) reasons.set(name, `belongs to the repository in ${inner}`);
    }
    return reasons;
  }

  /** The folder between workspace and file that is a repository of its own: a submodule or a clone. */
  private async innerRepository(name: WorkspacePath): Promise<string | undefined> {
    for (let folder = path.posix.dirname(name); folder !== '.'; folder = path.posix.dirname(folder)) {
      const marker = path.join(this.repository.root, folder, '.git');
      if (await access(marker).then(isThere, isNotThere)) return folder;
    }
    return undefined;
  }

  /** The first free name, or the one that has this commit already. */
  private async publish(
    name: string,
    parent: string,
    tree: string,
  ): Promise<{ readonly branch: string; readonly commit: string }> {
    for (let count = 1; count <= MOST_BRANCHES; count++) {
      const branch = count === 1 ? name : `${name}-${String(count)}`;
      const reference = `refs/heads/${branch}`;
      const tip = await this.line(['rev-parse', '--verify', '--quiet', `${reference}^{commit}`]).catch(
        () => '',
      );
      if (tip === '') {
        const args = ['commit-tree', '--no-gpg-sign', tree, '-p', parent, '-F', '-'];
        const commit = (await this.ask({ args, input: this.request.message })).trim();
        await this.ask({ args: ['update-ref', reference, commit, NOTHING.padEnd(commit.length, '0')] });
        return { branch, commit };
      }
      const made = await this.line(['log', '-1', '--format=%T %P', tip]);
      if (made === `${tree} ${parent}`) return { branch, commit: tip };
    }
    throw new Unable(`There are ${String(MOST_BRANCHES)} branches like ${name} already.`);
  }

  private async orUnable(reason: string, args: readonly string[]): Promise<string> {
    try {
      return await this.line(args);
    } catch {
      this.request.signal?.throwIfAborted();
      throw new Unable(reason);
    }
  }

  private async line(args: readonly string[]): Promise<string> {
    return (await this.ask({ args })).replace(/\r?\n$/, '');
  }

  private ask(request: Pick<GitRequest, 'args' | 'input'>): Promise<string> {
    const { signal } = this.request;
    return this.repository.ask({
      ...request,
      args: [...OWN_INDEX, ...request.args],
      environment: this.environment,
      ...(signal === undefined ? {} : { signal }),
    });
  }
}

const asFile = (name: WorkspacePath): CommittedFile => ({ path: name, text: () => '' });
const isThere = (): boolean => true;
const isNotThere = (): boolean => false;
