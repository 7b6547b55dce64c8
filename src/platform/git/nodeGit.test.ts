import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLog } from '../../../test/fakes/silentLog';
import type { WorkspacePath } from '../../core/model/ids';
import { workspacePath } from '../../core/model/workspacePath';
import { gitEnvironment, INERT_CONFIG } from './inertGit';
import { nodeGit } from './nodeGit';

const PATHS: readonly WorkspacePath[] = [
  'backend/a.py',
  'backend/new.py',
  'lib/types.ts',
  'lib/kept.ts',
  'odd [x]*.txt',
  'gone/b.py',
].map(workspacePath);

describe('nodeGit', () => {
  let folder = '';
  let root = '';
  let canary = '';

  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], HOME: folder },
    });
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'groundwork-git-'));
    root = path.join(folder, 'workspace');
    canary = path.join(folder, 'canary');
    mkdirSync(root);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** A commit with two files and rules that ignore `lib` but for one file. */
  function repository(): void {
    git('init', '-q');
    write('backend/a.py', 'a = 1\n');
    write('odd [x]*.txt', 'x\n');
    write('.gitignore', '/lib/*\n!/lib/kept.ts\n');
    git('add', '-A');
    git('commit', '-qm', 'first');
    write('backend/new.py', 'b = 2\n');
  }

  /** Every setting and hook by which a repository can have a program run, each leaving a canary. */
  function booby(): void {
    const program = path.join(folder, 'program');
    writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> '${canary}'\n`);
    chmodSync(program, 0o755);
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'core.editor',
      'core.askPass',
      'core.sshCommand',
      'core.gitProxy',
      'diff.external',
      'diff.evil.textconv',
      'diff.evil.command',
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
      'merge.evil.driver',
      'gpg.program',
      'sequence.editor',
      'uploadpack.packObjectsHook',
      'remote.origin.uploadpack',
      'pager.ls-tree',
      'pager.check-ignore',
    ]) {
      git('config', key, program);
    }
    git('config', 'credential.helper', `!${program}`);
    git('config', 'alias.ls-tree', `!${program}`);
    git('config', 'alias.check-ignore', `!${program}`);
    git('config', 'protocol.allow', 'always');
    git('config', 'protocol.ext.allow', 'always');
    git('config', 'remote.origin.url', `ext::${program}`);
    git('config', 'remote.origin.promisor', 'true');
    git('config', 'remote.origin.partialclonefilter', 'blob:none');
    git('config', 'extensions.partialClone', 'origin');
    git('config', 'core.repositoryformatversion', '1');
    write('.gitattributes', '* filter=evil diff=evil merge=evil\n');
    const hooks = path.join(root, '.git', 'hooks');
    mkdirSync(hooks, { recursive: true });
    for (const hook of [
      'post-index-change',
      'pre-auto-gc',
      'reference-transaction',
      'post-checkout',
      'fsmonitor-watchman',
    ]) {
      writeFileSync(path.join(hooks, hook), `#!/bin/sh\necho ${hook} >> '${canary}'\n`);
      chmodSync(path.join(hooks, hook), 0o755);
    }
    // Stale in the index, so that whoever compares contents runs the filter.
    write('backend/a.py', 'a = 2\n');
  }

  it('knows what the last commit holds and what is ignored, with the rule', async () => {
    repository();
    const asked = nodeGit(root, silentLog);
    assert.deepEqual([...(await asked.committed(PATHS))], ['backend/a.py', 'odd [x]*.txt']);
    assert.deepEqual([...(await asked.ignored(PATHS))], [['lib/types.ts', '.gitignore:1 /lib/*']]);
  });

  it('answers for a workspace below the repository', async () => {
    repository();
    const asked = nodeGit(path.join(root, 'backend'), silentLog);
    assert.deepEqual(
      [...(await asked.committed([workspacePath('a.py'), workspacePath('new.py')]))],
      ['a.py'],
    );
  });

  it('knows nothing without a repository, without a commit, and of many paths', async () => {
    const asked = nodeGit(root, silentLog);
    assert.equal((await asked.committed(PATHS)).size, 0);
    assert.equal((await asked.ignored(PATHS)).size, 0);
    git('init', '-q');
    assert.equal((await asked.committed(PATHS)).size, 0);
    assert.equal((await asked.committed([])).size, 0);
    const many = Array.from({ length: 450 }, (_, index) => workspacePath(`lib/${String(index)}.ts`));
    write('.gitignore', 'lib\n');
    assert.equal((await asked.ignored(many)).size, 450);
  });

  it('runs no program that the repository names, not even for objects that are missing', async () => {
    repository();
    booby();
    spawnSync('git', ['status'], { cwd: root, env: { PATH: process.env['PATH'], HOME: folder } });
    assert.ok(existsSync(canary), 'the trap works: git status by itself runs a program');
    rmSync(canary);
    const asked = nodeGit(root, silentLog);
    assert.deepEqual([...(await asked.committed(PATHS))], ['backend/a.py', 'odd [x]*.txt']);
    assert.equal((await asked.ignored(PATHS)).size, 1);
    assert.ok(!existsSync(canary));
    // The tree of the commit is gone, as in a partial clone.
    const tree = git('rev-parse', 'HEAD^{tree}').trim();
    rmSync(canary, { force: true });
    rmSync(path.join(root, '.git', 'objects', tree.slice(0, 2), tree.slice(2)), { force: true });
    assert.equal((await asked.committed(PATHS)).size, 0);
    assert.ok(!existsSync(canary));
  });

  it('has settings that stop hooks and monitor also where the index is read', () => {
    repository();
    booby();
    // Filters have names of the repository's own choosing: no setting stops them, so no question reads through one.
    rmSync(path.join(root, '.gitattributes'));
    const settings = INERT_CONFIG.flatMap((setting) => ['-c', setting]);
    rmSync(canary, { force: true });
    execFileSync('git', [...settings, 'status'], {
      cwd: root,
      stdio: 'ignore',
      env: { ...gitEnvironment({ PATH: process.env['PATH'], HOME: folder }), GIT_OPTIONAL_LOCKS: '1' },
    });
    assert.ok(!existsSync(canary));
  });

  it('is not led elsewhere by the environment', async () => {
    repository();
    const other = path.join(folder, 'other');
    mkdirSync(other);
    process.env['GIT_DIR'] = other;
    process.env['GIT_CONFIG_COUNT'] = '1';
    process.env['GIT_CONFIG_KEY_0'] = 'core.fsmonitor';
    process.env['GIT_CONFIG_VALUE_0'] = `touch ${canary}`;
    try {
      assert.equal((await nodeGit(root, silentLog).committed(PATHS)).size, 2);
    } finally {
      for (const name of ['GIT_DIR', 'GIT_CONFIG_COUNT', 'GIT_CONFIG_KEY_0', 'GIT_CONFIG_VALUE_0']) {
        Reflect.deleteProperty(process.env, name);
      }
    }
    assert.ok(!existsSync(canary));
  });

  it('gives up on a repository that waits', async () => {
    repository();
    execFileSync('mkfifo', [path.join(root, 'pipe')]);
    git('config', 'include.path', path.join(root, 'pipe'));
    assert.equal((await nodeGit(root, silentLog, 300).committed(PATHS)).size, 0);
  });

  it('ends when it is cancelled', async () => {
    repository();
    await assert.rejects(nodeGit(root, silentLog).committed(PATHS, { signal: AbortSignal.abort() }));
  });
});
