import { cp, mkdtemp, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { joinPath } from '../src/core/model/workspacePath';
import type { StateStore } from '../src/core/ports/stateStore';
import { fakeProcesses } from '../test/fakes/fakeProcesses';
import type { BenchContext } from './bench';
import { openOnDisk, openWithNotices } from './openOnDisk';

const EVENTS = 10_000;
const RUNS = 40;
/** After the last snapshot, in the journal alone. */
const UNSAVED = 150;

const made = new Map<string, Promise<string>>();

/** A folder with a store of 10,000 events in 40 runs, as a writer that was killed left it; made once for a context. */
export function longStore(context: BenchContext): Promise<string> {
  const known = made.get(context.folder) ?? make(context);
  made.set(context.folder, known);
  return known;
}

async function make(context: BenchContext): Promise<string> {
  const folder = await mkdtemp(path.join(context.folder, 'events-'));
  const first = await openOnDisk(context, folder);
  for (let run = 0; run < RUNS; run += 1) await recordRun(first, run, EVENTS / RUNS);
  await first.close();
  const killed = path.join(context.folder, 'events-killed');
  const second = await openOnDisk(context, folder);
  await recordRun(second, RUNS, UNSAVED);
  await cp(folder, killed, { recursive: true });
  await second.close();
  return killed;
}

/** So many commits of one run: its phases, their executions with findings, and the status over and over. */
async function recordRun(store: StateStore, number: number, events: number): Promise<void> {
  const run = await store.createRun({
    workflow: 'fullstack',
    task: `entity ${String(number)}`,
    request: { name: `entity_${String(number)}`, fields: 'name:bilingual(64)! price:decimal(10,2)!' },
  });
  const [phase] = await store.createPhases(run.id, [
    {
      key: 'backend',
      title: 'Backend',
      description: 'Models, schemas and routes',
      agents: [],
      dependencies: [],
      critical: true,
      maxRetries: 1,
    },
  ]);
  if (phase === undefined) throw new Error('no phase was made');
  const record = async (event: number): Promise<void> => {
    const execution = await store.createExecution(phase.id, run.id, event);
    await Promise.all([
      store.updatePhaseStatus(phase.id, 'inProgress'),
      store.addFindings(run.id, [finding(event)]),
      store.completeExecution(execution.id),
    ]);
  };
  // Side by side they share the disk's flushes; each is a commit of its own.
  const attempts = Array.from({ length: Math.floor((events - 2) / 4) }, (_, index) => index + 1);
  await Promise.all(attempts.map(record));
}

const finding = (event: number) => ({
  severity: 'minor' as const,
  category: 'lint' as const,
  message: `Line ${String(event)} is longer than the others of its file are.`,
  path: joinPath('backend', 'api', 'product_router.py'),
  line: event,
  column: null,
  source: 'ruff',
  rule: 'E501',
});

/** The writer that left the store is gone for whoever opens it next. */
export const nextProcess = fakeProcesses(1, {}, hostname());

export type Damage = 'a torn journal' | 'a corrupt snapshot';

/** Copies the long store and damages the copy. */
export async function damagedStore(context: BenchContext, damage: Damage): Promise<string> {
  const folder = await mkdtemp(path.join(context.folder, 'damaged-'));
  await cp(await longStore(context), folder, { recursive: true });
  const names = (await readdir(folder)).sort();
  if (damage === 'a torn journal') {
    const journal = path.join(folder, names.filter((name) => name.startsWith('journal-')).at(-1) ?? '');
    await truncate(journal, (await stat(journal)).size - 10);
  } else {
    const snapshot = path.join(folder, names.filter((name) => name.startsWith('snapshot-')).at(-1) ?? '');
    const bytes = await readFile(snapshot);
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 0xff, bytes.length >> 1);
    await writeFile(snapshot, bytes);
  }
  return folder;
}

/** Opens a copy as the next process does. Throws when a run is lost, or nothing was said of the damage. */
export async function recover(context: BenchContext, folder: string): Promise<number> {
  const began = performance.now();
  const { store, notices } = await openWithNotices(context, folder, { processes: nextProcess });
  const took = performance.now() - began;
  const runs = await store.listRuns();
  await store.close();
  if (runs.length !== RUNS + 1) throw new Error(`${String(runs.length)} runs were recovered`);
  if (notices.length === 0) throw new Error('nothing was said of the damage');
  return took;
}
