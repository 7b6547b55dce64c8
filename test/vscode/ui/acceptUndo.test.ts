import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildFakeExtension } from './fakeExtension';
import { waitFor } from './waitFor';
import { openWorkbench, type Workbench } from './workbench';

const ROUTERS = 'backend/core/app_setup/routers_group/setting_routers.py';
const IMPORT = 'from api.routers.setting.product_router import router as product_router\n';

/** What reaches the disk, and how the editor's undo and typing take part. */
describe('accept, undo, type', () => {
  let workbench: Workbench;
  let before: string;
  const read = (): string => readFileSync(path.join(workbench.workspace, ROUTERS), 'utf8');
  const until = (what: string, check: () => boolean | Promise<boolean>): Promise<unknown> =>
    waitFor(async () => ((await check()) ? true : undefined), { what });
  const pending = (hunks: number): Promise<void> =>
    workbench.page.locator('.statusbar-item', { hasText: `${String(hunks)} pending` }).waitFor();

  beforeEach(async () => {
    const settings = {
      // On by default where VS Code runs in a browser.
      'files.autoSave': 'off',
      'diffEditor.codeLens': true,
      'files.insertFinalNewline': true,
      'editor.formatOnSave': true,
    };
    workbench = await openWorkbench({ extensions: [await buildFakeExtension()], settings });
    before = read();
    await workbench.palette('Groundwork: Generate Fullstack Entity...');
    await workbench.quickInput.type('product name:string(64)!');
    await until('the line is fine', async () =>
      (await workbench.quickInput.message()).includes('files to come'),
    );
    await workbench.quickInput.accept();
    await until('the plan is shown', async () => (await workbench.quickInput.items()).includes('Generate'));
    await workbench.quickInput.accept();
    const panel = workbench.webviewFrame('Progress');
    await panel.getByRole('button', { name: 'Administrators' }).click();
    await pending(8);
  });

  afterEach(() => workbench.close());

  it('makes the hunk pending again after undo', async () => {
    await workbench.openFile(ROUTERS);
    await workbench.palette('Groundwork: Accept Hunk');
    await until('the hunk is written', () => read().includes(IMPORT));
    // The specification goes with the first accept, and stays when the hunk is undone.
    await pending(6);
    assert.equal(read().replace(IMPORT, ''), before, 'nothing but the hunk is written');
    assert.equal(await workbench.page.locator('.tab.dirty').count(), 0, 'a clean file stays clean');
    await workbench.page.locator('.view-lines').first().click();
    await workbench.page.keyboard.press('Control+Z');
    await pending(7);
    await workbench.screenshot('undone');
  });

  it('leaves an unsaved file unsaved', async () => {
    await workbench.openFile(ROUTERS);
    await workbench.page.locator('.view-lines').first().click();
    await workbench.page.keyboard.press('Control+End');
    await workbench.page.keyboard.type('# mine');
    await until(
      'the file is unsaved',
      async () => (await workbench.page.locator('.tab.dirty').count()) === 1,
    );
    await workbench.page.keyboard.press('Control+Home');
    await workbench.palette('Groundwork: Accept Hunk');
    await pending(6);
    assert.equal(read(), before, 'the disk is as it was');
    const text = await workbench.page.locator('.view-lines').first().innerText();
    assert.match(text.replaceAll('\u00a0', ' '), /product_router import router/);
    assert.match(text.replaceAll('\u00a0', ' '), /# mine/);
    assert.equal(await workbench.page.locator('.tab.dirty').count(), 1);
  });
});
