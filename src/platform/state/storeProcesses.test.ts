import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { memoryStoreOptions } from '../../../test/fakes/memoryStore';
import type { StateStore } from '../../core/ports/stateStore';
import { nodeStoreFiles } from './nodeStoreFiles';
import { openStore, type OpenStoreOptions } from './openStore';
import { nodeProcessTable } from '../processes/processTable';
import { until } from '../../../test/fakes/until';

const WRITER = path.join(__dirname, '../../../test/fakes/storeWriterProcess.ts');

interface Writer {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
  readonly ended: Promise<void>;
}

function startWriter(folder: string): Writer {
  const child = spawn(process.execPath, ['--import', 'tsx', WRITER, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  return { child, lines, ended: new Promise((resolve) => child.once('close', () => resolve())) };
}

const acknowledged = (writer: Writer): readonly string[] =>
  writer.lines.filter((line) => line.startsWith('ack ')).map((line) => line.slice(4));

async function openOnDisk(folder: string, changes: Partial<OpenStoreOptions> = {}): Promise<StateStore> {
  const outcome = await openStore(memoryStoreOptions({ folder, files: nodeStoreFiles, ...changes }));
  assert.equal(outcome.kind, 'opened');
  return outcome.store;
}

/** Every number once, in order, each acknowledged one with its before-image; answers how many there are. */
async function assertWhole(store: StateStore, safe: readonly string[]): Promise<number> {
  const runs = [...(await store.listRuns())].reverse();
  assert.deepEqual(
    runs.map((run) => run.task),
    runs.map((_, index) => String(index)),
  );
  for (const task of safe) {
    const run = runs[Number(task)];
    assert.ok(run, `run ${task} was acknowledged and is lost`);
    const [write] = await store.getWrites(run.id);
    assert.ok(write?.before, `the write of run ${task} is lost`);
    assert.equal(await store.readBlob(write.before), `before ${task}`);
  }
  return runs.length;
}

describe('store and real processes', function () {
  this.timeout(process.env['SOAK'] ? 1_800_000 : 120_000);
  let folder = '';
  let writers: Writer[] = [];
  beforeEach(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), 'groundwork-store-')), 'store');
    writers = [];
  });
  afterEach(async () => {
    for (const { child, ended } of writers) {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    }
    await rm(path.dirname(folder), { recursive: true, force: true });
  });
  const start = (): Writer => {
    const writer = startWriter(folder);
    writers.push(writer);
    return writer;
  };

  it('loses nothing acknowledged to kill -9', async () => {
    const kills = process.env['SOAK'] ? 200 : 10;
    let total = 0;
    for (let kill = 0; kill < kills; kill++) {
      const writer = start();
      await until(() => acknowledged(writer).length > 0, 'the first acknowledged write');
      await delay(Math.random() * 80);
      writer.child.kill('SIGKILL');
      await writer.ended;
      const store = await openOnDisk(folder);
      total = await assertWhole(store, acknowledged(writer));
      await store.close();
    }
    assert.ok(total >= kills, `${total} runs after ${kills} kills`);
  });

  // Only Linux says of a process that it is stopped.
  if (process.platform === 'linux') {
    it('refuses a writer that was stopped, overtaken and continued', async () => {
      const writer = start();
      await until(() => acknowledged(writer).length > 3, 'some acknowledged writes');
      const pid = writer.child.pid ?? 0;
      const held = await openStore(memoryStoreOptions({ folder, files: nodeStoreFiles }));
      assert.deepEqual(held.kind === 'held' ? [held.by.pid, held.by.label] : held.kind, [
        pid,
        'a writer process',
      ]);

      writer.child.kill('SIGSTOP');
      await until(async () => (await nodeProcessTable.find(pid)).kind === 'stopped', 'the writer to stop');
      const later = { now: () => new Date(Date.now() + 60_000), delay: async () => undefined };
      const store = await openOnDisk(folder, { clock: later });
      const count = (await store.listRuns()).length;
      await store.createRun({ workflow: 'w', task: String(count), request: null });

      writer.child.kill('SIGCONT');
      await writer.ended;
      assert.equal(writer.lines.at(-1), 'refused storeFenced');
      await store.createRun({ workflow: 'w', task: String(count + 1), request: null });
      await store.close();
      const again = await openOnDisk(folder);
      assert.equal(await assertWhole(again, acknowledged(writer)), count + 2);
      assert.ok(acknowledged(writer).length <= count, 'nothing was acknowledged after it was overtaken');
      await again.close();
    });
  }

  // Windows has no modes; there the folders of a user are private to begin with.
  if (process.platform !== 'win32') {
    it('keeps everything private to the user', async () => {
      const store = await openOnDisk(folder, { snapshotEvery: 1 });
      const run = await store.createRun({ workflow: 'w', task: '0', request: null });
      await store.recordWrites(run.id, [{ path: 'a', before: 'secret', after: 'text' }]);
      await store.close();
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      assert.ok(entries.length > 6);
      for (const entry of entries) {
        const mode = (await stat(path.join(entry.parentPath, entry.name))).mode & 0o777;
        assert.equal(mode, entry.isDirectory() ? 0o700 : 0o600, `${entry.name} has ${mode.toString(8)}`);
      }
      assert.equal((await stat(folder)).mode & 0o777, 0o700);
    });
  }
});
