import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { workspacePath } from '../../../src/core/model/workspacePath';
import { RUN } from '../../fakes/reviewPorts';
import { eventually, reviewInEditor, save } from './reviewInEditor';

/** What a person meets who goes on working where an accept has just written. */
describe('the writer in the real editor', function () {
  this.timeout(60_000);
  const { start, disk, writer, root, uris } = reviewInEditor();

  const type = async (uri: vscode.Uri, text: string): Promise<void> => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), text);
    assert.ok(await vscode.workspace.applyEdit(edit));
  };

  const changes = [
    { what: 'line ends', base: 'a\nb\n', proposed: 'a\r\nb\r\n' },
    { what: 'a byte order mark', base: 'a\nb\n', proposed: '\uFEFFa\nb\n' },
    { what: 'a byte order mark, gone,', base: '\uFEFFa\nb\n', proposed: 'a\nb\n' },
    { what: 'text', base: 'a\nb\n', proposed: 'a\nc\n' },
  ];
  for (const { what, base, proposed } of changes) {
    it(`lets a person type and save at once after ${what} changed`, async () => {
      const review = await start({ base, proposed, open: true });
      try {
        for (const hunk of review.hunks) await review.accept(hunk);
        assert.equal(await review.bytes(), proposed);
        await type(review.uri, 'x');
        await save(review.uri);
        assert.equal(await review.bytes(), proposed.replace('a', 'xa'));
      } finally {
        await review.end();
      }
    });
  }

  it('brings the text into the editor where no watcher reports the file', async () => {
    const settings = vscode.workspace.getConfiguration('files');
    await settings.update(
      'watcherExclude',
      { '**/unwatched/**': true },
      vscode.ConfigurationTarget.Workspace,
    );
    const review = await start({
      base: 'a\nb\n',
      proposed: 'a\nc\n',
      open: true,
      path: 'unwatched/file.txt',
    });
    try {
      await review.accept(review.hunks[0] ?? '');
      const document = await vscode.workspace.openTextDocument(review.uri);
      assert.equal(document.getText(), 'a\nc\n');
      assert.equal(document.isDirty, false);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), 'a\nb\n');
      assert.notEqual(await review.bytes(), undefined, 'undo takes back the text, not the file');
    } finally {
      await settings.update('watcherExclude', undefined, vscode.ConfigurationTarget.Workspace);
      await review.end();
      await rm(path.join(root, 'unwatched'), { recursive: true, force: true });
      await rm(path.join(root, '.vscode'), { recursive: true, force: true });
    }
  });

  it('has a new file taken back by undo, with its folder, and accepted again', async () => {
    const review = await start({ base: null, proposed: 'new\n', path: 'undone/deep/new.txt' });
    const hunks = async (): Promise<number> =>
      (await review.session.file(RUN, review.path))?.hunks.length ?? 0;
    try {
      await review.accept(review.hunks[0] ?? '');
      assert.equal(await review.bytes(), 'new\n');
      await vscode.window.showTextDocument(review.uri, { preview: false });
      await vscode.commands.executeCommand('undo');
      await eventually('the hunk is pending again', async () => (await hunks()) === 1);
      assert.equal(await review.bytes(), undefined);
      await eventually('its folder is gone', () => !existsSync(path.join(root, 'undone')));
      await review.accept(review.hunks[0] ?? '');
      assert.equal(await review.bytes(), 'new\n');
    } finally {
      await review.end();
      await rm(path.join(root, 'undone'), { recursive: true, force: true });
    }
  });

  it('takes everything back when one file cannot be written, and says why', async () => {
    const folder = path.join(root, 'midway');
    await mkdir(folder);
    await writeFile(path.join(folder, 'closed.txt'), 'old\n');
    await writeFile(path.join(folder, 'unsaved.txt'), 'old\n');
    const unsaved = uris.real(workspacePath('midway/unsaved.txt'));
    await vscode.window.showTextDocument(unsaved, { preview: false });
    await type(unsaved, 'typed ');
    const writes = (last: string) =>
      [
        { kind: 'replace', path: workspacePath('midway/closed.txt'), expected: 'old\n', text: 'new\n' },
        {
          kind: 'replace',
          path: workspacePath('midway/unsaved.txt'),
          expected: 'typed old\n',
          text: 'typed new\n',
        },
        { kind: 'create', path: workspacePath('midway/made/a.txt'), text: 'a\n' },
        { kind: 'create', path: workspacePath(`midway/made/${last}`), text: 'b\n' },
      ] as const;
    try {
      await assert.rejects(writer.apply(writes(`${'n'.repeat(300)}.txt`)), {
        code: 'storageFailed',
        message: /its name is too long for the disk/,
        suggestion: /Nothing was changed/,
      });
      assert.deepEqual((await readdir(folder)).sort(), ['closed.txt', 'unsaved.txt']);
      assert.equal(await disk.read(workspacePath('midway/closed.txt')), 'old\n');
      const document = await vscode.workspace.openTextDocument(unsaved);
      assert.equal(document.getText(), 'typed old\n');
      await writer.apply(writes('b.txt'));
      assert.equal(await disk.read(workspacePath('midway/made/b.txt')), 'b\n');
      assert.equal(document.getText(), 'typed new\n');
    } finally {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await rm(folder, { recursive: true });
    }
  });
});
