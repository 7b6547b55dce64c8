import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEngine } from '../../../test/fakes/testEngine';
import { silentLog } from '../../../test/fakes/silentLog';
import { testExecutor, testPhase, testWorkflow } from '../../../test/fakes/testWorkflow';
import { systemClock } from '../systemClock';
import { ChildRecords } from './childRecords';
import { nodeProcessRunner } from './nodeProcessRunner';

/** Works until somebody ends it by force, and has a child and a grandchild that do the same. */
const STUBBORN = `
  process.on('SIGTERM', () => {});
  process.on('SIGINT', () => {});
  const [file, depth] = [process.argv[1], Number(process.argv[2])];
  require('node:fs').appendFileSync(file, process.pid + '\\n');
  if (depth > 0) {
    const args = ['-e', process.env.STUBBORN, file, String(depth - 1)];
    require('node:child_process').spawn(process.execPath, args, { stdio: 'ignore' });
  }
  setInterval(() => {}, 1000);
`;

describe('a run that is cancelled', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'groundwork-cancelled-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('ends the tools of all its agents and everything that these started, which would not end when asked to', async () => {
    const processes = nodeProcessRunner(new ChildRecords(folder, silentLog));
    const pids = path.join(folder, 'pids');
    const agent = (id: string) =>
      testExecutor(id, async ({ signal }) => {
        await processes.run({
          argv: [process.execPath, '-e', STUBBORN, pids, '2'],
          cwd: folder,
          env: { PATH: process.env['PATH'] ?? '', STUBBORN },
          timeoutMs: 60_000,
          ...(signal === undefined ? {} : { signal }),
        });
        return {};
      });
    const inner = {
      ...testWorkflow([testPhase('one'), testPhase('two')], [agent('one'), agent('two')]),
      id: 'inner',
    };
    const held = { key: 'in', title: 'In', workflow: 'inner', request: {}, dependencies: [], critical: true };
    const outer = { ...testWorkflow([], []), plan: () => ({ phases: [held] }) };
    const { engine, store } = await openEngine(outer, { others: [inner], clock: systemClock });
    const id = await engine.start('test', {});
    let started: readonly number[] = [];
    while (started.length < 6) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      started = (await readFile(pids, 'utf8').catch(() => '')).split('\n').filter(Boolean).map(Number);
    }
    assert.ok(started.every(isAlive), 'they work');
    await engine.cancel(id);
    // They are sent the signal that nobody refuses; who is left for good is found by the time of the test.
    while (started.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 20));
    const view = await engine.view(id);
    assert.equal(view?.status, 'cancelled');
    assert.deepEqual(
      view.phases.map(({ status }) => status),
      ['pending', 'pending'],
    );
    assert.ok((await store.getExecutions(id)).every(({ status }) => status === 'failed'));
    assert.deepEqual(await readdir(path.join(folder, 'children')), [], 'no record of what is gone');
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
