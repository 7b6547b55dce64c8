import assert from 'node:assert/strict';
import { fakeProcesses } from '../../../test/fakes/fakeProcesses';
import { memoryStoreOptions, openMemoryStore } from '../../../test/fakes/memoryStore';
import { MemoryStoreFiles } from '../../../test/fakes/memoryStoreFiles';
import { AppError } from '../../core/model/appError';
import { openStore, type OpenOutcome } from './openStore';
import { openStoreReadOnly } from './openStoreReadOnly';
import type { ProcessState } from '../processes/processTable';

const START = Date.parse('2026-11-21T10:00:00.000Z');
const clockAt = (seconds: number) => ({
  now: () => new Date(START + seconds * 1000),
  delay: async () => undefined,
});

async function second(
  files: MemoryStoreFiles,
  holder: ProcessState,
  seconds: number,
  host = 'here',
): Promise<OpenOutcome> {
  const processes = fakeProcesses(2, { 1: holder }, host);
  return openStore(
    memoryStoreOptions({ files, processes, clock: clockAt(seconds), holder: 'cli', label: 'second' }),
  );
}

const own = 'start of 1';
const cases: readonly (readonly [string, ProcessState, number, 'held' | 'opened', string?])[] = [
  ['a running holder', { kind: 'running', start: own }, 1, 'held'],
  ['a running holder that is long silent', { kind: 'running', start: own }, 3600, 'held'],
  ['a holder that is gone', { kind: 'gone' }, 1, 'opened'],
  ['another process with its id', { kind: 'running', start: 'another' }, 1, 'opened'],
  ['a holder stopped a moment ago', { kind: 'stopped', start: own }, 29, 'held'],
  ['a holder stopped for long', { kind: 'stopped', start: own }, 31, 'opened'],
  ['an unknown start, silent for a minute', { kind: 'running', start: null }, 60, 'held'],
  ['an unknown start, silent for ten minutes', { kind: 'running', start: null }, 600, 'opened'],
  ['a holder on another machine', { kind: 'gone' }, 60, 'held', 'there'],
  ['a silent holder on another machine', { kind: 'gone' }, 180, 'opened', 'there'],
];

describe('lease', () => {
  for (const when of ['while it is held', 'while it is opened'] as const) {
    it(`is given back by a process that lives on, on a disk that is full ${when}`, async () => {
      const files = new MemoryStoreFiles();
      const noSpace = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
      const fill = (): void => {
        files.fault = ({ kind }) => (kind === 'append' ? noSpace : 'proceed');
      };
      const options = { files, processes: fakeProcesses(1), clock: clockAt(0) };
      const first = await openMemoryStore(options);
      const run = await first.createRun({ workflow: 'w', task: 'kept', request: null });
      if (when === 'while it is opened') {
        await first.close();
        files.fault = ({ kind, file }) =>
          (kind === 'create' && file.includes('journal')) || (kind === 'append' && file.includes('leases'))
            ? noSpace
            : 'proceed';
        await assert.rejects(openMemoryStore(options), /could not be opened/);
      } else {
        fill();
        await first.close();
      }
      files.fault = () => 'proceed';
      const outcome = await second(files, { kind: 'running', start: own }, 1);
      assert.equal(outcome.kind, 'opened');
      const { store } = outcome;
      assert.deepEqual(await store.getRun(run.id), run);
      await store.close();
      assert.ok(!files.all().some((name) => name.endsWith('.tmp')), files.all().join(', '));
    });
  }

  for (const [name, holder, seconds, expected, host] of cases) {
    it(`${name}: ${expected}`, async () => {
      const files = new MemoryStoreFiles();
      const first = await openMemoryStore({
        files,
        processes: fakeProcesses(1),
        clock: clockAt(0),
        label: 'window one',
      });
      const outcome = await second(files, holder, seconds, host);
      assert.equal(outcome.kind, expected);
      if (outcome.kind === 'held') {
        assert.deepEqual(
          [outcome.by.label, outcome.by.holder, outcome.by.pid],
          ['window one', 'extension', 1],
        );
        await first.createRun({ workflow: 'w', task: 'still ours', request: null });
      } else {
        await assert.rejects(
          first.createRun({ workflow: 'w', task: 'fenced', request: null }),
          (failure) => failure instanceof AppError && failure.code === 'storeFenced',
        );
        assert.deepEqual(await outcome.store.listRuns(), []);
        await outcome.store.close();
      }
      await first.close();
    });
  }

  it('never applies what an overtaken writer appended, and keeps what it was told is safe', async () => {
    const files = new MemoryStoreFiles();
    const first = await openMemoryStore({ files, processes: fakeProcesses(1), clock: clockAt(0) });
    await first.createRun({ workflow: 'w', task: 'acknowledged', request: null });
    const outcome = await second(files, { kind: 'gone' }, 1);
    assert.equal(outcome.kind, 'opened');
    const late = ['late 1', 'late 2'].map((task) => first.createRun({ workflow: 'w', task, request: null }));
    for (const write of late) await assert.rejects(write, /took over/);
    await outcome.store.createRun({ workflow: 'w', task: 'second', request: null });
    await first.close();
    await outcome.store.close();
    const reader = await openStoreReadOnly(memoryStoreOptions({ files }));
    assert.deepEqual(
      (await reader.listRuns()).map((run) => run.task),
      ['second', 'acknowledged'],
    );
    await reader.close();
  });

  it('goes to exactly one of many that come at once', async () => {
    for (let round = 0; round < 20; round++) {
      const files = new MemoryStoreFiles();
      const alive = Object.fromEntries(
        Array.from({ length: 8 }, (_, pid) => [pid, { kind: 'running', start: `start of ${pid}` } as const]),
      );
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, pid) =>
          openStore(memoryStoreOptions({ files, processes: fakeProcesses(pid, alive) })),
        ),
      );
      const opened = outcomes.flatMap((outcome) => (outcome.kind === 'opened' ? [outcome.store] : []));
      assert.equal(opened.length, 1);
      for (const store of opened) await store.close();
    }
  });

  it('refuses to write after the folder was removed', async () => {
    const files = new MemoryStoreFiles();
    const store = await openMemoryStore({ files });
    for (const name of files.all()) await files.unlink(name);
    await assert.rejects(store.createRun({ workflow: 'w', task: 't', request: null }), AppError);
    await store.close();
  });

  it('is lost when the folder was removed and made again by another, which keeps its own', async () => {
    const files = new MemoryStoreFiles();
    const first = await openMemoryStore({ files, processes: fakeProcesses(1) });
    await first.createRun({ workflow: 'w', task: 'first', request: null });
    for (const name of files.all()) await files.unlink(name);
    const next = await openMemoryStore({ files, processes: fakeProcesses(2), label: 'next' });
    await assert.rejects(
      first.createRun({ workflow: 'w', task: 'lost', request: null }),
      (failure) => failure instanceof AppError && failure.code === 'storeFenced',
    );
    await first.close();
    await next.createRun({ workflow: 'w', task: 'next', request: null });
    await next.close();
    const after = await openMemoryStore({ files, processes: fakeProcesses(3) });
    assert.deepEqual(
      (await after.listRuns()).map(({ task }) => task),
      ['next'],
    );
    await after.close();
  });
});
