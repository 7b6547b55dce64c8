import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { z } from 'zod';
import { nodeWorkspaceFiles } from '../src/platform/files/nodeWorkspaceFiles';
import { nodeOverlays } from '../src/platform/overlay/nodeOverlays';
import type { Bench, PreparedBench } from './bench';
import { openSampleApp } from './sampleApp';
import { sizeOf } from './sizeOf';
import { letters, startRun } from './startRun';

const execute = promisify(execFile);
const RUNS = 50;
const WINDOWS = 5;

const nothing = (): Promise<void> => Promise.resolve();

/** What the product weighs, and its start in a real VS Code. */
export const benches: readonly Bench[] = [
  {
    name: 'heap after a run',
    unit: 'bytes',
    target: null,
    samples: 1,
    warmUps: 0,
    prepare: (context): Promise<PreparedBench> =>
      Promise.resolve({
        async run() {
          const before = memory();
          const app = await openSampleApp(context);
          await app.runs.view(await startRun(app, 'product'));
          const after = memory();
          await app.close();
          return after - before;
        },
        close: nothing,
      }),
  },
  {
    name: `storage after ${String(RUNS)} runs, overlay included`,
    unit: 'bytes',
    target: { of: 'most', limit: 200e6 },
    samples: 1,
    warmUps: 0,
    prepare: (context): Promise<PreparedBench> =>
      Promise.resolve({
        async run() {
          const app = await openSampleApp(context);
          for (let index = 0; index < RUNS; index += 1) await startRun(app, `stored_${letters(index)}`);
          const files = nodeWorkspaceFiles(app.workspace);
          await (await nodeOverlays(files, app.storage).create()).dispose();
          await app.close();
          return sizeOf(app.storage);
        },
        close: nothing,
      }),
  },
  {
    name: 'VSIX',
    unit: 'bytes',
    target: { of: 'most', limit: 10e6 },
    samples: 1,
    warmUps: 0,
    prepare: ({ repository }): Promise<PreparedBench> =>
      Promise.resolve({
        async run() {
          await execute(process.execPath, ['scripts/package.mjs'], { cwd: repository });
          const { name, version } = z
            .object({ name: z.string(), version: z.string() })
            .parse(JSON.parse(await readFile(path.join(repository, 'package.json'), 'utf8')));
          return (await stat(path.join(repository, `${name}-${version}.vsix`))).size;
        },
        close: nothing,
      }),
  },
  {
    name: 'activation in a real VS Code',
    target: { of: 'p95', limit: 100 },
    samples: WINDOWS,
    warmUps: 0,
    async prepare({ repository }): Promise<PreparedBench> {
      const argv = ['--import=tsx', 'bench/activation.ts', String(WINDOWS)];
      const { stdout } = await execute(process.execPath, argv, { cwd: repository });
      const times = z.array(z.number()).parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
      const left = [...times];
      return { run: () => Promise.resolve(left.shift()), close: nothing };
    },
  },
];

setFlagsFromString('--expose-gc');
const collectGarbage = new Script('gc()');

/** What is kept, in JavaScript's heap and outside of it (WebAssembly, buffers). */
function memory(): number {
  collectGarbage.runInNewContext();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
