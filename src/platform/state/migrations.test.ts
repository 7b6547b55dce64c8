import assert from 'node:assert/strict';
import path from 'node:path';
import { z } from 'zod';
import { memoryStoreOptions, openMemoryStore } from '../../../test/fakes/memoryStore';
import { MemoryStoreFiles } from '../../../test/fakes/memoryStoreFiles';
import { packageAssets } from '../../../test/fakes/packageAssets';
import { AppError } from '../../core/model/appError';
import { crc32 } from 'node:zlib';
import { openStoreReadOnly } from './openStoreReadOnly';
import { SCHEMA_VERSION } from './schema';
import { loadSqlEngine, SqlDatabase } from './sqlDatabase';
import { snapshotName } from './storeLayout';

const FOLDER = path.resolve('/store');
const RUN = {
  sql: `INSERT INTO runs (id, workflow, task, status, created_at, metadata)
    VALUES ('r', 'w', 'kept', 'completed', '2026-01-01T00:00:00.000Z', '{"request":null}')`,
  params: [],
};

/** A store as a program of that version left it. */
async function storeOf(version: number): Promise<MemoryStoreFiles> {
  const database = new SqlDatabase(await loadSqlEngine(packageAssets));
  database.migrate(Math.min(version, SCHEMA_VERSION));
  database.apply([RUN]);
  if (version > SCHEMA_VERSION) database.apply([{ sql: `PRAGMA user_version = ${version}`, params: [] }]);
  const bytes = database.export();
  database.close();
  const files = new MemoryStoreFiles();
  await files.ensureFolder();
  const file = await files.create(path.join(FOLDER, snapshotName(1, crc32(bytes))));
  await file.append(bytes);
  await file.sync();
  await file.close();
  await files.syncFolder(FOLDER);
  return files;
}

const backups = (files: MemoryStoreFiles): readonly string[] =>
  files.all().filter((name) => path.basename(name).startsWith('backup-'));

const isTooNew = (failure: unknown): boolean =>
  failure instanceof AppError &&
  failure.code === 'storageFailed' &&
  failure.suggestion.includes('Update Groundwork');

describe('a store of another version', () => {
  for (let version = 1; version < SCHEMA_VERSION; version++) {
    it(`is migrated, after a copy of it was kept: version ${version}`, async () => {
      const files = await storeOf(version);
      const store = await openMemoryStore({ files });
      assert.deepEqual(
        (await store.listRuns()).map(({ task }) => task),
        ['kept'],
      );
      await store.close();
      const [backup, ...others] = backups(files);
      assert.ok(backup !== undefined && others.length === 0);
      const copy = new SqlDatabase(await loadSqlEngine(packageAssets), await files.read(backup));
      assert.equal(copy.version, version);
      assert.deepEqual(copy.all(z.object({ task: z.string() }), 'SELECT task FROM runs'), [{ task: 'kept' }]);
      copy.close();
      await (await openMemoryStore({ files })).close();
      assert.deepEqual(backups(files), [backup]);
    });
  }

  it('can be read without being changed', async () => {
    const files = await storeOf(1);
    const before = files.digest();
    const store = await openStoreReadOnly(memoryStoreOptions({ files }));
    assert.equal((await store.listRuns()).length, 1);
    await store.close();
    assert.equal(files.digest(), before);
  });

  it('is refused when it is newer, and stays as it is', async () => {
    const files = await storeOf(SCHEMA_VERSION + 1);
    const snapshots = (): readonly string[] => files.all().filter((name) => name.endsWith('.sqlite'));
    const before = snapshots();
    await assert.rejects(openMemoryStore({ files }), isTooNew);
    await assert.rejects(openStoreReadOnly(memoryStoreOptions({ files })), isTooNew);
    assert.deepEqual(snapshots(), before);
  });

  it('needs no copy when it is new or of this version', async () => {
    for (const files of [new MemoryStoreFiles(), await storeOf(SCHEMA_VERSION)]) {
      await (await openMemoryStore({ files })).close();
      assert.deepEqual(backups(files), []);
    }
  });
});
