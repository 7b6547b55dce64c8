import { writeSync } from 'node:fs';
import { toAppError } from '../../src/core/model/appError';
import { consoleLog } from '../../src/platform/consoleLog';
import { nodeStoreFiles } from '../../src/platform/state/nodeStoreFiles';
import { memoryStoreOptions } from './memoryStore';
import { openStore } from '../../src/platform/state/openStore';

/**
 * A process that writes to the store in the folder of its argument until it is killed or refused. Prints `ready`, then
 * `ack N` for every acknowledged write, at last `refused CODE`.
 */
async function main(folder: string): Promise<void> {
  const outcome = await openStore(
    memoryStoreOptions({
      folder,
      files: nodeStoreFiles,
      label: 'a writer process',
      snapshotEvery: 20,
      log: consoleLog('warn'),
    }),
  );
  if (outcome.kind === 'held') throw new Error(`held by ${outcome.by.label}`);
  const { store } = outcome;
  say('ready');
  for (let next = (await store.listRuns()).length; ; next++) {
    const run = await store.createRun({ workflow: 'w', task: String(next), request: null });
    await store.recordWrites(run.id, [{ path: 'a.py', before: `before ${next}`, after: null }]);
    say(`ack ${next}`);
  }
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

main(process.argv[2] ?? '').catch((failure: unknown) => {
  say(`refused ${toAppError(failure).code}`);
  process.exitCode = 1;
});
