import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GitSandbox } from '../../../test/fakes/gitSandbox';
import { silentLog } from '../../../test/fakes/silentLog';
import { workspacePath } from '../../core/model/workspacePath';
import type { CommitOutcome, CommittedFile } from '../../core/ports/git';
import { nodeGit } from './nodeGit';

const BRANCH = 'groundwork/product-1a2b3c4d';

describe('a commit on a branch of its own', () => {
  let sandbox: GitSandbox;
  let folder = '';
  let root = '';
  let home: string | undefined;

  beforeEach(() => {
    sandbox = new GitSandbox();
    ({ folder, root } = sandbox);
    home = process.env['HOME'];
    process.env['HOME'] = folder;
  });
  afterEach(() => {
    process.env['HOME'] = home;
    sandbox.dispose();
  });

  function repository(): void {
    sandbox.git('init', '-q', '-b', 'main');
    sandbox.write('a.py', 'one\ntwo\nthree\nfour\nfive\n');
    sandbox.write('run.sh', '#!/bin/sh\n');
    chmodSync(path.join(root, 'run.sh'), 0o755);
    sandbox.write('.gitignore', 'ignored/\n');
    sandbox.git('add', '-A');
    sandbox.commitIn(root, '-m', 'first');
  }

  /** Staged, changed, new and ignored files, and a stash. */
  function work(): void {
    sandbox.write('stashed.py', 'stashed\n');
    sandbox.git('add', 'stashed.py');
    sandbox.git('-c', 'commit.gpgSign=false', 'stash', '-q');
    sandbox.write('staged.py', 'staged\n');
    sandbox.git('add', 'staged.py');
    sandbox.write('staged.py', 'staged, then changed\n');
    sandbox.write('a.py', 'ONE BY HAND\ntwo\nthree\nfour\nfive\n');
    sandbox.write('new.py', 'new\n');
    sandbox.write('ignored/x', 'x\n');
  }

  /** Everything of a person's that a commit must leave as it is: the branch itself is left out. */
  function snapshot(of = root): unknown {
    const own = (text: string): string =>
      text
        .split('\n')
        .filter((line) => !line.includes('groundwork/'))
        .join('\n');
    const common = path.resolve(of, sandbox.gitIn(of, 'rev-parse', '--git-common-dir').trim());
    const private_ = path.resolve(of, sandbox.gitIn(of, 'rev-parse', '--git-dir').trim());
    const bytes = (file: string): string | null =>
      existsSync(file) ? readFileSync(file).toString('base64') : null;
    return {
      index: bytes(path.join(private_, 'index')),
      status: sandbox.gitIn(of, '--no-optional-locks', 'status', '--porcelain=v2', '--branch', '-z'),
      head: bytes(path.join(private_, 'HEAD')),
      headLog: bytes(path.join(private_, 'logs', 'HEAD')),
      refs: own(sandbox.gitIn(of, 'for-each-ref')),
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
    sandbox
      .gitIn(of, 'diff-tree', '-r', '--root', '--no-commit-id', '--name-status', branch)
      .trim()
      .split('\n');

  it('holds the accepted files on top of HEAD, and nothing of the person’s work', async () => {
    repository();
    work();
    const head = sandbox.git('rev-parse', 'HEAD').trim();
    const outcome = committed(
      await commit({
        'lib/new file.py': 'new\n',
        'a.py': (below) => (below ?? '').replace('five', 'FIVE'),
        'run.sh': '#!/bin/sh\necho\n',
      }),
    );
    assert.deepEqual([outcome.branch, outcome.leftOut], [BRANCH, []]);
    assert.equal(sandbox.git('rev-parse', `${BRANCH}^`).trim(), head);
    assert.deepEqual(changes(), ['M\ta.py', 'A\tlib/new file.py', 'M\trun.sh']);
    assert.equal(sandbox.git('show', `${BRANCH}:a.py`), 'one\ntwo\nthree\nfour\nFIVE\n');
    assert.match(sandbox.git('ls-tree', BRANCH, 'run.sh'), /^100755/);
    assert.equal(sandbox.git('log', '-1', '--format=%an %ae %G?', BRANCH).trim(), 'T t@example.org N');
    assert.equal(sandbox.git('log', '-1', '--format=%B', BRANCH).trim(), 'Product\n\nGroundwork run 1');
    sandbox.git('fsck', '--strict');
  });

  it('makes the same commit once, and never moves a branch that is there', async () => {
    repository();
    const first = committed(await commit({ 'b.py': 'b\n' }));
    const again = committed(await commit({ 'b.py': 'b\n' }));
    assert.deepEqual([again.branch, again.commit], [first.branch, first.commit]);
    const other = committed(await commit({ 'b.py': 'other\n' }));
    assert.equal(other.branch, `${BRANCH}-2`);
    assert.equal(sandbox.git('rev-parse', BRANCH).trim(), first.commit);
    sandbox.git('checkout', '-q', BRANCH);
    assert.equal(committed(await commit({ 'c.py': 'c\n' })).branch, `${BRANCH}-3`);
  });

  it('works on a detached HEAD', async () => {
    repository();
    sandbox.git('checkout', '-q', '--detach');
    work();
    committed(await commit({ 'b.py': 'b\n' }));
    assert.deepEqual(changes(), ['A\tb.py']);
  });

  it('works in a worktree', async () => {
    repository();
    const other = path.join(folder, 'other');
    sandbox.git('worktree', 'add', '-q', '-b', 'other', other);
    writeFileSync(path.join(other, 'new.py'), 'new\n');
    committed(await commit({ 'b.py': 'b\n' }, other));
    assert.deepEqual(changes(other), ['A\tb.py']);
  });

  it('works for a workspace below the repository', async () => {
    repository();
    const part = path.join(root, 'part');
    sandbox.write('part/a.py', 'a\n');
    sandbox.git('add', 'part');
    sandbox.commitIn(root, '-m', 'part');
    committed(await commit({ 'a.py': (below) => `${below ?? ''}b\n`, 'b.py': 'b\n' }, part));
    assert.deepEqual(changes(), ['M\tpart/a.py', 'A\tpart/b.py']);
    assert.equal(sandbox.git('show', `${BRANCH}:part/a.py`), 'a\nb\n');
  });

  it('leaves files of a submodule, of another clone and ignored files out', async () => {
    repository();
    const library = path.join(folder, 'library');
    mkdirSync(library);
    sandbox.gitIn(library, 'init', '-q');
    sandbox.commitIn(library, '--allow-empty', '-m', 'first');
    sandbox.git('submodule', '--quiet', 'add', library, 'sub');
    sandbox.commitIn(root, '-m', 'submodule');
    sandbox.gitIn(root, 'clone', '-q', library, 'clone');
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
    sandbox.git('config', 'core.autocrlf', 'true');
    sandbox.write('.gitattributes', '*.bat text eol=crlf\n*.raw -text\n');
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
    assert.equal(sandbox.git('show', `${BRANCH}:a.py`), 'one\ntwo\nthree\nfour\nFIVE\n');
    assert.equal(sandbox.git('show', `${BRANCH}:new.py`), 'a\nb\n');
    assert.equal(sandbox.git('show', `${BRANCH}:x.bat`), 'a\n');
    assert.equal(sandbox.git('show', `${BRANCH}:x.raw`), 'a\r\n');
  });

  /** Hooks, filters, monitor, signing and commands of the repository, each leaving a canary. */
  function trap(): void {
    const keys = ['core.fsmonitor', 'gpg.program', 'core.editor', 'core.pager', 'core.sshCommand'];
    const filters = ['filter.evil.clean', 'filter.evil.smudge', 'filter.evil.process', 'filter.e=v.clean'];
    const hooks = ['post-index-change', 'reference-transaction', 'pre-commit', 'commit-msg', 'post-commit'];
    sandbox.trap({ settings: [...keys, ...filters], hooks });
    sandbox.git('config', 'filter.evil.required', 'true');
    sandbox.git('config', 'core.splitIndex', 'true');
    sandbox.git('config', 'core.logAllRefUpdates', 'always');
  }

  it('runs no program of a booby-trapped repository, and leaves out what a filter would rewrite', async () => {
    repository();
    trap();
    sandbox.write('.gitattributes', '*.secret filter=evil\n*.odd filter=e=v\n');
    sandbox.forgetTrace();
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
    assert.equal(sandbox.trace(), undefined);
    assert.equal(readFileSync(path.join(root, '.git', 'HEAD'), 'utf8'), head);
    assert.deepEqual(readFileSync(path.join(root, '.git', 'index')), index);
    assert.ok(!readdirSync(path.join(root, '.git')).some((name) => name.startsWith('sharedindex')));
    assert.equal(sandbox.git('cat-file', '-p', `${BRANCH}^{tree}`).includes('secret'), false);
  });

  it('says what is uncommitted without running a filter', async () => {
    repository();
    work();
    trap();
    sandbox.write('.gitattributes', '* filter=evil\n*.py filter=e=v\n');
    sandbox.forgetTrace();
    const asked = nodeGit(root, silentLog);
    assert.deepEqual([...((await asked.uncommitted()) ?? [])].sort(), [
      '.gitattributes',
      'a.py',
      'new.py',
      'staged.py',
    ]);
    assert.equal(sandbox.trace(), undefined);
  });

  it('sees nothing uncommitted in a clean tree, and cannot say without a repository', async () => {
    assert.equal(await nodeGit(root, silentLog).uncommitted(), null);
    repository();
    assert.deepEqual(await nodeGit(root, silentLog).uncommitted(), []);
  });

  const refusals: readonly (readonly [string, () => void, RegExp])[] = [
    ['without a repository', () => undefined, /no git repository/],
    ['before the first commit', () => sandbox.git('init', '-q'), /no commit yet/],
    [
      'without a name for the author',
      () => {
        repository();
        sandbox.configure('');
      },
      /user\.name/,
    ],
    [
      'when the branch cannot be made',
      () => {
        repository();
        sandbox.git('branch', 'groundwork');
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
    const before = sandbox.git('for-each-ref');
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
    assert.equal(sandbox.git('log', '-1', '--format=%an', BRANCH).trim(), 'T');
    assert.ok(sandbox.git('for-each-ref').includes(before));
    assert.ok(!existsSync(path.join(folder, 'objects')));
  });
});
