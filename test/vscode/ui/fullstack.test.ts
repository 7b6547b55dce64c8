import { strict as assert } from 'node:assert';
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import path from 'node:path';
import { generate } from '../../output/support/groundwork';
import { hashTree, textsBelow } from './hashTree';
import { Keyboard } from './keyboard';
import { LINE, pendingHunks, pictureFailures, startGeneration, until } from './screens';
import { shop, shopWithTools } from './shopWorkspace';
import { openWorkbench, type Workbench } from './workbench';

const ROUTERS = 'backend/core/app_setup/routers_group/setting_routers.py';
const INCLUDE = /\n.*include_router\(product_router.*/;
/** Longer than it takes until a decision is in the tree. */
const SETTLED_MS = 1_500;
const REJECTED = 'frontend/app/(pages)/setting/products/page.tsx';
const KEYSTROKES = 30;
const PROOF_MS = 480_000;

const STEPS = [
  'Detect the project',
  'Settle the entity',
  'Generate backend',
  'Generate API routes',
  'Generate frontend',
  'Prepare next steps',
];

/** Everything real: the editor, the generator, the store, the proof. Each step goes on where the one before stopped. */
describe('a fullstack entity, from the palette to the disk', () => {
  let workbench: Workbench;
  let expected: ReadonlyMap<string, string>;
  let untouched: string;
  const read = (file: string): string => readFileSync(path.join(workbench.workspace, file), 'utf8');

  before(async () => {
    const other = shop();
    await generate(other, 'product', LINE.replace('product ', ''));
    expected = textsBelow(other);
    const workspace = shopWithTools();
    untouched = hashTree(workspace);
    workbench = await openWorkbench({
      workspace,
      settings: { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 200, 'diffEditor.codeLens': true },
    });
  });

  after(() => workbench.close());

  pictureFailures(() => workbench);

  it('ticks off the six steps of the seed', async () => {
    await startGeneration(workbench, LINE);
    const panel = workbench.webviewFrame('Progress');
    await panel.getByText('ready for your review').waitFor();
    const titles = await panel.locator('li.phase .title').allInnerTexts();
    assert.deepEqual(
      titles.map((title) => title.trim()),
      STEPS,
    );
    assert.equal(await panel.getByText('in progress').count(), 0);
  });

  it('keeps a strict policy in the panel', async () => {
    const meta = workbench.webviewFrame('Progress').locator('meta[http-equiv="Content-Security-Policy"]');
    const policy = (await meta.getAttribute('content')) ?? '';
    const own = new URL(workbench.page.url()).host;
    assert.match(policy, /default-src 'none'/);
    assert.ok(!policy.includes('unsafe'), policy);
    for (const [source] of policy.matchAll(/[a-z*]+:[^\s;]*|\*[^\s;]*/g)) {
      assert.ok(source.includes(own) || /vscode-(resource|webview)|vscode-cdn\.net/.test(source), source);
    }
  });

  it('shows run, phases and files in the tree', async () => {
    let items = await workbench.tree('Runs').items();
    await until('the tree lists files', async () => {
      items = await workbench.tree('Runs').items();
      return ['setting_routers.py', 'product'].every((text) =>
        items.some(({ label }) => label.includes(text)),
      );
    });
    assert.match(items.find(({ level }) => level === 1)?.label ?? '', /product/);
    assert.deepEqual(
      items.filter(({ level }) => level === 2).map(({ label }) => label),
      STEPS.slice(0, items.filter(({ level }) => level === 2).length),
    );
    assert.equal(items.find(({ label }) => label === 'setting_routers.py')?.level, 3);
  });

  it('writes nothing below the workspace while it generates and proves', async () => {
    const panel = workbench.webviewFrame('Progress');
    await panel.getByRole('heading', { name: 'Proof' }).waitFor({ timeout: PROOF_MS });
    await until(
      'the proof is done',
      async () => (await panel.getByText(/ running\b/).count()) === 0,
      PROOF_MS,
    );
    await workbench.screenshot('fullstack-proof');
    assert.equal(hashTree(workbench.workspace), untouched);
  }).timeout(PROOF_MS + 60_000);

  it('accepts one hunk by its lens and rejects the other', async () => {
    const base = read(ROUTERS);
    await (await workbench.tree('Runs').reveal('setting_routers.py')).click();
    await until('two hunks have lenses', async () => (await workbench.codeLenses()).length === 4);
    await workbench.page.locator('.editor-actions .action-label[aria-label^="Accept File"]').waitFor();
    await workbench.clickLens(/Accept \(needs/, 0);
    await workbench.clickDialog('Accept Only This');
    await until('the import is written', () => read(ROUTERS).includes('import router as product_router'));
    await until('one hunk is left', async () => (await workbench.codeLenses()).length === 2);
    await workbench.clickLens('Reject', 0);
    await until('no hunk is left', async () => (await workbench.codeLenses()).length === 0);
    const actions = workbench.page.locator('.editor-actions .action-label[aria-label^="Accept File"]');
    await until('the file has nothing to accept', async () => (await actions.count()) === 0);
    const written = read(ROUTERS);
    assert.equal(written, (expected.get(ROUTERS) ?? '').replace(INCLUDE, ''));
    assert.notEqual(written, base);
  });

  it('rejects a file from the tree', async () => {
    const tree = workbench.tree('Runs');
    // What was decided before redraws the rows for a moment: then they take no click.
    let seen = '';
    await until('the tree is at rest', async () => {
      await workbench.page.waitForTimeout(SETTLED_MS);
      const now = JSON.stringify([await tree.items(), await pendingHunks(workbench)]);
      const same = now === seen;
      seen = now;
      return same;
    });
    await until('it is rejected', async () => {
      const label = await (await tree.reveal('page.tsx')).getAttribute('aria-label');
      if (label?.includes(', rejected') === true) return true;
      await tree.tryAction('page.tsx', 'Reject File');
      return false;
    });
    assert.ok(!existsSync(path.join(workbench.workspace, REJECTED)));
  });

  it('accepts the rest by keyboard, and the disk holds the proposal', async () => {
    const keyboard = new Keyboard(workbench.page);
    const chord = 'Control+Alt+G';
    const hunks = await pendingHunks(workbench);
    /** Answers what is asked (dependencies, a proof under way) with the first button. */
    const asked: string[] = [];
    const dialog = workbench.page.locator('.monaco-dialog-box');
    const less = (than: number): Promise<void> =>
      until('less is pending', async () => {
        if (await dialog.isVisible()) {
          const button = dialog.locator('.monaco-button:focus');
          await button.waitFor();
          asked.push(`${await button.innerText()}: ${await dialog.innerText()}`);
          await keyboard.press('Enter');
          await dialog.waitFor({ state: 'detached' });
        }
        return (await pendingHunks(workbench)) < than;
      });
    await keyboard.press(chord, 'n');
    await until('a diff is open', async () => (await workbench.codeLenses()).length > 0);
    await keyboard.press(chord, 'a');
    await less(hunks);
    await keyboard.press(chord, 'f');
    await less(await pendingHunks(workbench));
    await keyboard.press(chord, 'Shift+A');
    await less(1);
    assert.ok(keyboard.presses <= KEYSTROKES, `${String(keyboard.presses)} keystrokes`);
    // The proof started again after the rejections.
    assert.equal(asked.filter((text) => text.includes('proof is still running')).length, 1, asked.join('\n'));

    const actual = new Map(textsBelow(workbench.workspace));
    const wanted = new Map(expected);
    wanted.set(ROUTERS, (expected.get(ROUTERS) ?? '').replace(INCLUDE, ''));
    wanted.delete(REJECTED);
    assert.deepEqual([...actual.keys()].sort(), [...wanted.keys()].sort(), asked.join('\n'));
    for (const [name, text] of wanted) assert.equal(actual.get(name), text, name);
  });

  it('makes a hunk pending again when the editor undoes it', async () => {
    await workbench.openFile(ROUTERS);
    await workbench.page.locator('.editor-instance .view-lines').first().click();
    await workbench.page.keyboard.press('Control+Z');
    await until('the hunk is pending', async () => (await pendingHunks(workbench)) === 1);
    await until('undo reached the disk', () => !read(ROUTERS).includes('import router as product_router'));
  });

  it('shows the same after a reload of the window', async () => {
    await workbench.reload();
    await until('the hunk is still pending', async () => (await pendingHunks(workbench)) === 1, 30_000);
    const panel = workbench.webviewFrame('Progress');
    await panel.getByText('1 pending hunk in 1 file').waitFor();
    await until(
      'all phases are there',
      async () => (await panel.locator('li.phase').count()) === STEPS.length,
    );
    await until('the tree says so', async () => {
      const items = await workbench.tree('Runs').items();
      return items.some(({ level, description }) => level === 1 && description === '1 pending');
    });
    await workbench.screenshot('fullstack-reloaded');
  });
});

describe('a run that is rejected', () => {
  it('leaves every byte and makes no folder', async () => {
    const workspace = shop();
    const before = hashTree(workspace);
    const folders = readdirSync(workspace);
    const workbench = await openWorkbench({ workspace, settings: { 'files.autoSave': 'afterDelay' } });
    await startGeneration(workbench, LINE);
    const panel = workbench.webviewFrame('Progress');
    await panel.getByText('ready for your review').waitFor();
    await panel.getByRole('button', { name: 'Reject all' }).click();
    await workbench.clickDialog('Reject All');
    await panel.getByText('Complete').first().waitFor();
    await until('nothing is pending', async () => (await pendingHunks(workbench)) === 0);
    await workbench.close();
    assert.equal(hashTree(workspace), before);
    assert.deepEqual(readdirSync(workspace), folders);
    assert.ok(!existsSync(path.join(workspace, '.groundwork')));
  });
});
