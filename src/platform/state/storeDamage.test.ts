import assert from 'node:assert/strict';
import path from 'node:path';
import { fakeProcesses } from '../../../test/fakes/fakeProcesses';
import { memoryStoreOptions, openMemoryStore } from '../../../test/fakes/memoryStore';
import { MemoryStoreFiles } from '../../../test/fakes/memoryStoreFiles';
import { AppError } from '../../core/model/appError';
import type { StateStore } from '../../core/ports/stateStore';
import { nodeHasher } from '../nodeHasher';
import { encodeRecord } from './journalRecord';
import { openStore } from './openStore';
import { openStoreReadOnly } from './openStoreReadOnly';

const EVERY = 4;

function withCode(code: string): (failure: unknown) => boolean {
  return (failure) => failure instanceof AppError && failure.code === code;
}

function newRun(store: StateStore, task: string): Promise<unknown> {
  return store.createRun({ workflow: 'w', task, request: null });
}

async function tasks(store: StateStore): Promise<readonly string[]> {
  return (await store.listRuns()).map((run) => run.task).reverse();
}

const named = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `run ${index}`);

/** A disk with this many runs whose writer was killed; snapshots after 4, 8, ... */
async function diskWith(count: number): Promise<MemoryStoreFiles> {
  const files = new MemoryStoreFiles();
  const store = await openMemoryStore({ files, snapshotEvery: EVERY, processes: fakeProcesses(1) });
  for (const task of named(count)) await newRun(store, task);
  // The last snapshot is written after its commit was acknowledged: wait until it rests.
  while (files.all().some((name) => name.endsWith('.tmp'))) await new Promise(setImmediate);
  await new Promise(setImmediate);
  return files.afterCrash('kill');
}

function fileOf(files: MemoryStoreFiles, pattern: RegExp): string {
  const found = files.all().filter((name) => pattern.test(path.basename(name)));
  const last = found.at(-1);
  assert.ok(last, `${pattern} among ${files.all().join(', ')}`);
  return last;
}

function flip(bytes: Buffer, offset: number): Buffer {
  bytes.writeUInt8(bytes.readUInt8(offset) ^ 0xff, offset);
  return bytes;
}

async function open(files: MemoryStoreFiles): Promise<{ store: StateStore; notices: readonly string[] }> {
  const outcome = await openStore(
    memoryStoreOptions({ files, snapshotEvery: EVERY, processes: fakeProcesses(2) }),
  );
  assert.equal(outcome.kind, 'opened');
  return outcome;
}

const copies = (files: MemoryStoreFiles): readonly string[] =>
  files.all().filter((name) => path.basename(name).startsWith('damaged-'));

describe('damaged store', () => {
  it('falls back to the previous snapshot and its journals, losing nothing', async () => {
    const files = await diskWith(10);
    files.replace(fileOf(files, /^snapshot/), (bytes) => flip(bytes, 5000));
    const { store, notices } = await open(files);
    assert.deepEqual(await tasks(store), named(10));
    assert.match(notices.join('\n'), /snapshot-\S+ is damaged; everything in it was read from the journal/);
    assert.equal(copies(files).length, 1);
    await store.close();
  });

  it('refuses to lose what a damaged snapshot held, and names the copy', async () => {
    const files = await diskWith(10);
    files.replace(fileOf(files, /^snapshot/), (bytes) => flip(bytes, 5000));
    const journals = files.all().filter((name) => path.basename(name).startsWith('journal'));
    for (const journal of journals) await files.unlink(journal);
    for (const round of [1, 2]) {
      await assert.rejects(
        openMemoryStore({ files, processes: fakeProcesses(round + 1) }),
        (failure) => withCode('storeCorrupt')(failure) && String(failure).includes('damaged-snapshot'),
      );
    }
    assert.equal(copies(files).length, 1);
  });

  it('stops at a damaged record, says that it had been acknowledged, and keeps a copy', async () => {
    const files = await diskWith(3);
    const journal = fileOf(files, /^journal/);
    files.replace(journal, (bytes) => flip(bytes, Math.floor(bytes.length / 2)));
    const { store, notices } = await open(files);
    assert.deepEqual(await tasks(store), named(1));
    assert.match(notices.join('\n'), /record 2 is damaged. It had been acknowledged/);
    assert.equal(copies(files).length, 1);
    await newRun(store, 'after');
    await store.close();
    const again = await open(files);
    assert.deepEqual(await tasks(again.store), ['run 0', 'after']);
    assert.deepEqual(again.notices, [], 'told once');
    await again.store.close();
  });

  it('drops a torn record, says so, and goes on', async () => {
    const files = await diskWith(3);
    files.replace(fileOf(files, /^journal/), (bytes) => bytes.subarray(0, bytes.length - 5));
    const { store, notices } = await open(files);
    assert.deepEqual(await tasks(store), named(2));
    assert.match(notices.join('\n'), /\d+ bytes of a write that was never finished were dropped/);
    assert.deepEqual(copies(files), []);
    await store.close();
  });

  it('leaves a store of a newer version alone', async () => {
    const files = await diskWith(3);
    files.replace(fileOf(files, /^journal/), () => {
      const operations = [{ sql: 'SELECT 1', params: [] }];
      return Buffer.from(encodeRecord({ seq: 1, epoch: 1, version: 99, durable: 0, operations }));
    });
    await assert.rejects(open(files), /newer version of Groundwork/);
  });

  it('refuses a text whose bytes changed while the store is open', async () => {
    const files = new MemoryStoreFiles();
    const store = await openMemoryStore({ files });
    const run = await store.createRun({ workflow: 'w', task: 't', request: null });
    // Too long to be remembered.
    const before = 'before '.repeat(700_000);
    const [write] = await store.recordWrites(run.id, [{ path: 'a', before, after: null }]);
    const hash = write?.before;
    assert.ok(hash);
    files.replace(fileOf(files, new RegExp(`^${hash}-`)), (bytes) => flip(bytes, 0));
    await assert.rejects(store.readBlob(hash), withCode('storeCorrupt'));
    await store.close();
  });
});

describe('store without space', () => {
  const noSpace = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  for (const kind of ['append', 'sync'] as const) {
    it(`fails writes at ${kind}, stays readable, loses nothing and goes on when there is space`, async () => {
      const files = new MemoryStoreFiles();
      const store = await openMemoryStore({ files });
      await newRun(store, 'before');
      files.fault = (operation) => (operation.kind === kind ? noSpace : 'proceed');
      await assert.rejects(newRun(store, 'refused'), withCode('storageFailed'));
      const run = (await store.listRuns())[0];
      assert.ok(run);
      const artifact = { phaseId: null, name: 'n', path: null, type: 't', text: 'a new text' };
      await assert.rejects(store.addArtifact(run.id, artifact), withCode('storageFailed'));
      assert.deepEqual(await tasks(store), ['before']);
      files.fault = () => 'proceed';
      await newRun(store, 'after');
      assert.deepEqual(await tasks(store), ['before', 'after']);
      const { store: next } = await open(files.afterCrash('powerLoss'));
      assert.deepEqual(await tasks(next), ['before', 'after']);
      await next.close();
      await store.close();
    });
  }

  it('goes on without a snapshot', async () => {
    const files = new MemoryStoreFiles();
    const store = await openMemoryStore({ files, snapshotEvery: 2, processes: fakeProcesses(1) });
    files.fault = ({ file }) => (file.endsWith('.tmp') ? noSpace : 'proceed');
    for (const task of named(9)) await newRun(store, task);
    await store.close();
    files.fault = () => 'proceed';
    const { store: next } = await open(files);
    assert.deepEqual(await tasks(next), named(9));
    await next.close();
  });
});

describe('journals and snapshots', () => {
  it('keeps two snapshots and what the older one needs, however often it is opened', async () => {
    const files = new MemoryStoreFiles();
    for (let round = 0; round < 20; round++) {
      const store = await openMemoryStore({ files, snapshotEvery: 3 });
      if (round % 2 === 0) for (const task of named(7)) await newRun(store, task);
      await store.close();
    }
    const names = files.all().map((name) => path.basename(name));
    assert.equal(names.filter((name) => name.startsWith('snapshot')).length, 2);
    assert.ok(names.filter((name) => name.startsWith('journal')).length <= 4, names.join(', '));
    assert.equal(names.filter((name) => /^\d+\.json/.test(name)).length, 1);
  });
});

describe('read-only store', () => {
  it('follows the holder and refuses to write', async () => {
    const files = new MemoryStoreFiles();
    const store = await openMemoryStore({ files, snapshotEvery: EVERY });
    await newRun(store, 'run 0');
    const reader = await openStoreReadOnly(memoryStoreOptions({ files }));
    for (let count = 1; count < 12; count++) {
      assert.deepEqual(await tasks(reader), named(count));
      await newRun(store, `run ${count}`);
    }
    const [run] = await reader.listRuns();
    assert.ok(run);
    assert.match(await reader.exportRunSummary(run.id, 'markdown'), /# run 11/);
    await assert.rejects(newRun(reader, 'refused'), withCode('storeBusy'));
    await assert.rejects(
      reader.recordWrites(run.id, [{ path: 'a', before: 'b', after: null }]),
      withCode('storeBusy'),
    );
    await reader.close();
    await store.close();
  });
});

describe('a store with a text that is lost', () => {
  const losses: Readonly<Record<string, (files: MemoryStoreFiles, name: string) => unknown>> = {
    'was removed': (files, name) => files.unlink(name),
    'was changed': (files, name) => files.replace(name, (bytes) => flip(bytes, 0)),
    'was cut off': (files, name) => files.replace(name, (bytes) => bytes.subarray(0, 1)),
    'cannot be read from a bad disk': (files, name) => {
      const read = files.read.bind(files);
      files.read = (file) =>
        file === name ? Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' })) : read(file);
    },
  };
  for (const [what, lose] of Object.entries(losses)) {
    it(`leaves out what needs the text that ${what}, and goes on`, () => leavesOut(lose));
  }

  async function leavesOut(lose: (files: MemoryStoreFiles, name: string) => unknown): Promise<void> {
    const files = new MemoryStoreFiles();
    const before = await openMemoryStore({ files, processes: fakeProcesses(1) });
    const broken = await before.createRun({ workflow: 'w', task: 'broken', request: null });
    const whole = await before.createRun({ workflow: 'w', task: 'whole', request: null });
    const write = (text: string) => [{ path: 'a.py', before: text, after: null }] as const;
    await before.recordWrites(broken.id, write('gone'));
    await before.recordWrites(whole.id, write('kept'));
    await before.close();
    const hash = nodeHasher.hash('gone');
    for (const name of files.all().filter((file) => file.includes(hash))) await lose(files, name);
    const reader = await openStoreReadOnly(memoryStoreOptions({ files }));
    assert.deepEqual(await reader.getWrites(broken.id), []);
    assert.equal((await reader.getRun(broken.id))?.status, 'failed');
    assert.equal((await reader.getWrites(whole.id)).length, 1);
    await reader.close();
    const { store, notices } = await open(files);
    assert.match(notices.join(), /1 run is incomplete/);
    assert.deepEqual(await store.getWrites(broken.id), []);
    assert.equal((await store.getRun(broken.id))?.status, 'failed');
    assert.equal((await store.getWrites(whole.id)).length, 1);
    assert.notEqual((await store.getRun(whole.id))?.status, 'failed');
    // The same text may come again; it is written anew.
    const [again] = await store.recordWrites(whole.id, write('gone'));
    await store.close();
    const { store: last, notices: later } = await open(files);
    assert.deepEqual(later, [], 'said once');
    assert.equal(again?.before, hash);
    assert.equal(await last.readBlob(again.before), 'gone');
    await last.close();
  }
});
