import { strict as assert } from 'node:assert';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openWorkbench, type Workbench } from './workbench';

describe('the workbench', () => {
  let workbench: Workbench;

  before(async () => {
    const workspace = mkdtempSync(path.join(tmpdir(), 'groundwork-ui-'));
    writeFileSync(path.join(workspace, 'hello.py'), 'print("hello")\n');
    workbench = await openWorkbench({ workspace });
  });

  after(() => workbench.close());

  it('runs a command from the palette', async () => {
    await workbench.palette('View: Toggle Panel Visibility');
    await workbench.page.locator('.part.panel .composite.title').waitFor({ state: 'visible' });
    await workbench.screenshot('palette');
  });

  it('opens a file in an editor', async () => {
    await workbench.openFile('hello.py');
    assert.deepEqual(await workbench.editors.openTabs(), ['hello.py']);
  });

  it('lists the files of the explorer, also after a reload', async () => {
    await workbench.reload();
    await workbench.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    await workbench.screenshot('reloaded');
  });
});

describe('the workbench in Restricted Mode', () => {
  it('stays there until someone trusts the folder', async () => {
    const workspace = mkdtempSync(path.join(tmpdir(), 'groundwork-ui-'));
    const workbench = await openWorkbench({ workspace, trust: 'restricted' });
    await workbench.restrictedMode().waitFor();
    await workbench.screenshot('restricted');
    await workbench.trustFolder();
    await workbench.close();
  });
});
