import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import * as vscode from 'vscode';
import { workspacePath } from '../../../src/core/model/workspacePath';
import { computeHunks } from '../../../src/core/review/hunks';
import { ReviewSession } from '../../../src/core/review/reviewSession';
import { nodeDurableFiles } from '../../../src/platform/files/nodeDurableFiles';
import { nodeWorkspaceFiles } from '../../../src/platform/files/nodeWorkspaceFiles';
import { openDocument } from '../../../src/vscode/host/openBuffers';
import { smallestReplacement, withoutBom } from '../../../src/vscode/host/textEdit';
import { vscodeWorkspaceFiles } from '../../../src/vscode/host/vscodeWorkspaceFiles';
import { vscodeWorkspaceWriter } from '../../../src/vscode/host/vscodeWorkspaceWriter';
import { reviewUris } from '../../../src/vscode/review/reviewUris';
import { MemoryReviewStore, RUN, fileChange } from '../../fakes/reviewPorts';
import {
  taggedFile,
  textOf,
  type,
  typingMove,
  type TaggedFile,
  type TypedText,
  type TypingMove,
} from '../../fakes/taggedFile';

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

let files = 0;

describe('accept and reject in the real editor', function () {
  this.timeout(15 * 60_000);
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder !== undefined);
  const uris = reviewUris(folder);
  const root = folder.uri.fsPath;
  const disk = { ...nodeWorkspaceFiles(root), ...nodeDurableFiles(root) };
  const read = vscodeWorkspaceFiles(disk, uris);
  const writer = vscodeWorkspaceWriter(disk, uris);

  it('any subset in any order, typing in between, gives the computed bytes', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ file, ends, open, steps }) => {
        const path = workspacePath(`property-${String((files += 1))}.txt`);
        const uri = uris.real(path);
        const accepted = new Set<number>();
        const decided = new Set<number>();
        let typed: TypedText = new Map();
        const expected = (): string => text(file, ends, (hunk) => accepted.has(hunk), typed);
        const base = expected();
        const change = fileChange({ path, base, proposed: text(file, ends, () => true, typed) });
        const store = new MemoryReviewStore();
        store.start(RUN, [change]);
        const session = new ReviewSession({ store, files: read, writer });
        const hunks = computeHunks(change).map(({ id }) => id);
        await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(base));
        if (open) await vscode.window.showTextDocument(uri);
        try {
          for (const move of steps) {
            switch (move.kind) {
              case 'accept':
              case 'reject': {
                const index = move.hunk % file.hunks;
                if (decided.has(index)) break;
                const target = { kind: 'hunk', path, hunk: hunks[index] ?? '' } as const;
                if (move.kind === 'reject') await session.reject(RUN, target);
                else {
                  const outcome = await session.accept(RUN, target, { dependencies: 'ask' });
                  assert.equal(outcome.kind, 'accepted');
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
                await saved(uri);
            }
            assert.equal(await read.read(path), expected());
          }
          await saved(uri);
          assert.equal(await disk.read(path), expected(), 'on disk');
        } finally {
          await vscode.commands.executeCommand('workbench.action.closeAllEditors');
          await vscode.workspace.fs.delete(uri);
        }
      }),
      { numRuns },
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
    await openDocument(uri)?.save();
    await writeAndWait(uri, wanted);
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const change = smallestReplacement(document.getText(), withoutBom(wanted));
  if (change === undefined) return;
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(change.start), document.positionAt(change.end));
  edit.replace(uri, range, change.text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** VS Code refuses to save what it thinks has changed on disk until its watcher has caught up. */
async function saved(uri: vscode.Uri): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    const document = openDocument(uri);
    if (document?.isDirty !== true || (await document.save())) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function writeAndWait(uri: vscode.Uri, wanted: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(wanted));
  const lines = (content: string): string => withoutBom(content).replace(/\r\n?/g, '\n');
  for (let turn = 0; turn < 200; turn += 1) {
    const document = openDocument(uri);
    if (document === undefined || lines(document.getText()) === lines(wanted)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
