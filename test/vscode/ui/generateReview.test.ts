import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expectAccessiblePanel } from './axe';
import { buildFakeExtension } from './fakeExtension';
import { focusedIn, listenToPanel, panelFrame, type Stop } from './panelFrame';
import { pictureFailures } from './screens';
import { waitFor } from './waitFor';
import { findPreview } from './webviews';
import { openWorkbench, type Workbench } from './workbench';

/** More would be a trap, or a panel that nobody gets through. */
const MOST_STOPS = 60;
const ROUTERS = 'backend/core/app_setup/routers_group/setting_routers.py';
const LINE =
  'product name:bilingual(64)! price:decimal(10,2)! category:ref(Category) status:enum(draft,live)';

/** The screens over a scripted app: what a run really proposes is tested elsewhere. */
describe('generate, watch, review', () => {
  let workbench: Workbench;
  const read = (file: string): string => readFileSync(path.join(workbench.workspace, file), 'utf8');
  const lenses = async (): Promise<string[]> => {
    const texts = await workbench.page.locator('.codelens-decoration a').allInnerTexts();
    return texts.map((text) => text.trim());
  };
  const until = (what: string, check: () => boolean | Promise<boolean>): Promise<unknown> =>
    waitFor(async () => ((await check()) ? true : undefined), { what });

  before(async () => {
    const extension = await buildFakeExtension();
    workbench = await openWorkbench({ extensions: [extension], settings: { 'diffEditor.codeLens': true } });
  });

  after(() => workbench.close());

  pictureFailures(() => workbench);

  it('checks the line as it is typed, then shows the plan', async () => {
    await workbench.palette('Groundwork: Generate Fullstack Entity...');
    await workbench.quickInput.type('product name:bilingual(64');
    await until('the problem is shown', async () =>
      (await workbench.quickInput.message()).includes('not a field'),
    );
    await workbench.screenshot('dialogue-problem');
    await workbench.quickInput.type(LINE);
    await until('the line is fine', async () =>
      (await workbench.quickInput.message()).includes('files to come'),
    );
    await workbench.screenshot('dialogue-line');
    await workbench.quickInput.accept();
    await until('the plan is shown', async () => (await workbench.quickInput.items()).includes('Generate'));
    await workbench.screenshot('dialogue-plan');
    await workbench.quickInput.accept();
  });

  it('asks, and can be used with the keyboard alone', async () => {
    const panel = workbench.webviewFrame('Progress');
    await panel.getByText('Which guard do the new routes get?').waitFor();
    await workbench.screenshot('panel-decision');
    await expectAccessiblePanel(workbench, 'a decision');
    await workbench.palette('Groundwork: Focus on Progress View');
    const frame = await panelFrame(workbench);
    const stops: Stop[] = [];
    for (let turn = 0; turn < MOST_STOPS; turn += 1) {
      await workbench.page.keyboard.press('Tab');
      const stop = await focusedIn(frame);
      if (stop === null && stops.length > 0) break;
      if (stop !== null) stops.push(stop);
    }
    assert.ok(stops.length < MOST_STOPS, 'the keyboard does not leave the panel');
    assert.deepEqual(
      stops.filter(({ visible }) => !visible),
      [],
    );
    const texts = stops.map(({ text }) => text);
    for (const wanted of ['Administrators', 'Anyone signed in', 'backend/db/model.py', 'Show report'])
      assert.ok(texts.includes(wanted), `${wanted} is not among ${texts.join(', ')}`);
    assert.equal(texts.filter((text) => text.startsWith('Generate backend')).length, 1);
  });

  it('has a report that follows the run', async () => {
    const panel = workbench.webviewFrame('Progress');
    await workbench.palette('Groundwork: Show Report');
    const report = findPreview(workbench.page);
    await report.getByText('Status: waiting').waitFor();
    const frame = await panelFrame(workbench);
    const said = await listenToPanel(frame);
    await panel.getByRole('button', { name: 'Administrators' }).focus();
    await workbench.page.keyboard.press('Enter');
    await panel.getByText('ready for your review').waitFor();
    await report.getByText('Status: review').waitFor();
    await workbench.screenshot('report');
    const sentences = await said();
    assert.deepEqual(sentences, [...new Set(sentences)], 'nothing is said twice');
    assert.ok(sentences.length <= 6, sentences.join('\n'));
    assert.match(sentences.at(-1) ?? '', /changes can be reviewed/);
    assert.match((await focusedIn(frame))?.text ?? '', /Product/, 'the keyboard goes on from the title');
  });

  it('ticks off the six steps', async () => {
    const panel = workbench.webviewFrame('Progress');
    await expectAccessiblePanel(workbench, 'a proposal with findings');
    await workbench.screenshot('panel-review');
    assert.equal(await panel.locator('li.phase').count(), 6);
    assert.ok(!read(ROUTERS).includes('product'), 'nothing is written yet');
  });

  it('accepts one hunk by its lens', async () => {
    await workbench.palette('Groundwork: Focus on Runs View');
    const row = workbench.page.locator('.monaco-list-row.focused', { hasText: 'setting_routers.py' });
    await until('the keyboard is at the file', async () => {
      if (await row.isVisible()) return true;
      await workbench.page.keyboard.press('ArrowDown');
      return row.isVisible();
    });
    assert.match((await row.getAttribute('aria-label')) ?? '', /setting_routers\.py in .*pending/);
    await workbench.page.keyboard.press('Enter');
    await until('the lenses are shown', async () => (await lenses()).length === 4);
    await workbench.screenshot('diff-lenses');
    await workbench.clickLens('Accept', 0);
    await until('the file holds the hunk', () => read(ROUTERS).includes('import router as product_router'));
    assert.ok(!read(ROUTERS).includes('include_router(product_router)'), 'only that hunk');
    await until('the diff shrinks', async () => (await lenses()).join() === 'Accept,Reject');
    await workbench.screenshot('diff-accepted');
  });

  it('accepts the rest by keyboard', async () => {
    await workbench.page.keyboard.press('Control+Alt+G');
    await workbench.page.keyboard.press('Shift+A');
    await until('the rest is there', () => read(ROUTERS).includes('include_router(product_router)'));
    const isThere = (): boolean =>
      existsSync(path.join(workbench.workspace, '.groundwork/entities/product.yaml'));
    await until('the new files are there', isThere);
    await workbench.screenshot('all-accepted');
  });

  it('shows findings as problems', async () => {
    await workbench.palette('Problems: Focus on Problems View');
    const problem = workbench.page.locator('.markers-panel .monaco-list-row', {
      hasText: 'Missing return type annotation',
    });
    await problem.waitFor();
    await workbench.screenshot('problems');
  });

  it('runs a next step in a terminal', async () => {
    await workbench.webviewFrame('Progress').getByRole('button', { name: 'Migrate the database' }).click();
    await workbench.page
      .locator('.pane-body.integrated-terminal, .terminal-outer-container')
      .first()
      .waitFor({ state: 'visible' });
    await until('the terminal is named', async () =>
      (await workbench.page.locator('.part.panel').innerText()).includes('Groundwork: backend'),
    );
    await workbench.screenshot('terminal');
  });
});
