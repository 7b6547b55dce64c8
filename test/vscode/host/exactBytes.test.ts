import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import * as vscode from 'vscode';
import { placeHunks } from '../../../src/core/review/hunkDecisions';
import { lineEndInBuffer } from '../../../src/core/review/lines';
import { openDocument } from '../../../src/vscode/host/openBuffers';
import { RUN } from '../../fakes/reviewPorts';
import { taggedFile, textOf } from '../../fakes/taggedFile';
import { eventually, reviewInEditor, save, type StartedReview } from './reviewInEditor';

const numRuns = process.env['SOAK'] ? 500 : 50;

const ENDS = { LF: '\n', CRLF: '\r\n', mixed: undefined } as const;

/** Byte order mark and missing last newline come with the file. */
const cases = fc.record({
  file: taggedFile.filter(({ hunks }) => hunks > 0),
  ends: fc.constantFrom(...(['LF', 'CRLF', 'mixed'] as const)),
  open: fc.boolean(),
  hunks: fc.array(fc.nat(20), { minLength: 1, maxLength: 2 }),
});

/** CRLF, byte order mark, mixed line ends, missing last newline: what reaches the disk is exact, undo and redo included. */
describe('bytes in the real editor', function () {
  this.timeout(15 * 60_000);
  const { start, disk } = reviewInEditor();

  it('are exact after accepts, after undo and after redo', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ file, ends, open, hunks: chosen }) => {
        const text = (isIn: (hunk: number) => boolean): string => {
          const exact = textOf(file, isIn);
          const end = ENDS[ends];
          return end === undefined ? exact : exact.replace(/\r?\n/g, end);
        };
        const review = await start({ base: text(() => false), proposed: text(() => true), open });
        try {
          const accepted: number[] = [];
          const images = [text(() => false)];
          for (const number of chosen) {
            const hunk = number % file.hunks;
            if (accepted.includes(hunk)) continue;
            await review.accept(review.hunks[hunk] ?? '');
            accepted.push(hunk);
            images.push(text((index) => accepted.includes(index)));
            assert.equal(await review.bytes(), images.at(-1));
          }
          await vscode.window.showTextDocument(review.uri, { preview: false });
          for (let at = accepted.length - 1; at >= 0; at -= 1) {
            await vscode.commands.executeCommand('undo');
            await settled(review, accepted.slice(0, at), images[at] ?? '');
          }
          // Where an accept turns which line ends most lines have, VS Code's own redo mixes up its offsets; the person was
          // told when it was accepted.
          if (new Set(images.map(lineEndInBuffer)).size > 1) return;
          for (let at = 1; at <= accepted.length; at += 1) {
            await vscode.commands.executeCommand('redo');
            await settled(review, accepted.slice(0, at), images[at] ?? '');
          }
        } finally {
          await review.end();
        }
      }),
      { numRuns, endOnFailure: true },
    );
  });

  /** The review knows what is in the file, and saving gives just these bytes. */
  async function settled(review: StartedReview, accepted: readonly number[], image: string): Promise<void> {
    const decided = async (): Promise<string> => {
      const [file] = await review.store.getReview(RUN);
      assert.ok(file !== undefined);
      const all = placeHunks(file).map(({ decision }, index) => (decision === 'accepted' ? [index] : []));
      return all.flat().join();
    };
    const wanted = accepted.toSorted((a, b) => a - b).join();
    await eventually(`accepted are [${wanted}]`, async () => (await decided()) === wanted);
    await save(review.uri);
    assert.equal(await disk.read(review.path), image);
    assert.equal(openDocument(review.uri)?.isDirty, false);
  }
});
