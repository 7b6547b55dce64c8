import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLog } from '../../../test/fakes/silentLog';
import { workspacePath } from '../../core/model/workspacePath';
import type { CommitOutcome, CommittedFile } from '../../core/ports/git';
import { nodeGit } from './nodeGit';

const BRANCH = 'groundwork/product-1a2b3c4d';

describe('a commit on a branch of its own', () => {
  let folder = '';
  let root = '';
  let canary = '';
  let home: string | undefined;

  /** The person's git, with the person's configuration. */
  const git = (...args: readonly string[]): string => gitIn(root, ...args);
  const gitIn = (cwd: string, ...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], HOME: folder },
    });
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'groundwork-commit-')));
    root = path.join(folder, 'workspace');
    canary = path.join(folder, 'canary');
    mkdirSync(root);
    home = process.env['HOME'];
    process.env['HOME'] = folder;
    writeFileSync(
      path.join(folder, '.gitconfig'),
      '[user]\n\tname = T\n\temail = t@example.org\n[commit]\n\tgpgSign = true\n',
    );
  });
  afterEach(() => {
    process.env['HOME'] = home;
    rmSync(folder, { recursive: true });
  });

  function repository(): void {
    git('init', '-q', '-b', 'main');
    write('a.py', 'one\ntwo\nthree\nfour\nfive\n');
    write('run.sh', '#!/bin/sh\n');
    chmodSync(path.join(root, 'run.sh'), 0o755);
    write('.gitignore', 'ignored/\n');
    git('add', '-A');
    git('-c', 'commit.gpgSign=false', 'commit', '-qm', 'first');
  }

  /** Staged, changed, new and ignored files, and a stash. */
  function work(): void {
    write('stashed.py', 'stashed\n');
    git('add', 'stashed.py');
    git('-c', 'commit.gpgSign=false', 'stash', '-q');
    write('staged.py', 'staged\n');
    git('add', 'staged.py');
    write('staged.py', 'staged, then changed\n');
    write('a.py', 'ONE BY HAND\ntwo\nthree\nfour\nfive\n');
    write('new.py', 'new\n');
    write('ignored/x', 'x\n');
  }

  /** Everything of a person's that a commit must leave as it is: the branch itself is left out. */
  function snapshot(of = root): unknown {
    const own = (text: string): string =>
      text
        .split('\n')
        .filter((line) => !line.includes('groundwork/'))
        .join('\n');
    const common = path.resolve(of, gitIn(of, 'rev-parse', '--git-common-dir').trim());
    const private_ = path.resolve(of, gitIn(of, 'rev-parse', '--git-dir').trim());
    const bytes = (file: string): string | null =>
      existsSync(file) ? readFileSync(file).toString('base64') : null;
    return {
      index: bytes(path.join(private_, 'index')),
      status: gitIn(of, '--no-optional-locks', 'status', '--porcelain=v2', '--branch', '-z'),
      head: bytes(path.join(private_, 'HEAD')),
      headLog: bytes(path.join(private_, 'logs', 'HEAD')),
      refs: own(gitIn(of, 'for-each-ref')),
      stash: bytes(path.join(common, 'logs', 'refs', 'stash')),
      config: bytes(path.join(common, 'config')),
      names: readdirSync(private_).sort(),
      files: readdirSync(of, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !`${entry.parentPath}/`.includes('/.git/'))
        .map((entry) => path.join(entry.parentPath, entry.name))
        .sort()
        .map((file) => [file, bytes(file)]),
    };
  }

  const accepted = (files: Readonly<Record<string, string | CommittedFile['text']>>): CommittedFile[] =>
    Object.entries(files).map(([name, text]) => ({
      path: workspacePath(name),
      text: typeof text === 'string' ? () => text : text,
    }));

  async function commit(
    files: Parameters<typeof accepted>[0],
    of = root,
    branch = BRANCH,
  ): Promise<CommitOutcome> {
    const before = snapshot(of);
    const outcome = await nodeGit(of, silentLog).commit({
      branch,
      message: 'Product\n\nGroundwork run 1\n',
      files: accepted(files),
    });
    assert.deepEqual(snapshot(of), before);
    assert.ok(!readdirSync(tmpdir()).some((name) => name.startsWith('groundwork-index-')));
    return outcome;
  }

  function committed(outcome: CommitOutcome): Extract<CommitOutcome, { kind: 'committed' }> {
    assert.equal(outcome.kind, 'committed', JSON.stringify(outcome));
    return outcome;
  }

  /** What the commit changes against the one below. */
  const changes = (of = root, branch = BRANCH): readonly string[] =>
    gitIn(of, 'diff-tree', '-r', '--root', '--no-commit-id', '--name-status', branch).trim().split('\n');

  it('holds the accepted files on top of HEAD, and nothing of the person’s work', async () => {
    repository();
    work();
    const head = git('rev-parse', 'HEAD').trim();
    const outcome = committed(
      await commit({
        'lib/new file.py': 'new\n',
        'a.py': (below) => (below ?? '').replace('five', 'FIVE'),
        'run.sh': '#!/bin/sh\necho\n',
      }),
    );
    assert.deepEqual([outcome.branch, outcome.leftOut], [BRANCH, []]);
    assert.equal(git('rev-parse', `${BRANCH}^`).trim(), head);
    assert.deepEqual(changes(), ['M\ta.py', 'A\tlib/new file.py', 'M\trun.sh']);
    assert.equal(git('show', `${BRANCH}:a.py`), 'one\ntwo\nthree\nfour\nFIVE\n');
    assert.match(git('ls-tree', BRANCH, 'run.sh'), /^100755/);
    assert.equal(git('log', '-1', '--format=%an %ae %G?', BRANCH).trim(), 'T t@example.org N');
    assert.equal(git('log', '-1', '--format=%B', BRANCH).trim(), 'Product\n\nGroundwork run 1');
    git('fsck', '--strict');
  });

  it('makes the same commit once, and never moves a branch that is there', async () => {
    repository();
    const first = committed(await commit({ 'b.py': 'b\n' }));
    const again = committed(await commit({ 'b.py': 'b\n' }));
    assert.deepEqual([again.branch, again.commit], [first.branch, first.commit]);
    const other = committed(await commit({ 'b.py': 'other\n' }));
    assert.equal(other.branch, `${BRANCH}-2`);
    assert.equal(git('rev-parse', BRANCH).trim(), first.commit);
    git('checkout', '-q', BRANCH);
    assert.equal(committed(await commit({ 'c.py': 'c\n' })).branch, `${BRANCH}-3`);
  });

  it('works on a detached HEAD', async () => {
    repository();
    git('checkout', '-q', '--detach');
    work();
    committed(await commit({ 'b.py': 'b\n' }));
    assert.deepEqual(changes(), ['A\tb.py']);
  });

  it('works in a worktree', async () => {
    repository();
    const other = path.join(folder, 'other');
    git('worktree', 'add', '-q', '-b', 'other', other);
    writeFileSync(path.join(other, 'new.py'), 'new\n');
    committed(await commit({ 'b.py': 'b\n' }, other));
    assert.deepEqual(changes(other), ['A\tb.py']);
  });

  it('works for a workspace below the repository', async () => {
    repository();
    const part = path.join(root, 'part');
    write('part/a.py', 'a\n');
    git('add', 'part');
    git('-c', 'commit.gpgSign=false', 'commit', '-qm', 'part');
    committed(await commit({ 'a.py': (below) => `${below ?? ''}b\n`, 'b.py': 'b\n' }, part));
    assert.deepEqual(changes(), ['M\tpart/a.py', 'A\tpart/b.py']);
    assert.equal(git('show', `${BRANCH}:part/a.py`), 'a\nb\n');
  });

  it('leaves files of a submodule, of another clone and ignored files out', async () => {
    repository();
    const library = path.join(folder, 'library');
    mkdirSync(library);
    gitIn(library, 'init', '-q');
    gitIn(library, '-c', 'commit.gpgSign=false', 'commit', '-q', '--allow-empty', '-m', 'first');
    git('submodule', '--quiet', 'add', library, 'sub');
    git('-c', 'commit.gpgSign=false', 'commit', '-qm', 'submodule');
    gitIn(root, 'clone', '-q', library, 'clone');
    const outcome = committed(
      await commit({ 'sub/x.py': 'x\n', 'clone/deep/x.py': 'x\n', 'ignored/x.py': 'x\n', 'b.py': 'b\n' }),
    );
    assert.deepEqual(changes(), ['A\tb.py']);
    assert.deepEqual(outcome.leftOut.map(({ path: name, reason }) => `${name} ${reason}`).sort(), [
      'clone/deep/x.py belongs to the repository in clone',
      'ignored/x.py is ignored (.gitignore:1 ignored/)',
      'sub/x.py belongs to the repository in sub',
    ]);
  });

  it('stores line ends as git add would', async () => {
    repository();
    git('config', 'core.autocrlf', 'true');
    write('.gitattributes', '*.bat text eol=crlf\n*.raw -text\n');
    const seen: (string | undefined)[] = [];
    committed(
      await commit({
        'a.py': (below) => {
          seen.push(below);
          return (below ?? '').replace('five', 'FIVE');
        },
        'new.py': 'a\r\nb\r\n',
        'x.bat': 'a\r\n',
        'x.raw': 'a\r\n',
      }),
    );
    assert.deepEqual(seen, ['one\r\ntwo\r\nthree\r\nfour\r\nfive\r\n'], 'as it would be checked out');
    assert.equal(git('show', `${BRANCH}:a.py`), 'one\ntwo\nthree\nfour\nFIVE\n');
    assert.equal(git('show', `${BRANCH}:new.py`), 'a\nb\n');
    assert.equal(git('show', `${BRANCH}:x.bat`), 'a\n');
    assert.equal(git('show', `${BRANCH}:x.raw`), 'a\r\n');
  });

  /** Hooks, filters, monitor, signing and commands of the repository, each leaving a canary. */
  function trap(): void {
    const program = path.join(folder, 'program');
    writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> '${canary}'\ncat\n`);
    chmodSync(program, 0o755);
    const keys = ['core.fsmonitor', 'gpg.program', 'core.editor', 'core.pager', 'core.sshCommand'];
    const filters = ['filter.evil.clean', 'filter.evil.smudge', 'filter.evil.process', 'filter.e=v.clean'];
    for (const key of [...keys, ...filters]) git('config', key, program);
    git('config', 'filter.evil.required', 'true');
    git('config', 'core.splitIndex', 'true');
    git('config', 'core.logAllRefUpdates', 'always');
    const hooks = path.join(root, '.git', 'hooks');
    mkdirSync(hooks, { recursive: true });
    for (const hook of [
      'post-index-change',
      'reference-transaction',
      'pre-commit',
      'commit-msg',
      'post-commit',
    ]) {
      writeFileSync(path.join(hooks, hook), `#!/bin/sh\necho ${hook} >> '${canary}'\n`);
      chmodSync(path.join(hooks, hook), 0o755);
    }
  }

  it('runs no program of a booby-trapped repository, and leaves out what a filter would rewrite', async () => {
    repository();
    trap();
    write('.gitattributes', '*.secret filter=evil\n*.odd filter=e=v\n');
    rmSync(canary, { force: true });
    // Not through `commit`: the person's own git, which compares before and after, runs the traps.
    const head = readFileSync(path.join(root, '.git', 'HEAD'), 'utf8');
    const index = readFileSync(path.join(root, '.git', 'index'));
    const asked = nodeGit(root, silentLog);
    const files = accepted({ 'key.secret': 'plain\n', 'x.odd': 'x\n', 'b.py': 'b\n' });
    const outcome = committed(await asked.commit({ branch: BRANCH, message: 'x', files }));
    assert.deepEqual(
      outcome.leftOut.map(({ reason }) => reason),
      [
        'goes through the filter evil, which Groundwork does not run',
        'goes through the filter e=v, which Groundwork does not run',
      ],
    );
    assert.ok(!existsSync(canary), existsSync(canary) ? readFileSync(canary, 'utf8') : '');
    assert.equal(readFileSync(path.join(root, '.git', 'HEAD'), 'utf8'), head);
    assert.deepEqual(readFileSync(path.join(root, '.git', 'index')), index);
    assert.ok(!readdirSync(path.join(root, '.git')).some((name) => name.startsWith('sharedindex')));
    assert.equal(git('cat-file', '-p', `${BRANCH}^{tree}`).includes('secret'), false);
  });

  it('says what is uncommitted without running a filter', async () => {
    repository();
    work();
    trap();
    write('.gitattributes', '* filter=evil\n*.py filter=e=v\n');
    rmSync(canary, { force: true });
    const asked = nodeGit(root, silentLog);
    assert.deepEqual([...((await asked.uncommitted()) ?? [])].sort(), [
      '.gitattributes',
      'a.py',
      'new.py',
      'staged.py',
    ]);
    assert.ok(!existsSync(canary), existsSync(canary) ? readFileSync(canary, 'utf8') : '');
  });

  it('sees nothing uncommitted in a clean tree, and cannot say without a repository', async () => {
    assert.equal(await nodeGit(root, silentLog).uncommitted(), null);
    repository();
    assert.deepEqual(await nodeGit(root, silentLog).uncommitted(), []);
  });

  const refusals: readonly (readonly [string, () => void, RegExp])[] = [
    ['without a repository', () => undefined, /no git repository/],
    ['before the first commit', () => git('init', '-q'), /no commit yet/],
    [
      'without a name for the author',
      () => {
        repository();
        writeFileSync(path.join(folder, '.gitconfig'), '');
      },
      /user\.name/,
    ],
    [
      'when the branch cannot be made',
      () => {
        repository();
        git('branch', 'groundwork');
      },
      /git refused/,
    ],
  ];
  for (const [title, prepare, reason] of refusals) {
    it(`says why there is none ${title}`, async () => {
      prepare();
      const files = accepted({ 'b.py': 'b\n' });
      const outcome = await nodeGit(root, silentLog).commit({ branch: BRANCH, message: 'x', files });
      assert.equal(outcome.kind, 'notCommitted');
      assert.match(outcome.reason, reason);
    });
  }

  it('is not led elsewhere by the environment', async () => {
    repository();
    const before = git('for-each-ref');
    const leaks = {
      GIT_DIR: path.join(folder, 'elsewhere'),
      GIT_INDEX_FILE: path.join(root, '.git', 'index'),
      GIT_AUTHOR_NAME: 'Someone Else',
      GIT_OBJECT_DIRECTORY: path.join(folder, 'objects'),
    };
    Object.assign(process.env, leaks);
    try {
      const files = accepted({ 'b.py': 'b\n' });
      committed(await nodeGit(root, silentLog).commit({ branch: BRANCH, message: 'x', files }));
    } finally {
      for (const name of Object.keys(leaks)) Reflect.deleteProperty(process.env, name);
    }
    assert.equal(git('log', '-1', '--format=%an', BRANCH).trim(), 'T');
    assert.ok(git('for-each-ref').includes(before));
    assert.ok(!existsSync(path.join(folder, 'objects')));
  });
});
