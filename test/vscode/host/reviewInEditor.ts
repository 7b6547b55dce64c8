import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { FileChange } from '../../../src/core/model/changeSet';
import { workspacePath } from '../../../src/core/model/workspacePath';
import { computeHunks } from '../../../src/core/review/hunks';
import { ReviewSession } from '../../../src/core/review/reviewSession';
import { nodeDurableFiles } from '../../../src/platform/files/nodeDurableFiles';
import { nodeWorkspaceFiles } from '../../../src/platform/files/nodeWorkspaceFiles';
import { openDocument } from '../../../src/vscode/host/openBuffers';
import { vscodeWorkspaceFiles } from '../../../src/vscode/host/vscodeWorkspaceFiles';
import { vscodeWorkspaceWriter } from '../../../src/vscode/host/vscodeWorkspaceWriter';
import { restoredText } from '../../../src/vscode/review/restoredText';
import { reviewUris } from '../../../src/vscode/review/reviewUris';
import { MemoryReviewStore, RUN, fileChange } from '../../fakes/reviewPorts';

let files = 0;

/** The review over the ports of the extension, on the folder that the test window has open. */
export function reviewInEditor() {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder !== undefined);
  const uris = reviewUris(folder);
  const root = folder.uri.fsPath;
  const disk = { ...nodeWorkspaceFiles(root), ...nodeDurableFiles(root) };
  const read = vscodeWorkspaceFiles(disk, uris);
  const writer = vscodeWorkspaceWriter(disk, uris);

  /** One proposed change of a file that is there (a null base: that is not there), open in an editor or not. */
  const start = async (input: {
    readonly base: string | null;
    readonly proposed: string;
    readonly marks?: FileChange['marks'];
    readonly open?: boolean;
    readonly path?: string;
  }) => {
    const path = workspacePath(input.path ?? `property-${String((files += 1))}.txt`);
    const uri = uris.real(path);
    const { base, proposed, marks = [] } = input;
    const change = fileChange({ path, base, proposed, marks });
    const store = new MemoryReviewStore();
    store.start(RUN, [change]);
    const session = new ReviewSession({ store, files: read, writer });
    const file = await session.file(RUN, path);
    assert.ok(file !== undefined);
    const failures: unknown[] = [];
    const undo = restoredText(
      {
        review: session,
        pending: { byPath: () => [{ runId: RUN, file }], fileTyped: () => undefined },
        uris,
        folder,
      },
      (failure) => failures.push(failure),
    );
    if (base !== null) await vscode.workspace.fs.writeFile(uri, Buffer.from(base));
    if (input.open === true) await vscode.window.showTextDocument(uri, { preview: false });
    return {
      path,
      uri,
      store,
      session,
      hunks: computeHunks(change).map(({ id }) => id),
      accept: async (hunk: string): Promise<void> => {
        const outcome = await session.accept(RUN, { kind: 'hunk', path, hunk }, { dependencies: 'ask' });
        assert.equal(outcome.kind, 'accepted');
      },
      bytes: (): Promise<string | undefined> => disk.read(path),
      end: async (): Promise<void> => {
        undo.dispose();
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
        await vscode.commands.executeCommand('workbench.action.closeAllEditors');
        if ((await disk.read(path)) !== undefined) await vscode.workspace.fs.delete(uri);
        assert.deepEqual(failures, []);
      },
    };
  };
  return { uris, root, disk, read, writer, start };
}

export type StartedReview = Awaited<ReturnType<ReturnType<typeof reviewInEditor>['start']>>;

/** Saves as a person does: once, and it works. */
export async function save(uri: vscode.Uri): Promise<void> {
  const document = openDocument(uri);
  if (document?.isDirty !== true) return;
  assert.ok(await document.save(), `${uri.path} could not be saved`);
}

/** Waits for what the editor does in its own time. */
export async function eventually(what: string, check: () => Promise<boolean> | boolean): Promise<void> {
  for (let turn = 0; !(await check()); turn += 1) {
    if (turn === 400) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
