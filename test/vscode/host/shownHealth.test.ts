import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

describe('Check Health', function () {
  this.timeout(60_000);

  it('shows what runs depend on, area by area', async () => {
    await vscode.commands.executeCommand('groundwork.checkHealth');
    const uri = vscode.Uri.parse('groundwork-health:/Health of Groundwork.md');
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    assert.match(text, /^# Health of Groundwork\n\n(Nothing is|One thing is|\d+ things are) wrong\.\n/);
    for (const area of ['Workspace', 'Run store', 'Tools', 'Limits'])
      assert.ok(text.includes(`## ${area}\n`), text);
    assert.match(text, /\| ✓ \| configuration \| It is valid\. \|/);
    assert.match(text, /\| git \|/);
    assert.match(text, /artifacts\.keptRuns 50, artifacts\.archivedRuns 500/);
  });
});
