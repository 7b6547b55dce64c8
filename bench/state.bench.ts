import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import type { StateStore } from '../src/core/ports/stateStore';
import type { Bench } from './bench';
import { openOnDisk } from './openOnDisk';

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
];
