import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repoRoot } from '../../../scripts/lib/paths.mjs';
import { generate } from '../../output/support/groundwork';
import { FORMAT_ON_SAVE, buildFormatter } from './formatterExtension';
import { hashTree, textsBelow } from './hashTree';
import { LINE, acceptAll, pictureFailures, startGeneration, until, waitForReview } from './screens';
import { shop } from './shopWorkspace';
import { waitFor } from './waitFor';
import { openWorkbench, type Workbench } from './workbench';

const MODEL = 'backend/db/model.py';
const README = 'backend/README.md';

/** Formatters, import organizers and fixes on save do not touch what was accepted. */
describe('format on save', () => {
  let workbench: Workbench;
  let expected: ReadonlyMap<string, string>;
  let original: string;
  const read = (file: string): string => readFileSync(path.join(workbench.workspace, file), 'utf8');

  before(async () => {
    const other = shop();
    await generate(other, 'product', LINE.replace('product ', ''));
    expected = textsBelow(other);
    workbench = await openWorkbench({
      workspace: shop(),
      extensions: [repoRoot, await buildFormatter()],
      settings: { ...FORMAT_ON_SAVE, 'files.autoSave': 'onFocusChange' },
    });
    original = read(README);
  });

  after(() => workbench.close());

  pictureFailures(() => workbench);

  it('rewrites what a person saves', async () => {
    await workbench.openFile(README);
    await workbench.page.locator('.editor-instance .view-lines').first().click();
    await workbench.page.keyboard.press('Control+End');
    await until(
      'all three ran',
      async () => {
        // The formatter may not have started yet: type and save until it has, but let each save come to its end.
        await workbench.page.keyboard.type('typed ');
        await workbench.page.keyboard.press('Control+S');
        const hasRun = waitFor(
          () =>
            Promise.resolve(
              ['formatted', 'imports organized', 'lint fixed'].every((mark) => read(README).includes(mark)),
            ),
          { timeoutMs: 3_000 },
        );
        return hasRun.catch(() => false);
      },
      60_000,
    );
    assert.notEqual(read(README), original);
  });

  it('leaves accepted text byte for byte, in open and in closed files', async () => {
    await workbench.openFile(MODEL);
    await startGeneration(workbench, LINE);
    await waitForReview(workbench);
    await acceptAll(workbench);
    const actual = textsBelow(workbench.workspace);
    for (const [name, text] of expected) {
      if (name !== README) assert.equal(actual.get(name), text, name);
    }
  });

  it('has nothing to generate when asked again', async () => {
    const before = hashTree(workbench.workspace);
    const { quickInput } = workbench;
    await workbench.palette('Groundwork: Generate Fullstack Entity...');
    await quickInput.type(LINE);
    await until('the line is empty work', async () =>
      (await quickInput.message()).includes('nothing to generate'),
    );
    await quickInput.accept();
    await until('so is the plan', async () => (await quickInput.items()).includes('Nothing to generate'));
    await quickInput.cancel();
    assert.equal(hashTree(workbench.workspace), before);
  });
});
