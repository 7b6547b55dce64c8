import { strict as assert } from 'node:assert';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { acceptAll, pictureFailures, until, waitForReview } from './screens';
import { shop } from './shopWorkspace';
import { openWorkbench, type Workbench } from './workbench';

const MODEL = 'backend/api/schemas/product_schema.py';

/** Two folders in one window: the person says which one has the project, once. */
describe('a workspace with several folders', () => {
  let workbench: Workbench;
  let notes: string;
  let project: string;

  before(async () => {
    project = shop();
    notes = `${project}-notes`;
    mkdirSync(notes, { recursive: true });
    writeFileSync(path.join(notes, 'notes.md'), '# Notes\n');
    const file = `${project}.code-workspace`;
    // The project is not the first.
    writeFileSync(file, JSON.stringify({ folders: [{ path: notes }, { path: project, name: 'The shop' }] }));
    workbench = await openWorkbench({ workspace: file, settings: { 'files.autoSave': 'off' } });
    // A window that is new to a workspace file may come up without its folders, and has them when it is loaded again.
    const shown = workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'The shop' });
    await until(
      'its folders are listed',
      async () => {
        const isShown = await shown.waitFor({ timeout: 8_000 }).then(
          () => true,
          () => false,
        );
        if (!isShown) await workbench.reload();
        return isShown;
      },
      60_000,
    );
  });

  after(() => workbench.close());

  pictureFailures(() => workbench);

  it('asks which folder has the project, and works there', async () => {
    const { quickInput } = workbench;
    await workbench.palette('Groundwork: Generate Fullstack Entity...');
    await until('the folders are listed', async () => (await quickInput.items()).includes('The shop'));
    await workbench.screenshot('multi-root');
    await quickInput.pick('The shop');
    await until('the line is asked for', async () => !(await quickInput.items()).includes('The shop'));
    await quickInput.type('product name:string(64)!');
    await until(
      'the line is fine',
      async () => (await quickInput.message()).includes('files to come'),
      30_000,
    );
    await quickInput.accept();
    await until('the plan is shown', async () => (await quickInput.items()).includes('Generate'));
    await quickInput.accept();
    await waitForReview(workbench);
    await acceptAll(workbench);
    assert.ok(existsSync(path.join(project, MODEL)));
    assert.ok(!existsSync(path.join(notes, '.groundwork')));
  });

  it('remembers the folder after a reload', async () => {
    await workbench.reload();
    await until(
      'the run is listed',
      async () => (await workbench.tree('Runs').items()).some(({ label }) => label.includes('product')),
      30_000,
    );
  });
});
