import { strict as assert } from 'node:assert';
import { appendFileSync, copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRepo } from '../../../scripts/lib/paths.mjs';
import { hashTree } from './hashTree';
import { pendingHunks, pictureFailures, startGeneration, until, waitForReview } from './screens';
import { shop } from './shopWorkspace';
import { openWorkbench, type Workbench } from './workbench';

const MESSAGES = 'frontend/messages/en.json';
const LINE = 'product name:string(64)! price:decimal(10,2)!';
const PAGE = 'frontend/app/(pages)/setting/products/page.tsx';
const ROUTER = 'backend/api/routers/setting/product_router.py';
const RUN = 'Fullstack entity';
const FAILED = 'Generate frontend';
const FIRST_REVISION = 'backend/alembic/versions/0001_users_sessions_and_categories.py';

/** What the tree says of the run. */
async function says(workbench: Workbench, description: string): Promise<void> {
  await until(`the run says '${description}'`, async () => {
    const rows = await workbench.tree('Runs').items();
    return rows.some((row) => row.label.includes(RUN) && row.description.includes(description));
  });
}

async function acceptFromTree(workbench: Workbench): Promise<void> {
  await workbench.tree('Runs').clickAction(RUN, 'Accept All');
  const dialog = workbench.page.locator('.monaco-dialog-box');
  await until('nothing is pending', async () => {
    if (await dialog.isVisible()) await workbench.page.keyboard.press('Enter');
    return (await pendingHunks(workbench)) === 0;
  });
}

/** Everything from the tree alone; the frontend's messages are not text, so that half fails. */
describe('the Runs tree after a partial failure', () => {
  let workbench: Workbench;

  beforeEach(async () => {
    workbench = await openWorkbench({ workspace: shop(), settings: { 'files.autoSave': 'off' } });
    appendFileSync(path.join(workbench.workspace, MESSAGES), Buffer.from([0xff, 0xfe, 0xff]));
    await startGeneration(workbench, LINE);
    await says(workbench, 'failed');
    const panel = workbench.webviewFrame('Progress');
    await panel.getByRole('button', { name: 'Fix and retry' }).waitFor();
  });

  pictureFailures(() => workbench);

  afterEach(() => workbench.close());

  it('skips the failed phase inline', async () => {
    await workbench.tree('Runs').clickAction(FAILED, 'Skip This Part');
    await waitForReview(workbench);
    await acceptFromTree(workbench);
    await says(workbench, 'completed');
    assert.ok(existsSync(path.join(workbench.workspace, ROUTER)));
    assert.ok(!existsSync(path.join(workbench.workspace, PAGE)));
  });

  it('retries the failed phase inline when its cause is fixed', async () => {
    copyFileSync(inRepo('test/fixtures/shop', MESSAGES), path.join(workbench.workspace, MESSAGES));
    await workbench.tree('Runs').clickAction(FAILED, 'Fix and Retry');
    await waitForReview(workbench);
    await acceptFromTree(workbench);
    await says(workbench, 'completed');
    assert.ok(existsSync(path.join(workbench.workspace, ROUTER)));
    assert.ok(existsSync(path.join(workbench.workspace, PAGE)));
  });

  it('resumes a failed run inline, also after a reload', async () => {
    await workbench.reload();
    await says(workbench, 'failed');
    copyFileSync(inRepo('test/fixtures/shop', MESSAGES), path.join(workbench.workspace, MESSAGES));
    await workbench.tree('Runs').clickAction(RUN, 'Resume Run');
    await waitForReview(workbench);
    await acceptFromTree(workbench);
    assert.ok(existsSync(path.join(workbench.workspace, PAGE)));
  });
});

describe('a decision', () => {
  it('outlives a reload, and its answer lets the run go on', async () => {
    const workspace = shop();
    const first = readFileSync(path.join(workspace, FIRST_REVISION), 'utf8');
    const other = first.replace('revision: str = "0001"', 'revision: str = "aaaa"');
    writeFileSync(path.join(workspace, path.dirname(FIRST_REVISION), 'aaaa_other.py'), other);
    const before = hashTree(workspace);
    const workbench = await openWorkbench({ workspace, settings: { 'files.autoSave': 'off' } });
    const panel = workbench.webviewFrame('Progress');
    const question = panel.getByText('Which revision should the new one follow?');
    await startGeneration(workbench, LINE);
    await question.waitFor();
    await says(workbench, 'waiting for a decision');
    await workbench.reload();
    await says(workbench, 'waiting for a decision');
    await question.waitFor();
    await panel.getByRole('button', { name: 'aaaa' }).click();
    await waitForReview(workbench);
    assert.equal(await question.count(), 0);
    assert.equal(hashTree(workspace), before);
    await acceptFromTree(workbench);
    const folder = path.join(workspace, path.dirname(FIRST_REVISION));
    const made = readdirSync(folder).find((name) => name.includes('products')) ?? '';
    assert.match(readFileSync(path.join(folder, made), 'utf8'), /down_revision: str \| None = "aaaa"/);
    await workbench.close();
  });
});
