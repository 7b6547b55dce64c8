import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

const TEXT = 'execution:\n  concurency: 4\n';

describe('the configuration', () => {
  const folder = (): vscode.Uri => {
    const uri = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(uri !== undefined);
    return vscode.Uri.joinPath(uri, '.groundwork');
  };
  const file = (): vscode.Uri => vscode.Uri.joinPath(folder(), 'config.yaml');
  const problems = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(file());

  /** Resolves when there are as many problems. */
  const until = (count: number): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (problems().length !== count) return;
        subscription.dispose();
        resolve();
      };
      const subscription = vscode.languages.onDidChangeDiagnostics(look);
      look();
    });

  after(async () => {
    await vscode.workspace.fs.delete(file());
  });

  it('has a problem where it is broken, until it is mended', async () => {
    await vscode.extensions.getExtension('groundwork.groundwork')?.activate();
    await vscode.workspace.fs.writeFile(file(), new TextEncoder().encode(TEXT));
    const document = await vscode.workspace.openTextDocument(file());
    await until(1);
    const [problem] = problems();
    assert.equal(problem?.message, 'There is no setting `execution.concurency`. Did you mean `concurrency`?');
    assert.deepEqual([problem.range.start.line, problem.range.start.character], [1, 2]);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(file(), new vscode.Range(1, 2, 1, 12), 'concurrency');
    await vscode.workspace.applyEdit(edit);
    await until(0);
    await document.save();
  });

  it('is there as settings, with the defaults of the schema', () => {
    const settings = vscode.workspace.getConfiguration('groundwork');
    assert.equal(settings.get('execution.concurrency'), 2);
    assert.equal(settings.get('findings.maxMajor'), 0);
    assert.equal(settings.inspect('execution.concurrency')?.globalValue, undefined);
  });
});
