import assert from 'node:assert/strict';
import path from 'node:path';
import { fakeProcesses } from '../fakes/fakeProcesses';
import { openMemoryStore } from '../fakes/memoryStore';
import type { CrashKind, MemoryStoreFiles } from '../fakes/memoryStoreFiles';
import type { MemoryWorkspace } from '../fakes/memoryWorkspace';
import { CrashingWorkspace } from './crashingWorkspace';
import {
  ANSWERS,
  FIRST_TEXTS,
  LAST_TEXTS,
  assertWhole,
  carryOut,
  openSession,
  reportOf,
  type Session,
} from './eventfulRun';
import { TornAppends } from './tornAppends';

const KINDS: readonly CrashKind[] = ['kill', 'powerLoss', 'powerLossNamesKept', 'powerLossHalfKept'];
/** In a normal run every eighth of the remains of a kind counts, all in soak. */
const STRIDE = process.env['SOAK'] === undefined ? 8 : 1;
/** A second crash while the first is recovered from, at a random write. */
const RANDOM_PAIRS = process.env['SOAK'] === undefined ? 8 : 500;

interface Moment {
  readonly where: string;
  readonly disk: MemoryStoreFiles;
  readonly texts: ReadonlyMap<string, string>;
  readonly said: readonly string[];
}

const AT = new Date('2026-11-21T10:00:00.000Z');

async function processOn(
  disk: MemoryStoreFiles,
  workspace: MemoryWorkspace,
  pid: number,
  said: string[],
): Promise<Session> {
  let next = 0;
  const clock = { now: () => AT, delay: () => Promise.resolve() };
  const random = {
    id: () => `${String(pid).padStart(4, '0')}${String(next++).padStart(28, '0')}`,
    number: () => 0.5,
  };
  const store = await openMemoryStore({ clock, random, files: disk, processes: fakeProcesses(pid) });
  const say = (line: string): void => void said.push(line);
  return openSession({ store, files: workspace, writer: workspace, clock, random, say });
}

/** What each kind of crash would leave before each write of a process that begins on `disk` and comes to the end. */
async function momentsOf(
  disk: TornAppends,
  texts: ReadonlyMap<string, string>,
  pid: number,
  before: readonly string[],
): Promise<{ readonly moments: readonly Moment[]; readonly report: unknown; readonly points: number }> {
  const workspace = new CrashingWorkspace(texts);
  const said = [...before];
  const moments: Moment[] = [];
  const seen = new Set<string>();
  let points = 0;
  const point = (what: string): void => {
    points += 1;
    for (const kind of KINDS) {
      const left = disk.afterCrash(kind);
      const remains = kind === 'powerLoss' ? workspace.durable : workspace.texts;
      const key = JSON.stringify([kind, said.length, left.digest(), [...remains]]);
      if (seen.has(key)) continue;
      seen.add(key);
      const where = `${kind} at write ${String(points)} (${what})`;
      moments.push({ where, disk: left, texts: new Map(remains), said: [...said] });
    }
  };
  disk.fault = ({ kind, file }) => {
    point(`${kind} ${path.basename(file)}`);
    return 'proceed';
  };
  workspace.beforeStep = point;
  const session = await processOn(disk, workspace, pid, said);
  const id = await carryOut(session);
  assert.deepEqual(Object.fromEntries(workspace.texts), LAST_TEXTS);
  await assertWhole(session.store, said);
  const report = await reportOf(session.store, id);
  await session.store.close();
  return { moments, report, points };
}

async function assertRecovers(moment: Moment, report: unknown): Promise<void> {
  const workspace = new CrashingWorkspace(moment.texts);
  const said = [...moment.said];
  const session = await processOn(TornAppends.over(moment.disk), workspace, 2, said);
  await assertWhole(session.store, moment.said);
  const id = await carryOut(session);
  await assertWhole(session.store, said);
  assert.deepEqual(Object.fromEntries(workspace.texts), LAST_TEXTS, 'other bytes');
  assert.deepEqual(await reportOf(session.store, id), report, 'another report');
  await session.engine.rollback(id);
  assert.deepEqual(Object.fromEntries(workspace.texts), FIRST_TEXTS, 'rollback leaves other bytes');
  await session.store.close();
}

describe('an eventful run after a crash', function () {
  this.timeout(4 * 60 * 60_000);
  const first = new Map(Object.entries(FIRST_TEXTS));
  let moments: readonly Moment[];
  let report: unknown;

  before(async () => {
    const recorded = await momentsOf(new TornAppends(), first, 1, []);
    assert.ok(recorded.points > 150, `only ${String(recorded.points)} write points`);
    ({ moments, report } = recorded);
  });

  it('has everything in it that this is about', () => {
    const said = moments.at(-1)?.said ?? [];
    for (const line of [
      'began left 2',
      'began right 2',
      'asked engine',
      'asked naming',
      'answered engine sqlite',
    ])
      assert.ok(said.includes(line), line);
    const both = said.indexOf('asked naming') < said.indexOf('completed right');
    assert.ok(both, 'two questions are open at once');
    const at = (line: string): number => said.indexOf(line);
    assert.ok(at('began right 1') < at('completed left'), 'phases run beside each other');
  });

  it('goes on by itself when a question is answered while other parts still run', async () => {
    const workspace = new CrashingWorkspace(first);
    const said: string[] = [];
    const { engine, store } = await processOn(new TornAppends(), workspace, 1, said);
    const answered = new Set<string>();
    const answering: Promise<void>[] = [];
    engine.onDidChange(({ runId }) => {
      answering.push(
        store.getInterventions(runId).then(async (questions) => {
          for (const { id, key } of questions.filter((asked) => !answered.has(asked.key))) {
            answered.add(key);
            await engine.answer(id, ANSWERS[key] ?? '');
          }
        }),
      );
    });
    const id = await engine.start('eventful', {});
    const view = await engine.settled(id);
    await Promise.all(answering);
    assert.equal(view.status, 'review');
    assert.ok(said.indexOf('answered naming plural') < said.indexOf('completed left'), 'left still ran');
    await assertWhole(store, said);
    await store.close();
  });

  for (const kind of KINDS) {
    it(`goes on from every write point: ${kind}`, async () => {
      const all = moments.filter(({ where }) => where.startsWith(`${kind} `));
      for (const moment of all.filter((_, index) => index % STRIDE === 0)) {
        try {
          await assertRecovers(moment, report);
        } catch (cause) {
          throw new Error(moment.where, { cause });
        }
      }
    });
  }

  it('goes on from a crash in the middle of going on', async () => {
    const any = <T>(list: readonly T[]): T => {
      const one = list[Math.floor(Math.random() * list.length)];
      assert.ok(one !== undefined);
      return one;
    };
    for (let turn = 0; turn < RANDOM_PAIRS; turn += 1) {
      const one = any(moments);
      const again = await momentsOf(TornAppends.over(one.disk), one.texts, 3, one.said);
      const other = any(again.moments);
      try {
        await assertRecovers(other, report);
      } catch (cause) {
        throw new Error(`${one.where}, then ${other.where}`, { cause });
      }
    }
  });
});
