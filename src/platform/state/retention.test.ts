import assert from 'node:assert/strict';
import fc from 'fast-check';
import { z } from 'zod';
import { fakeProcesses } from '../../../test/fakes/fakeProcesses';
import { openMemoryStore } from '../../../test/fakes/memoryStore';
import { MemoryStoreFiles } from '../../../test/fakes/memoryStoreFiles';
import { packageAssets } from '../../../test/fakes/packageAssets';
import { dumpStore, storeScript, type ScriptState } from '../../../test/fakes/storeScript';
import type { RunStatus } from '../../core/model/run';
import type { StateStore } from '../../core/ports/stateStore';
import { nodeHasher } from '../nodeHasher';
import type { OpenStoreOptions } from './openStore';
import { KEPT_RUNS, RUN_TABLES } from './retention';
import { SCHEMA_VERSION } from './schema';
import { loadSqlEngine, SqlDatabase } from './sqlDatabase';

interface PlannedRun {
  readonly status: RunStatus;
  /** Of its before-image; runs share some. */
  readonly text: string;
}

const isOver = ({ status }: PlannedRun): boolean =>
  ['completed', 'failed', 'cancelled', 'rolledBack'].includes(status);

async function addRuns(store: StateStore, runs: readonly PlannedRun[]): Promise<void> {
  for (const [index, { status, text }] of runs.entries()) {
    const run = await store.createRun({ workflow: 'w', task: String(index), request: null });
    await store.recordWrites(run.id, [{ path: 'a.py', before: text, after: null }]);
    await store.updateRunStatus(run.id, status);
  }
}

/** Task and before-image of each run, oldest first. */
async function textsOf(store: StateStore): Promise<readonly (readonly [string, string])[]> {
  const runs = [...(await store.listRuns())].reverse();
  return Promise.all(
    runs.map(async ({ id, task }) => {
      const [write] = await store.getWrites(id);
      assert.ok(write?.before, `run ${task} has lost its write`);
      return [task, await store.readBlob(write.before)] as const;
    }),
  );
}

/** Hashes of the stored texts. */
const stored = (files: MemoryStoreFiles): readonly string[] =>
  files
    .all()
    .flatMap((name) => /blobs[/\\]([0-9a-f]{64})-\d+$/.exec(name)?.[1] ?? [])
    .sort();

const hashesOf = (texts: readonly string[]): readonly string[] =>
  [...new Set(texts)].map((text) => nodeHasher.hash(text)).sort();

async function reopened(files: MemoryStoreFiles, changes: Partial<OpenStoreOptions> = {}): Promise<void> {
  await (await openMemoryStore({ files, ...changes })).close();
}

function keptOf(runs: readonly PlannedRun[], keptRuns = KEPT_RUNS): readonly (readonly [string, string])[] {
  return runs.flatMap((run, index) =>
    isOver(run) && index < runs.length - keptRuns ? [] : [[String(index), run.text] as const],
  );
}

/** Each run is there or its report is, whole; what is archived besides is what went. */
async function assertNoneLost(store: StateStore, count: number, where: string): Promise<void> {
  const there = (await store.listRuns()).map(({ task }) => task);
  const archived = await store.listArchived();
  const all = [...there, ...archived.map(({ task }) => task)].sort();
  assert.deepEqual(all, Array.from({ length: count }, (_, index) => String(index)).sort(), where);
  for (const { id, task } of archived) {
    assert.ok((await store.exportRunSummary(id, 'markdown')).startsWith(`# ${task}\n`), where);
    const summary = z.object({ run: z.object({ id: z.string() }) });
    assert.equal(summary.parse(JSON.parse(await store.exportRunSummary(id, 'json'))).run.id, id, where);
  }
}

describe('runs that are forgotten', function () {
  this.timeout(process.env['SOAK'] ? 1_800_000 : 120_000);

  it('covers every table that refers to a run', async () => {
    const database = new SqlDatabase(await loadSqlEngine(packageAssets));
    database.migrate(SCHEMA_VERSION);
    const name = z.object({ name: z.string() });
    const tables = database
      .all(name, "SELECT name FROM sqlite_master WHERE type = 'table'")
      .map((row) => row.name)
      .filter((table) =>
        database
          .all(name, `SELECT name FROM pragma_table_info(?)`, [table])
          .some((row) => row.name === 'run_id'),
      );
    assert.deepEqual([...RUN_TABLES].sort(), tables.sort());
    database.close();
  });

  it('keeps every text of a run that is kept', async () => {
    const files = new MemoryStoreFiles();
    const first = await openMemoryStore({ files });
    const state: ScriptState = { run: undefined, phases: [] };
    for (const step of storeScript()) await step(first, state);
    const before = await dumpStore(first);
    await first.close();
    await reopened(files);
    const store = await openMemoryStore({ files });
    assert.deepEqual(await dumpStore(store), before);
    await store.close();
  });

  it('keeps the newest fifty, whatever is not over, and just their texts', async () => {
    const status = fc.constantFrom<RunStatus>(
      'completed',
      'failed',
      'rolledBack',
      'review',
      'waiting',
      'executing',
    );
    const run = fc.record({ status, text: fc.nat(80).map((number) => `text ${String(number)}`) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(run, { minLength: KEPT_RUNS - 5, maxLength: KEPT_RUNS + 30 }),
        async (runs) => {
          const files = new MemoryStoreFiles();
          const store = await openMemoryStore({ files });
          await addRuns(store, runs);
          await store.close();
          await reopened(files); // Forgets runs.
          await reopened(files); // Removes their texts.
          const last = await openMemoryStore({ files });
          const kept = keptOf(runs);
          assert.deepEqual(await textsOf(last), kept);
          await assertNoneLost(last, runs.length, 'archive');
          await last.close();
          assert.deepEqual(stored(files), hashesOf(kept.map(([, text]) => text)));
        },
      ),
      { numRuns: process.env['SOAK'] ? 500 : 15 },
    );
  });

  const keptRuns = 8;
  const runs: readonly PlannedRun[] = Array.from({ length: keptRuns + 4 }, (_, index) => ({
    status: index === 1 ? 'review' : 'completed',
    text: `text ${String(index % (keptRuns + 2))}`,
  }));

  for (const kind of ['kill', 'powerLoss', 'powerLossNamesKept', 'powerLossHalfKept'] as const) {
    it(`loses no text of a kept run to a crash at any write point: ${kind}`, async () => {
      const origin = new MemoryStoreFiles();
      const store = await openMemoryStore({ files: origin, processes: fakeProcesses(1) });
      await addRuns(store, runs);
      await store.close();
      for (let isEnded = false, point = 1; !isEnded; point += 1) {
        const files = origin.afterCrash('kill');
        files.fault = ({ number }) => (number === point ? 'before' : 'proceed');
        const play = async (): Promise<void> => {
          for (const pid of [2, 3]) await reopened(files, { keptRuns, processes: fakeProcesses(pid) });
        };
        const outcome = await play().then(
          () => 'ended',
          () => 'crashed',
        );
        if (outcome === 'ended') {
          assert.ok(point > 10, `only ${String(point)} write points`);
          isEnded = true;
        }
        const disk = files.afterCrash(kind);
        const next = await openMemoryStore({ files: disk, processes: fakeProcesses(4) });
        const found = await textsOf(next);
        const where = `write point ${String(point)}`;
        const kept = keptOf(runs, keptRuns);
        assert.deepEqual(found.slice(-kept.length + 1), kept.slice(1), where);
        assert.ok(found.length === runs.length || found.length === kept.length, where);
        await assertNoneLost(next, runs.length, where);
        await next.close();
      }
    });
  }

  it('keeps runs whose reports cannot be written, until they can', async () => {
    const files = new MemoryStoreFiles();
    const store = await openMemoryStore({ files });
    await addRuns(store, runs);
    await store.close();
    const noSpace = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    files.fault = ({ file }) => (file.includes('archive') ? noSpace : 'proceed');
    const full = await openMemoryStore({ files, keptRuns });
    assert.equal((await full.listRuns()).length, runs.length);
    await full.close();
    files.fault = () => 'proceed';
    const next = await openMemoryStore({ files, keptRuns });
    assert.equal((await next.listRuns()).length, keptOf(runs, keptRuns).length);
    await assertNoneLost(next, runs.length, 'archive');
    await next.close();
  });

  it('keeps as many reports as asked for, the newest, and says of a damaged one only that it is not there', async () => {
    const files = new MemoryStoreFiles();
    let second = 0;
    const clock = { now: () => new Date(2026, 0, 1, 0, 0, second++), delay: () => Promise.resolve() };
    const store = await openMemoryStore({ files, clock });
    await addRuns(store, runs);
    await store.close();
    const next = await openMemoryStore({ files, keptRuns, archivedRuns: 2 });
    const archived = await next.listArchived();
    assert.deepEqual(
      archived.map(({ task }) => task),
      ['3', '2'],
    );
    const [damaged, whole] = archived;
    assert.ok(damaged !== undefined && whole !== undefined);
    const file = files.all().find((name) => name.includes(`-${damaged.id}.json.gz`));
    assert.ok(file !== undefined);
    files.replace(file, (bytes) => bytes.fill(0, 20));
    assert.deepEqual(await next.listArchived(), [whole]);
    await assert.rejects(next.exportRunSummary(damaged.id, 'json'), /There is no run/);
    await next.close();
    const none = await openMemoryStore({ files, keptRuns: 1, archivedRuns: 0 });
    assert.deepEqual(await none.listArchived(), []);
    await none.close();
  });

  it('gives back the room of what went, and changes nothing else', async () => {
    const files = new MemoryStoreFiles();
    const store = await openMemoryStore({ files });
    for (let index = 0; index < 40; index++) {
      const request = { long: 'x'.repeat(20_000) };
      const run = await store.createRun({ workflow: 'w', task: String(index), request });
      await store.updateRunStatus(run.id, index % 3 === 0 ? 'review' : 'completed');
    }
    await store.close();
    const size = (): number => {
      const last = files.all().findLast((name) => name.endsWith('.sqlite'));
      return last === undefined ? 0 : files.bytesOf(last).length;
    };
    const before = size();
    const next = await openMemoryStore({ files, keptRuns: 3 });
    const dump = await dumpStore(next);
    await next.createRun({ workflow: 'w', task: 'after', request: null });
    await next.close();
    assert.ok(size() < before / 2, `${String(before)} before, ${String(size())} after`);
    const last = await openMemoryStore({ files, keptRuns: 1000 });
    const [after, ...others] = await last.listRuns();
    assert.equal(after?.task, 'after');
    assert.deepEqual(
      others.map(({ task }) => task),
      z
        .array(z.object({ run: z.object({ task: z.string() }) }))
        .parse(dump)
        .map(({ run }) => run.task),
    );
    await last.close();
  });

  it('takes nothing from a successor when it is stopped while it removes texts', async () => {
    const files = new MemoryStoreFiles();
    const first = await openMemoryStore({ files, processes: fakeProcesses(1) });
    await addRuns(first, runs);
    await first.close();
    await reopened(files, { keptRuns, processes: fakeProcesses(2) });
    let [reach, goOn] = [(): void => undefined, (): void => undefined];
    const reached = new Promise<void>((resolve) => (reach = resolve));
    const stopped = new Promise<void>((resolve) => (goOn = resolve));
    const unlink = files.unlink.bind(files);
    const slow = Object.assign(Object.create(files) as MemoryStoreFiles, {
      unlink: async (file: string) => {
        if (file.includes('blobs')) {
          reach();
          await stopped;
        }
        await unlink(file);
      },
    });
    const collecting = openMemoryStore({ files: slow, processes: fakeProcesses(3) });
    await reached;
    const successor = await openMemoryStore({ files, processes: fakeProcesses(4) });
    const forgotten = runs[2]?.text ?? '';
    await addRuns(successor, [{ status: 'review', text: forgotten }]);
    goOn();
    await collecting.catch(() => undefined);
    await successor.close();
    const last = await openMemoryStore({ files, processes: fakeProcesses(5) });
    assert.deepEqual((await textsOf(last)).at(-1), ['0', forgotten]);
    await last.close();
  });
});
