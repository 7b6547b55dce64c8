import { strict as assert } from 'node:assert';
import { appendFileSync, copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { inRepo } from '../../../scripts/lib/paths.mjs';
import { hashTree } from './hashTree';
import { acceptAll, pendingHunks, startGeneration, until, waitForReview } from './screens';
import { shop } from './shopWorkspace';
import { openWorkbench, type Workbench } from './workbench';

const MESSAGES = 'frontend/messages/en.json';
const LINE = 'product name:string(64)! price:decimal(10,2)!';
const PAGE = 'frontend/app/(pages)/setting/products/page.tsx';

/** The three ways out of a partial failure: the frontend's messages are not text, so that half fails. */
describe('recovery after a partial failure', () => {
  let workbench: Workbench;

  beforeEach(async () => {
    workbench = await openWorkbench({ workspace: shop(), settings: { 'files.autoSave': 'off' } });
    appendFileSync(path.join(workbench.workspace, MESSAGES), Buffer.from([0xff, 0xfe, 0xff]));
    await startGeneration(workbench, LINE);
    const panel = workbench.webviewFrame('Progress');
    await panel.getByRole('button', { name: 'Fix and retry' }).waitFor({ timeout: 60_000 });
  });

  afterEach(async function () {
    await workbench.screenshot(`recovery-${this.currentTest?.title ?? ''}`);
    await workbench.close();
  });

  it('retries the part when its cause is fixed', async () => {
    copyFileSync(inRepo('test/fixtures/shop', MESSAGES), path.join(workbench.workspace, MESSAGES));
    await workbench.webviewFrame('Progress').getByRole('button', { name: 'Fix and retry' }).click();
    await waitForReview(workbench);
    await acceptAll(workbench);
    assert.ok(existsSync(path.join(workbench.workspace, PAGE)));
  });

  it('skips the part and keeps the rest', async () => {
    await workbench.webviewFrame('Progress').getByRole('button', { name: /^Skip/ }).click();
    await waitForReview(workbench);
    await acceptAll(workbench);
    assert.ok(!existsSync(path.join(workbench.workspace, PAGE)));
    assert.ok(existsSync(path.join(workbench.workspace, 'backend/api/routers/setting/product_router.py')));
  });

  it('rolls everything back', async () => {
    const before = hashTree(workbench.workspace);
    await acceptAll(workbench);
    assert.notEqual(hashTree(workbench.workspace), before);
    await workbench
      .webviewFrame('Progress')
      .getByRole('button', { name: /^Roll back/ })
      .click();
    await workbench.clickDialog('Roll Back Everything');
    await until('every byte is back', () => hashTree(workbench.workspace) === before, 30_000);
    await workbench.webviewFrame('Progress').getByText('Rolled back').waitFor();
    await until('nothing is pending', async () => (await pendingHunks(workbench)) === 0);
  });
});
