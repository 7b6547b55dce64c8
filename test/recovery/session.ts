import { createApp, loadGenerators, type App, type Generators } from '../../src/app';
import { Secrets } from '../../src/core/redaction/secrets';
import { noExtensionPoints } from '../../src/core/extensions/extensionPoints';
import { DEFAULT_CONFIG } from '../../src/core/config/configSchema';
import type { RunId } from '../../src/core/model/ids';
import { runId } from '../../src/core/model/ids';
import type { StateStore } from '../../src/core/ports/stateStore';
import type { Random } from '../../src/core/ports/system';
import { nodeHasher } from '../../src/platform/nodeHasher';
import { fakeProcesses } from '../fakes/fakeProcesses';
import { openMemoryStore } from '../fakes/memoryStore';
import type { MemoryStoreFiles } from '../fakes/memoryStoreFiles';
import type { MemoryWorkspace } from '../fakes/memoryWorkspace';
import { packageAssets } from '../fakes/packageAssets';
import { silentLog } from '../fakes/silentLog';
import { noModels } from '../fakes/noModels';

const LINE = 'product name:string(64)! price:decimal(10,2)!';
const AT = new Date('2026-11-21T10:00:00.000Z');
const clock = { now: () => AT, delay: async () => undefined };

/** Loaded once: a process that crashes and starts again loads the same. */
let generators: Promise<Generators> | undefined;

export interface Session {
  readonly app: App;
  readonly store: StateStore;
}

/** The real engine, review and store as one process has them; ids and times are the same in every run of a test. */
export async function openSession(
  disk: MemoryStoreFiles,
  workspace: MemoryWorkspace,
  pid: number,
  watch: (store: StateStore) => StateStore = (store) => store,
): Promise<Session> {
  let next = 0;
  const random: Random = {
    id: () => `${String(pid).padStart(4, '0')}${String(next++).padStart(28, '0')}`,
    number: () => 0.5,
  };
  const system = { clock, random, hasher: nodeHasher, log: silentLog };
  const store = watch(await openMemoryStore({ ...system, files: disk, processes: fakeProcesses(pid) }));
  const ports = { ...system, files: workspace, writer: workspace, store, assets: packageAssets };
  const app = await createApp(
    {
      ...ports,
      extensionPoints: noExtensionPoints(),
      models: noModels,
      verifier: null,
      git: null,
      onSpans: () => undefined,
      secrets: new Secrets(),
      config: () => DEFAULT_CONFIG,
    },
    await (generators ??= loadGenerators(packageAssets)),
  );
  await app.recover();
  return { app, store };
}

/** What the dialogue hands over for the entity of these tests. */
export async function fullstackRequest({ app }: Session): Promise<unknown> {
  const source = { kind: 'shorthand', text: LINE, edits: { names: {}, features: {} } } as const;
  const check = await app.dialogue.check(source, { backend: 'backend', frontend: 'frontend' });
  if (check.kind !== 'ready') throw new Error(JSON.stringify(check.problems));
  return check.start.request;
}

/** Generates, or goes on where an earlier process stopped; resolves when there is a proposal. */
export async function propose({ app, store }: Session, request: unknown): Promise<RunId> {
  const [run] = await store.listRuns();
  const id = run?.id ?? (await app.runs.start('fullstack', request));
  if (run !== undefined && run.status !== 'completed') await app.runs.resume(id);
  const view = await app.runs.settled(id);
  if (view.status !== 'review' && view.status !== 'completed')
    throw new Error(`${view.status}: ${view.error ?? ''}`);
  return runId(view.id);
}

export async function acceptAll({ app }: Session, id: RunId): Promise<void> {
  const outcome = await app.review.accept(id, { kind: 'run' }, { dependencies: 'include' });
  if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
  const { status } = await app.runs.settled(id);
  if (status !== 'completed') throw new Error(`after the accept: ${status}`);
}
