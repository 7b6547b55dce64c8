import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { GitSandbox } from '../../../test/fakes/gitSandbox';
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

const HOOKS = [
  'post-index-change',
  'pre-auto-gc',
  'reference-transaction',
  'post-checkout',
  'fsmonitor-watchman',
];

describe('nodeGit', () => {
  let sandbox: GitSandbox;
  let root = '';

  beforeEach(() => {
    sandbox = new GitSandbox();
    root = sandbox.root;
  });
  afterEach(() => sandbox.dispose());

  /** A commit with two files and rules that ignore `lib` but for one file. */
  function repository(): void {
    sandbox.git('init', '-q');
    sandbox.write('backend/a.py', 'a = 1\n');
    sandbox.write('odd [x]*.txt', 'x\n');
    sandbox.write('.gitignore', '/lib/*\n!/lib/kept.ts\n');
    sandbox.git('add', '-A');
    sandbox.commitIn(root, '-m', 'first');
    sandbox.write('backend/new.py', 'b = 2\n');
  }

  /** Every setting and hook by which a repository can have a program run, each leaving a canary. */
  function booby(): void {
    const program = sandbox.trap({
      settings: [
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
      ],
      hooks: HOOKS,
    });
    sandbox.git('config', 'credential.helper', `!${program}`);
    sandbox.git('config', 'alias.ls-tree', `!${program}`);
    sandbox.git('config', 'alias.check-ignore', `!${program}`);
    sandbox.git('config', 'protocol.allow', 'always');
    sandbox.git('config', 'protocol.ext.allow', 'always');
    sandbox.git('config', 'remote.origin.url', `ext::${program}`);
    sandbox.git('config', 'remote.origin.promisor', 'true');
    sandbox.git('config', 'remote.origin.partialclonefilter', 'blob:none');
    sandbox.git('config', 'extensions.partialClone', 'origin');
    sandbox.git('config', 'core.repositoryformatversion', '1');
    sandbox.write('.gitattributes', '* filter=evil diff=evil merge=evil\n');
    // Stale in the index, so that whoever compares contents runs the filter.
    sandbox.write('backend/a.py', 'a = 2\n');
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
    sandbox.git('init', '-q');
    assert.equal((await asked.committed(PATHS)).size, 0);
    assert.equal((await asked.committed([])).size, 0);
    const many = Array.from({ length: 450 }, (_, index) => workspacePath(`lib/${String(index)}.ts`));
    sandbox.write('.gitignore', 'lib\n');
    assert.equal((await asked.ignored(many)).size, 450);
  });

  it('runs no program that the repository names, not even for objects that are missing', async () => {
    repository();
    booby();
    spawnSync('git', ['status'], { cwd: root, env: sandbox.environment });
    assert.ok(sandbox.trace() !== undefined, 'the trap works: git status by itself runs a program');
    sandbox.forgetTrace();
    const asked = nodeGit(root, silentLog);
    assert.deepEqual([...(await asked.committed(PATHS))], ['backend/a.py', 'odd [x]*.txt']);
    assert.equal((await asked.ignored(PATHS)).size, 1);
    assert.equal(sandbox.trace(), undefined);
    // The tree of the commit is gone, as in a partial clone.
    const tree = sandbox.git('rev-parse', 'HEAD^{tree}').trim();
    sandbox.forgetTrace();
    rmSync(path.join(root, '.git', 'objects', tree.slice(0, 2), tree.slice(2)), { force: true });
    assert.equal((await asked.committed(PATHS)).size, 0);
    assert.equal(sandbox.trace(), undefined);
  });

  it('has settings that stop hooks and monitor also where the index is read', () => {
    repository();
    booby();
    // Filters have names of the repository's own choosing: no setting stops them, so no question reads through one.
    rmSync(path.join(root, '.gitattributes'));
    const settings = INERT_CONFIG.flatMap((setting) => ['-c', setting]);
    sandbox.forgetTrace();
    execFileSync('git', [...settings, 'status'], {
      cwd: root,
      stdio: 'ignore',
      env: { ...gitEnvironment(sandbox.environment), GIT_OPTIONAL_LOCKS: '1' },
    });
    assert.equal(sandbox.trace(), undefined);
  });

  it('is not led elsewhere by the environment', async () => {
    repository();
    const other = path.join(sandbox.folder, 'other');
    mkdirSync(other);
    process.env['GIT_DIR'] = other;
    process.env['GIT_CONFIG_COUNT'] = '1';
    process.env['GIT_CONFIG_KEY_0'] = 'core.fsmonitor';
    process.env['GIT_CONFIG_VALUE_0'] = `touch ${path.join(sandbox.folder, 'canary')}`;
    try {
      assert.equal((await nodeGit(root, silentLog).committed(PATHS)).size, 2);
    } finally {
      for (const name of ['GIT_DIR', 'GIT_CONFIG_COUNT', 'GIT_CONFIG_KEY_0', 'GIT_CONFIG_VALUE_0']) {
        Reflect.deleteProperty(process.env, name);
      }
    }
    assert.equal(sandbox.trace(), undefined);
  });

  it('gives up on a repository that waits', async () => {
    repository();
    execFileSync('mkfifo', [path.join(root, 'pipe')]);
    sandbox.git('config', 'include.path', path.join(root, 'pipe'));
    assert.equal((await nodeGit(root, silentLog, 300).committed(PATHS)).size, 0);
  });

  it('ends when it is cancelled', async () => {
    repository();
    await assert.rejects(nodeGit(root, silentLog).committed(PATHS, { signal: AbortSignal.abort() }));
  });
});
