import assert from 'node:assert/strict';
import path from 'node:path';
import type { PhaseId } from '../../src/core/model/ids';
import type { StateStore } from '../../src/core/ports/stateStore';
import { nodeWorkspaceFiles } from '../../src/platform/files/nodeWorkspaceFiles';
import type { CrashKind, MemoryStoreFiles } from '../fakes/memoryStoreFiles';
import { MemoryWorkspace } from '../fakes/memoryWorkspace';
import { CrashingWorkspace } from './crashingWorkspace';
import { TornAppends } from './tornAppends';
import { acceptAll, fullstackRequest, openSession, propose } from './session';

/** A killed process, a power cut that keeps what was synced, and two that keep parts of the rest. */
const KINDS: readonly CrashKind[] = ['kill', 'powerLoss', 'powerLossNamesKept', 'powerLossHalfKept'];
/** Of the last two every fourth remains count in a normal run: each takes a recovery, and there are 540. */
const STRIDE: Readonly<Record<CrashKind, number>> = {
  kill: 1,
  powerLoss: 1,
  powerLossNamesKept: process.env['SOAK'] === undefined ? 4 : 1,
  powerLossHalfKept: process.env['SOAK'] === undefined ? 4 : 1,
};

type Stage = 'generate' | 'accept' | 'rollback';

/** What a crash just before one write leaves, and what had been acknowledged by then. */
interface Moment {
  readonly where: string;
  readonly stage: Stage;
  readonly disk: MemoryStoreFiles;
  readonly workspace: ReadonlyMap<string, string>;
  readonly completed: readonly PhaseId[];
}

interface Recording {
  readonly request: unknown;
  readonly first: ReadonlyMap<string, string>;
  readonly accepted: ReadonlyMap<string, string>;
  readonly points: number;
  readonly moments: ReadonlyMap<CrashKind, readonly Moment[]>;
}

/** One run from request to rollback; at each of its writes, what every kind of crash would leave. Equal remains count once. */
async function record(): Promise<Recording> {
  const first = await shopTexts();
  const disk = new TornAppends();
  const workspace = new CrashingWorkspace(first);
  const completed: PhaseId[] = [];
  const session = await openSession(disk, workspace, 1, (store) => acknowledging(store, completed));
  const request = await fullstackRequest(session);
  const moments = new Map<CrashKind, Moment[]>(KINDS.map((kind) => [kind, []]));
  const seen = new Set<string>();
  let stage: Stage = 'generate';
  let points = 0;
  const point = (what: string): void => {
    points += 1;
    for (const kind of KINDS) {
      const left = disk.afterCrash(kind);
      const texts = kind === 'powerLoss' ? workspace.durable : workspace.texts;
      const key = JSON.stringify([stage, completed.length, left.digest(), [...texts]]);
      if (seen.has(key)) continue;
      seen.add(key);
      const where = `${kind} at write ${String(points)} (${stage}: ${what})`;
      moments
        .get(kind)
        ?.push({ where, stage, disk: left, workspace: new Map(texts), completed: [...completed] });
    }
  };
  disk.fault = ({ kind, file }) => {
    point(`${kind} ${path.basename(file)}`);
    return 'proceed';
  };
  workspace.beforeStep = point;
  const id = await propose(session, request);
  assert.deepEqual(workspace.texts, first, 'nothing is written before accept');
  stage = 'accept';
  await acceptAll(session, id);
  const accepted = new Map(workspace.texts);
  stage = 'rollback';
  await session.app.runs.rollback(id);
  assert.deepEqual(workspace.texts, first);
  await session.store.close();
  return { request, first, accepted, points, moments };
}

function acknowledging(store: StateStore, completed: PhaseId[]): StateStore {
  return {
    ...store,
    completePhase: async (id, ...rest) => {
      await store.completePhase(id, ...rest);
      completed.push(id);
    },
  };
}

async function shopTexts(): Promise<ReadonlyMap<string, string>> {
  const shop = nodeWorkspaceFiles(path.resolve('test/fixtures/shop'));
  const texts = new Map<string, string>();
  for (const file of await shop.list()) texts.set(file, (await shop.read(file)) ?? '');
  return texts;
}

/** The next process: finds what was acknowledged, ends in the same bytes, and rolls back to the first ones. */
async function assertRecovers(moment: Moment, { request, first, accepted }: Recording): Promise<void> {
  const workspace = new MemoryWorkspace(Object.fromEntries(moment.workspace));
  const session = await openSession(moment.disk, workspace, 2);
  const { app, store } = session;
  const [run] = await store.listRuns();
  const before = run === undefined ? [] : await store.getExecutions(run.id);
  const phases = run === undefined ? [] : await store.getPhases(run.id);
  const isCompleted = new Map(phases.map((phase) => [phase.id, phase.status === 'completed']));
  for (const id of moment.completed) assert.ok(isCompleted.get(id), 'an acknowledged phase is lost');

  assert.ok(
    run?.status !== 'planning' && run?.status !== 'executing',
    'it looks as if somebody carried it out',
  );

  if (run?.status === 'rolledBack') {
    assert.deepEqual(workspace.texts, first);
    return;
  }
  if (moment.stage !== 'rollback') {
    const id = await propose(session, request);
    const after = await store.getExecutions(id);
    for (const [phase, done] of isCompleted) {
      if (done) assert.deepEqual(executionsOf(after, phase), executionsOf(before, phase), 'it ran again');
    }
    for (const phase of await store.getPhases(id)) {
      assert.equal(phase.status, 'completed');
      const runs = after.filter((execution) => execution.phaseId === phase.id);
      assert.ok(
        runs.every((execution) => execution.status !== 'inProgress'),
        'an execution never ended',
      );
    }
    await acceptAll(session, id);
    assert.deepEqual(workspace.texts, accepted, 'other bytes');
  }
  const [found] = await store.listRuns();
  assert.ok(found !== undefined);
  await app.runs.rollback(found.id);
  assert.deepEqual(workspace.texts, first, 'rollback leaves other bytes');
  await store.close();
}

const executionsOf = (
  executions: Awaited<ReturnType<StateStore['getExecutions']>>,
  phase: PhaseId,
): readonly string[] => executions.filter(({ phaseId }) => phaseId === phase).map(({ id }) => id);

describe('a run after a crash', function () {
  this.timeout(30 * 60_000);
  let recording: Recording;

  before(async () => {
    recording = await record();
    assert.ok(recording.points > 300, `only ${String(recording.points)} write points`);
  });

  for (const kind of KINDS) {
    it(`goes on from every write point: ${kind}`, async () => {
      const all = recording.moments.get(kind) ?? [];
      const moments = all.filter((_, index) => index % STRIDE[kind] === 0);
      for (const moment of moments) {
        try {
          await assertRecovers(moment, recording);
        } catch (cause) {
          throw new Error(moment.where, { cause });
        }
      }
    });
  }
});
