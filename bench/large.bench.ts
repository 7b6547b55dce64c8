import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { nodeWorkspaceFiles } from '../src/platform/files/nodeWorkspaceFiles';
import { nodeOverlays } from '../src/platform/overlay/nodeOverlays';
import { tasksInWorkers } from '../src/platform/overlay/tasksInWorkers';
import type { Bench, BenchContext, PreparedBench } from './bench';
import { largeWorkspace } from './largeWorkspace';
import { openSampleApp } from './sampleApp';
import { stallOf } from './stall';

const STALL = { of: 'most', limit: 50 } as const;

/** A workspace of 50,000 files on disk: what its size costs. A stall is how long nothing else of the process could run. */
export const benches: readonly Bench[] = [
  {
    name: 'detect in 50,000 files',
    target: { of: 'median', limit: 2_000 },
    samples: 3,
    warmUps: 1,
    prepare: detection,
  },
  {
    name: 'longest stall while detecting in 50,000 files',
    target: STALL,
    samples: 3,
    warmUps: 1,
    prepare: async (context) => stallOf(await detection(context)),
  },
  {
    name: 'overlay of 50,000 files, the first',
    target: { of: 'median', limit: 3_000 },
    samples: 1,
    warmUps: 0,
    prepare: overlay,
  },
  {
    name: 'overlay of 50,000 files, brought up to date',
    target: { of: 'median', limit: 3_000 },
    samples: 3,
    warmUps: 1,
    prepare: overlay,
  },
  {
    name: 'longest stall while the overlay is brought up to date',
    target: STALL,
    samples: 3,
    warmUps: 1,
    prepare: async (context) => stallOf(await overlay(context)),
  },
];

async function detection(context: BenchContext): Promise<PreparedBench> {
  const app = await openSampleApp(context, await largeWorkspace(context));
  return {
    async run() {
      const { projects } = await app.dialogue.detect();
      if (projects.length !== 2) throw new Error(`found ${String(projects.length)} projects`);
    },
    close: () => app.close(),
  };
}

async function overlay(context: BenchContext): Promise<PreparedBench> {
  const files = nodeWorkspaceFiles(await largeWorkspace(context));
  const storage = await mkdtemp(path.join(context.folder, 'overlay-'));
  const overlays = nodeOverlays(files, storage, tasksInWorkers(context.dist));
  return {
    run: async () => (await overlays.create()).dispose(),
    close: () => Promise.resolve(),
  };
}
