import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import * as vscode from 'vscode';
import { asInBuffer } from '../../../src/core/review/lines';
import { openDocument, replaceInBuffer } from '../../../src/vscode/host/openBuffers';
import { RUN } from '../../fakes/reviewPorts';
import {
  taggedFile,
  textOf,
  type,
  typingMove,
  type TaggedFile,
  type TypedText,
  type TypingMove,
} from '../../fakes/taggedFile';
import { eventually, reviewInEditor, save } from './reviewInEditor';

const numRuns = process.env['SOAK'] ? 500 : 50;

/** Files with one kind of line end are typed in and may be unsaved; the others are changed on disk by someone else. */
type Ends = '\n' | '\r\n' | 'mixed';

type Step =
  | { readonly kind: 'accept' | 'reject'; readonly hunk: number }
  | { readonly kind: 'type'; readonly move: TypingMove }
  | { readonly kind: 'save' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('accept' as const), hunk: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reject' as const), hunk: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('type' as const), move: typingMove }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'save' as const }) },
);

const cases = fc.record({
  file: taggedFile.filter(({ hunks }) => hunks > 0),
  ends: fc.constantFrom<Ends>('\n', '\r\n', 'mixed'),
  open: fc.boolean(),
  steps: fc.array(step, { minLength: 2, maxLength: 8 }),
});

describe('accept and reject in the real editor', function () {
  this.timeout((process.env['SOAK'] ? 115 : 15) * 60_000);
  const { disk, read, start } = reviewInEditor();

  it('any subset in any order, typing in between, gives the computed bytes', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ file, ends, open, steps }) => {
        const accepted = new Set<number>();
        const decided = new Set<number>();
        let typed: TypedText = new Map();
        const expected = (): string => text(file, ends, (hunk) => accepted.has(hunk), typed);
        const proposed = text(file, ends, () => true, typed);
        const { path, uri, session, hunks, accept, end } = await start({ base: expected(), proposed, open });
        try {
          for (const move of steps) {
            switch (move.kind) {
              case 'accept':
              case 'reject': {
                const index = move.hunk % file.hunks;
                if (decided.has(index)) break;
                const hunk = hunks[index] ?? '';
                if (move.kind === 'reject') await session.reject(RUN, { kind: 'hunk', path, hunk });
                else {
                  await accept(hunk);
                  accepted.add(index);
                }
                decided.add(index);
                break;
              }
              case 'type':
                typed = type(file, typed, move.move);
                await typeIn(uri, ends, expected());
                break;
              case 'save':
                await save(uri);
            }
            assert.equal(await read.read(path), expected());
          }
          await save(uri);
          assert.equal(await disk.read(path), expected(), 'on disk');
        } finally {
          await end();
        }
      }),
      { numRuns, endOnFailure: true },
    );
  });
});

function text(file: TaggedFile, ends: Ends, isIn: (hunk: number) => boolean, typed: TypedText): string {
  const exact = textOf(file, isIn, typed);
  return ends === 'mixed' ? exact : exact.replace(/\r?\n/g, ends);
}

/** Types in the buffer as a person does, or writes the file as another program does where a buffer cannot hold the text. */
async function typeIn(uri: vscode.Uri, ends: Ends, wanted: string): Promise<void> {
  if (ends === 'mixed' || wanted === '' || !wanted.includes('\n')) {
    await save(uri);
    await writeAndWait(uri, wanted);
    return;
  }
  await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  replaceInBuffer(edit, uri, wanted);
  assert.ok(edit.size === 0 || (await vscode.workspace.applyEdit(edit)));
}

/** Until the editor knows: a person sees what another program wrote before typing on. */
async function writeAndWait(uri: vscode.Uri, wanted: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, Buffer.from(wanted));
  await eventually('the editor has read the file again', () => {
    const document = openDocument(uri);
    return document === undefined || asInBuffer(document.getText()) === asInBuffer(wanted);
  });
}
