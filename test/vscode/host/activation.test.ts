import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

describe('the extension', () => {
  it('activates in the workspace that is open', async () => {
    const extension = vscode.extensions.getExtension('groundwork.groundwork');
    assert.ok(extension !== undefined, 'the extension is not installed');
    await extension.activate();
    assert.ok(extension.isActive);
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });
});
