import assert from 'node:assert/strict';
import { fakeProcesses } from '../../../test/fakes/fakeProcesses';
import { openMemoryStore } from '../../../test/fakes/memoryStore';
import { MemoryStoreFiles, type CrashKind, type Fault } from '../../../test/fakes/memoryStoreFiles';
import { dumpStore, storeScript, type ScriptState } from '../../../test/fakes/storeScript';
import type { StateStore } from '../../core/ports/stateStore';
import type { Random } from '../../core/ports/system';
import type { OpenStoreOptions } from './openStore';

const at = new Date('2026-11-21T10:00:00.000Z');
const clock = { now: () => at, delay: async () => undefined };

/** The same ids in every run of the script. */
function countingRandom(prefix: string): Random {
  let next = 0;
  return { id: () => `${prefix}${String(next++).padStart(28, '0')}`, number: () => 0.5 };
}

function options(files: MemoryStoreFiles, pid: number): Partial<OpenStoreOptions> {
  const random = countingRandom(String(pid).padStart(4, '0'));
  return { files, clock, random, snapshotEvery: 4, processes: fakeProcesses(pid) };
}

/** Runs the script until it ends or something fails; answers how many steps were acknowledged. */
async function play(files: MemoryStoreFiles, pid: number, fault: Fault): Promise<number> {
  files.fault = fault;
  let acknowledged = 0;
  let store: StateStore | undefined;
  try {
    store = await openMemoryStore(options(files, pid));
    const state: ScriptState = { run: undefined, phases: [] };
    for (const step of storeScript()) {
      await step(store, state);
      acknowledged += 1;
    }
    await store.close();
  } catch {
    // The crash; what it left is looked at by the next process. The memory of the one that is gone goes with it.
    await store?.close();
  }
  return acknowledged;
}

/** The dumps after 0, 1, 2, ... steps, and how many operations on files the whole script makes. */
async function reference(): Promise<{ readonly dumps: readonly unknown[]; readonly operations: number }> {
  const files = new MemoryStoreFiles();
  const store = await openMemoryStore(options(files, 1));
  const state: ScriptState = { run: undefined, phases: [] };
  const dumps = [await dumpStore(store)];
  for (const step of storeScript()) {
    await step(store, state);
    dumps.push(await dumpStore(store));
  }
  await store.close();
  return { dumps, operations: files.operations };
}

async function assertRecovered(
  disk: MemoryStoreFiles,
  dumps: readonly unknown[],
  acknowledged: number,
  where: string,
): Promise<void> {
  const store = await openMemoryStore(options(disk, 2));
  const found = JSON.stringify(await dumpStore(store));
  const allowed = dumps.slice(acknowledged, acknowledged + 2).map((dump) => JSON.stringify(dump));
  assert.ok(allowed.includes(found), `${where}: ${acknowledged} steps acknowledged, found ${found}`);
  await store.createRun({ workflow: 'next', task: 'after the crash', request: null });
  await store.close();
  const again = await openMemoryStore(options(disk, 3));
  assert.equal((await again.listRuns())[0]?.task, 'after the crash', where);
  await again.close();
}

const cases: readonly { readonly kind: CrashKind; readonly last: 'before' | 'half' }[] = [
  { kind: 'kill', last: 'before' },
  { kind: 'kill', last: 'half' },
  { kind: 'powerLoss', last: 'before' },
  { kind: 'powerLossNamesKept', last: 'half' },
  { kind: 'powerLossHalfKept', last: 'half' },
];

describe('store after a crash', function () {
  this.timeout(process.env['SOAK'] ? 1_800_000 : 120_000);
  for (const { kind, last } of cases) {
    it(`keeps what was acknowledged, once, at every write point: ${kind}, ${last}`, async () => {
      const { dumps, operations } = await reference();
      assert.ok(operations > 100, `only ${operations} write points`);
      for (let point = 1; point <= operations; point++) {
        const files = new MemoryStoreFiles();
        const acknowledged = await play(files, 1, ({ number }) => (number === point ? last : 'proceed'));
        await assertRecovered(files.afterCrash(kind), dumps, acknowledged, `write point ${point}`);
      }
    });
  }

  it('recovers from a second crash at every write point of the recovery', async () => {
    const { dumps, operations } = await reference();
    const stride = process.env['SOAK'] ? 1 : 9;
    for (let point = 1; point <= operations; point += stride) {
      const files = new MemoryStoreFiles();
      const acknowledged = await play(files, 1, ({ number }) => (number === point ? 'half' : 'proceed'));
      for (let second = 1; ; second++) {
        const disk = files.afterCrash('powerLossNamesKept');
        disk.fault = ({ number }) => (number === second ? 'half' : 'proceed');
        const opened = await openMemoryStore(options(disk, 4)).catch(() => undefined);
        const where = `write point ${point}, then ${second}`;
        await assertRecovered(disk.afterCrash('powerLoss'), dumps, acknowledged, where);
        await opened?.close();
        if (opened !== undefined) break;
      }
    }
  });

  it('notices a store that does not sync: the test of the tests', async () => {
    const { dumps, operations } = await reference();
    const lost: number[] = [];
    for (let point = 1; point <= operations; point++) {
      const files = new NeverSynced();
      const acknowledged = await play(files, 1, ({ number }) => (number === point ? 'before' : 'proceed'));
      const recovered = assertRecovered(files.afterCrash('powerLossNamesKept'), dumps, acknowledged, '');
      await recovered.catch(() => lost.push(point));
    }
    assert.ok(lost.length > operations / 2, `noticed at ${lost.length} of ${operations} points`);
  });
});

class NeverSynced extends MemoryStoreFiles {
  override async create(file: string): ReturnType<MemoryStoreFiles['create']> {
    return { ...(await super.create(file)), sync: async () => undefined };
  }
}
