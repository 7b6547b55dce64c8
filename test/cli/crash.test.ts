import assert from 'node:assert/strict';
import { CliWorkspace, finished } from './support';

const KILLS = process.env['SOAK'] === undefined ? 8 : 200;
const GENERATE = [
  'generate',
  'fullstack',
  'product',
  '--fields',
  'name:bilingual(64)! price:decimal(10,2)! category:ref(Category) status:enum(draft,live)',
  '--no-verify',
] as const;

interface Listed {
  readonly run: string;
  readonly status: string;
}

async function runsOf(workspace: CliWorkspace): Promise<readonly Listed[]> {
  const { last } = await workspace.run('runs');
  return last['runs'] as readonly Listed[];
}

/** Starts the command and kills it after so many milliseconds, unless it ended before. */
async function killAfter(
  workspace: CliWorkspace,
  delayMs: number,
  args: readonly string[],
): Promise<boolean> {
  const child = workspace.start(...args);
  const ended = finished(child);
  const timer = setTimeout(() => child.kill('SIGKILL'), delayMs);
  const { code } = await ended;
  clearTimeout(timer);
  return code === null;
}

describe('kill -9 of the command line', function () {
  this.timeout(KILLS * 30_000 + 60_000);
  let expected: ReadonlyMap<string, string>;
  let untouched: ReadonlyMap<string, string>;
  let folders: readonly string[];
  let generateMs = 0;
  let acceptMs = 0;

  before(async () => {
    const workspace = new CliWorkspace();
    untouched = workspace.tree();
    folders = workspace.folders();
    const started = performance.now();
    const { code, last } = await workspace.run(...GENERATE);
    generateMs = performance.now() - started;
    assert.equal(code, 3, JSON.stringify(last));
    assert.deepEqual([...workspace.tree()], [...untouched], 'nothing is written before accept');
    const accepting = performance.now();
    const accepted = await workspace.run('accept', String(last['run']));
    acceptMs = performance.now() - accepting;
    assert.equal(accepted.code, 0, accepted.stdout + accepted.stderr);
    expected = workspace.tree();
    assert.ok(expected.size > untouched.size + 20);
    workspace.dispose();
  });

  for (let turn = 0; turn < KILLS; turn += 1) {
    it(`resumes to the same bytes and rolls back to the first ones, kill ${String(turn + 1)}`, async () => {
      const workspace = new CliWorkspace();
      const share = (turn + 0.5) / KILLS;
      await killAfter(workspace, generateMs * share, GENERATE);
      assert.deepEqual([...workspace.tree()], [...untouched], 'a killed run wrote into the workspace');
      let [run] = await runsOf(workspace);
      if (run === undefined) {
        await workspace.run(...GENERATE);
        [run] = await runsOf(workspace);
      }
      assert.ok(run !== undefined);
      if (run.status !== 'review') {
        const resumed = await workspace.run('resume', run.run);
        assert.equal(resumed.code, 3, resumed.stdout + resumed.stderr);
      }
      await killAfter(workspace, acceptMs * share, ['accept', run.run]);
      const accepted = await workspace.run('accept', run.run);
      assert.equal(accepted.code, 0, accepted.stdout + accepted.stderr);
      assert.deepEqual([...workspace.tree()], [...expected]);
      const attempts = await workspace.run('show', run.run);
      assert.equal(attempts.last['status'], 'completed');
      await killAfter(workspace, acceptMs * share, ['rollback', run.run]);
      const rolledBack = await workspace.run('rollback', run.run);
      assert.equal(rolledBack.code, 0, rolledBack.stdout + rolledBack.stderr);
      assert.deepEqual([...workspace.tree()], [...untouched]);
      assert.deepEqual(workspace.folders(), folders);
      workspace.dispose();
    });
  }
});
