import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { PreparedBench } from './bench';

/** The same, measured by how long nothing else of the process could run, in milliseconds. */
export function stallOf(prepared: PreparedBench): PreparedBench {
  return {
    async run() {
      const delays = monitorEventLoopDelay({ resolution: 1 });
      delays.enable();
      await prepared.run();
      delays.disable();
      return delays.max / 1e6;
    },
    close: () => prepared.close(),
  };
}
