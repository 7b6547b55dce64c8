import { strict as assert } from 'node:assert';
import { repoRoot } from '../../../scripts/lib/paths.mjs';
import { freshWorkspace } from '../../../scripts/lib/sampleWorkspace.mjs';
import { buildModelExtension } from './modelExtension';
import { pictureFailures, until, waitForReview } from './screens';
import { openWorkbench, type Workbench } from './workbench';

const SENTENCE = 'products with English and Arabic names, a price and a category, soft delete';

/** A model that another extension registered, asked through `vscode.lm`. */
describe('an entity from a sentence', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      workspace: freshWorkspace('sentence'),
      extensions: [repoRoot, await buildModelExtension()],
    });
  });

  after(() => workbench.close());

  pictureFailures(() => workbench);

  it('keeps the key of a provider where nobody reads it', async () => {
    const { quickInput, page } = workbench;
    const key = 'k3y-of-nobody-0123456789';
    await workbench.palette('Groundwork: Set Provider Key...');
    await quickInput.pick('Anthropic');
    await until('the key is asked for', async () => (await quickInput.title()).includes('Anthropic'));
    assert.equal(await page.locator('.quick-input-widget input[type="password"]').count(), 1);
    await quickInput.type(key);
    await quickInput.accept();
    await quickInput.waitUntilClosed();
    await workbench.palette('Groundwork: Remove Provider Key...');
    await until('the key is kept', async () => (await quickInput.items()).includes('Anthropic'));
    assert.deepEqual(await quickInput.items(), ['Anthropic']);
    await quickInput.accept();
    await quickInput.waitUntilClosed();
    await until('nothing is kept', async () => {
      await workbench.palette('Groundwork: Remove Provider Key...');
      return (await page.locator('.notifications-toasts').innerText()).includes('No key is kept');
    });
  });

  it('drafts it, asks what the sentence left open, and generates', async () => {
    const { quickInput, page } = workbench;
    await workbench.palette('Groundwork: Generate Entity from a Sentence...');
    await quickInput.type(SENTENCE);
    await quickInput.accept();
    // The editor asks once whether the extension may use the model.
    const allow = page.locator('.monaco-dialog-box').getByRole('button', { name: 'Allow' });
    await until(
      'the open point is asked',
      async () => {
        if (await allow.isVisible()) await allow.click();
        return (await quickInput.items()).includes('ref(Category)!');
      },
      60_000,
    );
    await workbench.screenshot('sentence-question');
    assert.deepEqual(await quickInput.items(), ['ref(Category)', 'ref(Category)!', 'Leave it out']);
    assert.match(await page.locator('.quick-input-list').innerText(), /about \d+ tokens \(estimate\)/);
    await quickInput.pick('Leave it out');
    await until('the plan is shown', async () => (await quickInput.items()).includes('Generate'));
    await page.locator('.quick-input-widget .codicon-quick-input-back').click();
    await until('the point is asked again', async () =>
      (await quickInput.items()).includes('ref(Category)!'),
    );
    await quickInput.pick('ref(Category)!');
    await until('the plan is shown', async () => (await quickInput.items()).includes('Generate'));
    await workbench.screenshot('sentence-plan');
    await quickInput.accept();
    await waitForReview(workbench);
    await until('the tree names the run', async () => {
      const items = await workbench.tree('Runs').items();
      return items.some(({ level, label }) => level === 1 && label.includes('product'));
    });
  });
});
