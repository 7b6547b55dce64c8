import type { FileChange } from '../src/core/model/changeSet';
import { ReviewSession } from '../src/core/review/reviewSession';
import { MemoryWorkspace } from '../test/fakes/memoryWorkspace';
import { fileChange, MemoryReviewStore, RUN } from '../test/fakes/reviewPorts';
import type { Bench } from './bench';

const FILES = 200;
const LINES = 300;

/** The review of a large run over ports in memory: what the algorithms cost, disk and editor aside. */
export const benches: readonly Bench[] = [
  {
    name: `review: pending hunks of ${FILES} files`,
    target: { of: 'median', ms: 500 },
    samples: 20,
    warmUps: 2,
    prepare() {
      const session = openSession();
      return Promise.resolve({ run: () => session.files(RUN), close: closed });
    },
  },
  {
    name: `review: accept ${FILES} files`,
    target: { of: 'median', ms: 5_000 },
    samples: 10,
    warmUps: 1,
    prepare() {
      return Promise.resolve({
        async run() {
          const outcome = await openSession().accept(RUN, { kind: 'run' }, { dependencies: 'include' });
          if (outcome.kind !== 'accepted' || outcome.paths.length !== FILES) throw new Error(outcome.kind);
        },
        close: closed,
      });
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
  const path = `backend/api/file_${String(index).padStart(3, '0')}.py`;
  if (index % 2 === 0) return fileChange({ path, base: null, proposed: textOf(lines) });
  const edited = lines.flatMap((line, at) => (at % 100 === 50 ? [line, `added_${at} = ${index}`] : [line]));
  return fileChange({ path, base: textOf(lines), proposed: textOf(edited) });
}

const textOf = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
