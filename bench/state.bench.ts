import { cp, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import type { StateStore } from '../src/core/ports/stateStore';
import type { Bench, BenchContext, PreparedBench } from './bench';
import { damagedStore, longStore, nextProcess, recover, type Damage } from './longStore';
import { openOnDisk, openWithNotices } from './openOnDisk';
import { sizeOf } from './sizeOf';
import { stallOf } from './stall';

const COMMITS = 1_000;

/** The run store on a real disk: what a phase waits for, and what the first command of a window waits for. */
export const benches: readonly Bench[] = [
  {
    name: 'run store: one commit',
    target: null,
    samples: 300,
    warmUps: 20,
    async prepare(context) {
      const store = await openOnDisk(context, await mkdtemp(path.join(context.folder, 'commit-')));
      const run = await store.createRun({ workflow: 'fullstack', task: 'product', request: {} });
      return {
        run: () => store.updateRunStatus(run.id, 'executing'),
        close: () => store.close(),
      };
    },
  },
  {
    name: `run store: open with ${COMMITS} commits`,
    target: null,
    samples: 20,
    warmUps: 2,
    async prepare(context) {
      const folder = await mkdtemp(path.join(context.folder, 'open-'));
      const store = await openOnDisk(context, folder);
      for (let made = 0; made < COMMITS; made++) {
        await store.createRun({ workflow: 'fullstack', task: `entity ${made}`, request: { made } });
      }
      await store.close();
      let opened: StateStore | undefined;
      return {
        async run() {
          await opened?.close();
          opened = await openOnDisk(context, folder);
        },
        close: async () => opened?.close(),
      };
    },
  },
  {
    name: 'store of 10,000 events: one commit',
    target: { of: 'p95', limit: 5 },
    samples: 500,
    warmUps: 20,
    prepare: (context) => commits(context, 1),
  },
  {
    name: 'store of 10,000 events: longest stall in 250 commits, a snapshot among them',
    target: { of: 'most', limit: 50 },
    samples: 4,
    warmUps: 1,
    prepare: async (context) => stallOf(await commits(context, 250)),
  },
  {
    name: 'store of 10,000 events: snapshots and journals',
    unit: 'bytes',
    target: { of: 'most', limit: 50e6 },
    samples: 1,
    warmUps: 0,
    prepare: (context) =>
      Promise.resolve({ run: async () => sizeOf(await longStore(context)), close: () => Promise.resolve() }),
  },
  recovery('a torn journal'),
  recovery('a corrupt snapshot'),
];

async function commits(context: BenchContext, count: number): Promise<PreparedBench> {
  const folder = await mkdtemp(path.join(context.folder, 'long-'));
  await cp(await longStore(context), folder, { recursive: true });
  const { store } = await openWithNotices(context, folder, { processes: nextProcess });
  const [run] = await store.listRuns();
  if (run === undefined) throw new Error('the store has no run');
  return {
    async run() {
      for (let left = count; left > 0; left -= 1) await store.updateRunStatus(run.id, 'executing');
    },
    close: () => store.close(),
  };
}

function recovery(damage: Damage): Bench {
  return {
    name: `store of 10,000 events: recovery of ${damage}`,
    target: { of: 'most', limit: 2_000 },
    samples: 5,
    warmUps: 1,
    prepare: (context) =>
      Promise.resolve({
        run: async () => recover(context, await damagedStore(context, damage)),
        close: () => Promise.resolve(),
      }),
  };
}
