import assert from 'node:assert/strict';
import type { SqlJsStatic } from 'sql.js';
import { fakeProcesses } from '../../../test/fakes/fakeProcesses';
import { memoryStoreOptions, openMemoryStore } from '../../../test/fakes/memoryStore';
import { MemoryStoreFiles } from '../../../test/fakes/memoryStoreFiles';
import { packageAssets } from '../../../test/fakes/packageAssets';
import { openStoreReadOnly } from './openStoreReadOnly';
import { loadSqlEngine } from './sqlDatabase';

/** How many databases `work` leaves open. */
async function leftOpen(work: () => Promise<void>): Promise<number> {
  const engine = await loadSqlEngine(packageAssets);
  const real = engine.Database;
  let open = 0;
  engine.Database = new Proxy(real, {
    construct(target, args: ConstructorParameters<SqlJsStatic['Database']>) {
      const database = new target(...args);
      open += 1;
      const close = database.close.bind(database);
      database.close = () => {
        open -= 1;
        close();
      };
      return database;
    },
  });
  try {
    await work();
    return open;
  } finally {
    engine.Database = real;
  }
}

/** The engine has places for 4,096 databases, and a window may try to open its store for days. */
describe('databases that stay open', () => {
  it('are none after a store was closed, used or not', async () => {
    const count = await leftOpen(async () => {
      const files = new MemoryStoreFiles();
      const store = await openMemoryStore({ files });
      await store.createRun({ workflow: 'w', task: 't', request: null });
      const reader = await openStoreReadOnly(memoryStoreOptions({ files }));
      await store.createRun({ workflow: 'w', task: 'u', request: null });
      assert.equal((await reader.listRuns()).length, 2);
      await reader.close();
      await store.close();
      await assert.rejects(store.listRuns(), /The run store is closed/);
    });
    assert.equal(count, 0);
  });

  it('are none after an opening that failed, wherever it did', async () => {
    const failed: number[] = [];
    const count = await leftOpen(async () => {
      const origin = new MemoryStoreFiles();
      const first = await openMemoryStore({ files: origin, processes: fakeProcesses(1) });
      await first.createRun({ workflow: 'w', task: 't', request: null });
      await first.close();
      for (let point = 1; failed.length === point - 1; point++) {
        const files = origin.afterCrash('kill');
        files.fault = ({ number }) => (number === point ? new Error('EIO') : 'proceed');
        await openMemoryStore({ files, processes: fakeProcesses(2) }).then(
          (store) => store.close(),
          () => failed.push(point),
        );
      }
    });
    assert.ok(failed.length >= 3, `only ${String(failed.length)} points`);
    assert.equal(count, 0);
  });

  it('are none after a store that is damaged for good was refused', async () => {
    const count = await leftOpen(async () => {
      const files = new MemoryStoreFiles();
      const first = await openMemoryStore({ files, snapshotEvery: 1, processes: fakeProcesses(1) });
      for (const task of ['a', 'b', 'c']) await first.createRun({ workflow: 'w', task, request: null });
      await first.close();
      for (const name of files.all().filter((file) => file.endsWith('.sqlite')))
        files.replace(name, (bytes) => bytes.fill(0));
      await assert.rejects(openMemoryStore({ files, processes: fakeProcesses(2) }), /damaged/);
      await assert.rejects(openStoreReadOnly(memoryStoreOptions({ files })), /damaged/);
    });
    assert.equal(count, 0);
  });
});
