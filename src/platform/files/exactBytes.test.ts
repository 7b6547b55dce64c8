import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { MemoryReviewStore, RUN, fileChange } from '../../../test/fakes/reviewPorts';
import { taggedFile, textOf } from '../../../test/fakes/taggedFile';
import { workspacePath } from '../../core/model/workspacePath';
import { computeHunks } from '../../core/review/hunks';
import { ReviewSession, type ReviewPorts } from '../../core/review/reviewSession';
import { planRollback } from '../../core/review/rollback';
import { decodeText } from './decodeText';
import { nodeWorkspaceFiles } from './nodeWorkspaceFiles';
import { nodeWorkspaceWriter } from './nodeWorkspaceWriter';

/** A flush a write makes the disk slow: most cases are written to memory, through the same conversions. */
const numRuns =
  process.env['SOAK'] === undefined ? { memory: 1_000, disk: 25 } : { memory: 10_000, disk: 1_000 };

const cases = fc.record({
  // With a byte order mark and without the last newline, or not.
  file: taggedFile.filter(({ hunks }) => hunks > 0),
  ends: fc.constantFrom('\n', '\r\n', 'mixed'),
  accepted: fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }),
});

interface Place {
  readonly ports: Pick<ReviewPorts, 'files' | 'writer'>;
  readonly bytes: (content?: Uint8Array) => Promise<Uint8Array>;
}

const NAME = workspacePath('file.txt');

describe('bytes', function () {
  this.timeout(1_800_000);
  let root = '';
  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'groundwork-bytes-'));
  });
  after(() => rm(root, { recursive: true, force: true }));

  const places: Record<keyof typeof numRuns, () => Place> = {
    memory: () => {
      let held: Uint8Array = new Uint8Array();
      const write = (text: string): Promise<void> => Promise.resolve(void (held = Buffer.from(text, 'utf8')));
      return {
        ports: {
          files: { read: () => Promise.resolve(decodeText(held, NAME)) },
          writer: {
            apply: async (writes) => {
              for (const step of writes) if (step.kind === 'replace') await write(step.text);
            },
            bringBack: (_, text) => write(text),
            tidy: () => Promise.resolve(),
          },
        },
        bytes: (content = held) => Promise.resolve((held = content)),
      };
    },
    disk: () => ({
      ports: { files: nodeWorkspaceFiles(root), writer: nodeWorkspaceWriter(root) },
      bytes: async (content) => {
        if (content !== undefined) await writeFile(path.join(root, NAME), content);
        return readFile(path.join(root, NAME));
      },
    }),
  };

  for (const name of ['memory', 'disk'] as const) {
    it(`in ${name} are the computed ones after accepts, and the first ones after a rollback`, async () => {
      await fc.assert(
        fc.asyncProperty(cases, async ({ file, ends, accepted }) => {
          const { ports, bytes } = places[name]();
          const text = (isIn: (hunk: number) => boolean): string => {
            const exact = textOf(file, isIn);
            return ends === 'mixed' ? exact : exact.replace(/\r?\n/g, ends);
          };
          const base = text(() => false);
          const change = fileChange({ path: NAME, base, proposed: text(() => true) });
          const store = new MemoryReviewStore();
          store.start(RUN, [change]);
          const session = new ReviewSession({ store, ...ports });
          const hunks = computeHunks(change).map(({ id }) => id);
          await bytes(Buffer.from(base));
          const done = new Set<number>();
          for (const number of accepted) {
            const hunk = hunks[number % file.hunks] ?? '';
            done.add(number % file.hunks);
            await session.accept(RUN, { kind: 'hunk', path: NAME, hunk }, { dependencies: 'ask' });
            assert.ok(Buffer.from(text((index) => done.has(index))).equals(await bytes()));
          }
          const plan = await planRollback(
            await store.getWrites(RUN),
            (relative) => ports.files.read(relative),
            (hash) => store.readBlob(hash),
          );
          await ports.writer.apply(plan.writes);
          assert.ok(Buffer.from(base).equals(await bytes()));
        }),
        { numRuns: numRuns[name] },
      );
    });
  }
});
