import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FileChange } from '../src/core/model/changeSet';
import { startReview } from '../src/core/review/fileReview';
import { ReviewSession } from '../src/core/review/reviewSession';
import { nodeWorkspaceFiles } from '../src/platform/files/nodeWorkspaceFiles';
import { nodeWorkspaceWriter } from '../src/platform/files/nodeWorkspaceWriter';
import { MemoryWorkspace } from '../test/fakes/memoryWorkspace';
import { fileChange, MemoryReviewStore, RUN } from '../test/fakes/reviewPorts';
import type { Bench, BenchContext } from './bench';
import { openOnDisk } from './openOnDisk';

const FILES = 200;
const LINES = 300;

/** The review of a large run: what its pending hunks cost over ports in memory, and an accept with everything on disk. */
export const benches: readonly Bench[] = [
  {
    name: `review: pending hunks of ${FILES} files`,
    target: { of: 'median', limit: 500 },
    samples: 20,
    warmUps: 2,
    prepare() {
      const session = openSession();
      return Promise.resolve({ run: () => session.files(RUN), close: closed });
    },
  },
  {
    name: `review: accept ${FILES} files, on disk`,
    target: { of: 'median', limit: 5_000 },
    samples: 3,
    warmUps: 1,
    prepare(context) {
      return Promise.resolve({ run: () => acceptOnDisk(context), close: closed });
    },
  },
];

const closed = (): Promise<void> => Promise.resolve();

function openSession(): ReviewSession {
  const changes = Array.from({ length: FILES }, (_, index) => changeOf(index));
  const store = new MemoryReviewStore();
  store.start(RUN, changes);
  const texts = changes.flatMap(({ path, base }) => (base === null ? [] : [[path, base] as const]));
  const workspace = new MemoryWorkspace(Object.fromEntries(texts));
  return new ReviewSession({ store, files: workspace, writer: workspace });
}

/** Half of the files are new, the others are edited in three places. */
function changeOf(index: number): FileChange {
  const lines = Array.from({ length: LINES }, (_, line) => `value_${line} = "file ${index}, line ${line}"`);
  const file = `backend/api/file_${String(index).padStart(3, '0')}.py`;
  if (index % 2 === 0) return fileChange({ path: file, base: null, proposed: textOf(lines) });
  const edited = lines.flatMap((line, at) => (at % 100 === 50 ? [line, `added_${at} = ${index}`] : [line]));
  return fileChange({ path: file, base: textOf(lines), proposed: textOf(edited) });
}

const textOf = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** How long a fresh run over a fresh workspace takes to be accepted: store, before-images and files flushed to disk. */
async function acceptOnDisk(context: BenchContext): Promise<number> {
  const root = await mkdtemp(path.join(context.folder, 'accept-'));
  const changes = Array.from({ length: FILES }, (_, index) => changeOf(index));
  for (const { path: name, base } of changes) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    if (base !== null) await writeFile(path.join(root, name), base);
  }
  const store = await openOnDisk(context, await mkdtemp(path.join(context.folder, 'accepted-')));
  try {
    const run = await store.createRun({ workflow: 'fullstack', task: 'product', request: {} });
    await store.saveReview(run.id, changes.map(startReview));
    const files = nodeWorkspaceFiles(root);
    const session = new ReviewSession({ store, files, writer: nodeWorkspaceWriter(root) });
    const began = performance.now();
    const outcome = await session.accept(run.id, { kind: 'run' }, { dependencies: 'include' });
    const took = performance.now() - began;
    if (outcome.kind !== 'accepted' || outcome.paths.length !== FILES) throw new Error(outcome.kind);
    return took;
  } finally {
    await store.close();
  }
}
