import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { OutsideWorld } from './outsideWorld';

const GENERATE = [
  'generate',
  'fullstack',
  'product',
  '--fields',
  'name:bilingual(64)! price:decimal(10,2)! category:ref(Category)',
  '--no-verify',
];
const REVISION = 'backend/alembic/versions/0002_products.py';

interface Found {
  readonly source: string;
  readonly path: string;
  readonly message: string;
}

describe('a workspace in a git repository', function () {
  this.timeout(120_000);
  let world: OutsideWorld;
  const git = (...args: readonly string[]): void => {
    const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];
    execFileSync('git', [...who, ...args], { cwd: world.root, stdio: 'ignore' });
  };
  const ignored = (answer: { readonly last: Readonly<Record<string, unknown>> }): readonly Found[] =>
    (answer.last['findings'] as readonly Found[]).filter(({ source }) => source === 'git');

  beforeEach(() => {
    world = new OutsideWorld();
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'first');
  });
  afterEach(() => {
    world.dispose();
  });

  it('is told which new files git ignores, and by which rule', async () => {
    world.change('.gitignore', (text) => `${text}\nlib/\n.groundwork/base/\n`);
    const answer = await world.cli(...GENERATE, '--trust');
    assert.equal(answer.code, 3, answer.printed);
    assert.deepEqual(
      ignored(answer)
        .map((found) => found.path)
        .sort(),
      ['.groundwork/base/product.json', 'frontend/lib/types/api/product.ts'],
    );
    assert.match(ignored(answer)[0]?.message ?? '', /\.gitignore:\d+ (lib\/|\.groundwork\/base\/)/);
    const again = await world.cli('resume', String(answer.last['run']));
    assert.equal(ignored(again).length, 2, 'told once');
  });

  it('keeps a committed revision when the run is rolled back, and says why', async () => {
    const before = world.tree();
    const run = String((await world.cli(...GENERATE, '--trust')).last['run']);
    assert.equal((await world.cli('accept', run)).code, 0);
    const revision = readFileSync(path.join(world.root, REVISION), 'utf8');
    git('add', REVISION);
    git('commit', '-qm', 'second', '--', REVISION);
    const back = await world.cli('rollback', run);
    assert.equal(back.code, 3, back.printed);
    assert.ok(back.printed.includes(`kept ${REVISION}: It is committed`), back.printed);
    assert.equal(readFileSync(path.join(world.root, REVISION), 'utf8'), revision);
    const rest = new Map(world.tree());
    rest.delete(REVISION);
    const isOurs = ([name]: readonly [string, string]): boolean => !name.startsWith('.git/');
    assert.deepEqual([...rest].filter(isOurs), [...before].filter(isOurs));
  });

  it('takes back a revision that is not committed', async () => {
    const run = String((await world.cli(...GENERATE, '--trust')).last['run']);
    assert.equal((await world.cli('accept', run)).code, 0);
    const back = await world.cli('rollback', run);
    assert.equal(back.code, 0, back.printed);
    assert.ok(!existsSync(path.join(world.root, REVISION)));
  });

  it('commits what was accepted on a branch of its own, and leaves the work of the person alone', async () => {
    const read = (...args: readonly string[]): string =>
      execFileSync('git', args, { cwd: world.root, encoding: 'utf8' });
    world.write('.groundwork/config.yaml', 'git: { commitAcceptedRuns: true, requireCleanTree: warn }\n');
    git('config', 'user.name', 'T');
    git('config', 'user.email', 't@example.org');
    writeFileSync(path.join(world.root, 'mine.txt'), 'mine\n');
    git('add', 'mine.txt');
    const index = readFileSync(path.join(world.root, '.git', 'index'));
    const head = read('rev-parse', 'HEAD').trim();
    const proposed = await world.cli(...GENERATE, '--trust');
    assert.match(
      ignored(proposed)
        .map(({ message }) => message)
        .join(),
      /had uncommitted changes.*mine\.txt/,
    );
    const run = String(proposed.last['run']);
    const done = await world.cli('accept', run);
    assert.equal(done.code, 0, done.printed);
    const { branch } = done.last['commit'] as { readonly branch: string };
    assert.match(branch, /^groundwork\/fullstack-entity-product-[0-9a-f]{8}$/);
    assert.equal(read('rev-parse', `${branch}^`).trim(), head);
    const committed = read('diff-tree', '-r', '--no-commit-id', '--name-only', branch).trim().split('\n');
    const files = (done.last['files'] as readonly { path: string }[]).map((file) => file.path);
    assert.deepEqual(committed, files.sort());
    for (const file of files) {
      assert.equal(read('show', `${branch}:${file}`), readFileSync(path.join(world.root, file), 'utf8'));
    }
    assert.deepEqual(readFileSync(path.join(world.root, '.git', 'index')), index);
    assert.equal(read('rev-parse', 'HEAD').trim(), head);
    world.write('.groundwork/config.yaml', 'git: { requireCleanTree: refuse }\n');
    const refused = await world.cli(...GENERATE);
    assert.equal(refused.code, 1, refused.printed);
    assert.match(refused.printed, /Commit or stash/);
  });

  it('starts no git, and no other program, in a folder that is not trusted', async () => {
    const programs = path.join(world.folder, 'programs');
    const canary = path.join(world.folder, 'started');
    mkdirSync(programs);
    for (const name of ['git', 'python3', 'python', 'ruff', 'mypy', 'node', 'npx', 'sh']) {
      writeFileSync(path.join(programs, name), `#!/bin/sh\necho "$0 $*" >> '${canary}'\n`);
      chmodSync(path.join(programs, name), 0o755);
    }
    const search = process.env['PATH'];
    process.env['PATH'] = `${programs}${path.delimiter}${search ?? ''}`;
    try {
      const verified = GENERATE.filter((arg) => arg !== '--no-verify');
      const answer = await world.cli(...verified);
      assert.equal(answer.code, 3, answer.printed);
      const run = String(answer.last['run']);
      for (const args of [['accept', run], ['rollback', run], ['show', run], ['report', run], ['runs']]) {
        await world.cli(...args);
      }
      assert.equal((await world.cli(...verified, '--yes')).code, 1);
      assert.ok(!existsSync(canary), existsSync(canary) ? readFileSync(canary, 'utf8') : '');
      await world.cli(...GENERATE, '--trust');
      assert.match(readFileSync(canary, 'utf8'), /check-ignore/, 'the trap works');
    } finally {
      process.env['PATH'] = search;
    }
  });
});
