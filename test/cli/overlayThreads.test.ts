import { strict as assert } from 'node:assert';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '../../src/core/model/appError';
import { workspacePath } from '../../src/core/model/workspacePath';
import { nodeWorkspaceFiles } from '../../src/platform/files/nodeWorkspaceFiles';
import { nodeOverlays } from '../../src/platform/overlay/nodeOverlays';
import { tasksInWorkers } from '../../src/platform/overlay/tasksInWorkers';

describe('overlay copied by threads', function () {
  this.timeout(60_000);
  let folder = '';

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'groundwork-workers-'));
    for (let index = 0; index < 5_000; index += 1) {
      const file = path.join(folder, 'workspace', `part-${String(index % 50)}`, `${String(index)}.py`);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, `number = ${String(index)}\n`);
    }
  });

  after(() => rm(folder, { recursive: true, force: true }));

  const overlays = (storage: string, dist = path.resolve('dist')) =>
    nodeOverlays(
      nodeWorkspaceFiles(path.join(folder, 'workspace')),
      path.join(folder, storage),
      tasksInWorkers(dist),
    );

  it('copies every file of a workspace that several threads share, and what changed since', async () => {
    const all = overlays('storage');
    const first = await all.create();
    assert.equal(first.paths.size, 5_000);
    for (const name of first.paths) {
      assert.equal(await first.read(name), await readFile(path.join(folder, 'workspace', name), 'utf8'));
    }
    await first.write(new Map([[workspacePath('part-0/0.py'), 'changed\n']]));
    await first.dispose();
    await writeFile(path.join(folder, 'workspace', 'part-1', '1.py'), 'number = 2\n');
    await rm(path.join(folder, 'workspace', 'part-2', '2.py'));
    const second = await all.create();
    const names = ['part-0/0.py', 'part-1/1.py', 'part-2/2.py'].map((name) => workspacePath(name));
    assert.deepEqual(await Promise.all(names.map((name) => second.read(name))), [
      'number = 0\n',
      'number = 2\n',
      undefined,
    ]);
    await second.dispose();
  });

  it('is cancelled in the middle, and the copy is complete the next time', async () => {
    const all = overlays('cancelled');
    const controller = new AbortController();
    const creating = all.create({ signal: controller.signal });
    setTimeout(() => controller.abort(), 60);
    await creating.then(
      (overlay) => overlay.dispose(),
      (failure: unknown) => assert.equal(failure instanceof AppError && failure.code, 'cancelled'),
    );
    const overlay = await all.create();
    for (const name of overlay.paths) assert.ok(await overlay.read(name), name);
    await overlay.dispose();
  });

  it('says why when the thread cannot do its work', async () => {
    await assert.rejects(overlays('broken', folder).create(), /overlayWorker/);
  });
});
