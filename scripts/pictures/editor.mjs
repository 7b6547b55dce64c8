import path from 'node:path';
import { step } from '../lib/log.mjs';
import { freshWorkspace } from '../lib/sampleWorkspace.mjs';
import { LINE, until, waitForReview } from '../../test/vscode/ui/screens.ts';
import { openWorkbench } from '../../test/vscode/ui/workbench.ts';

/** By the ending of a picture's name. */
const THEMES = { '': 'Light Modern', '-dark': 'Dark Modern' };
/** A file whose diff is small and says what Groundwork does. */
const EDITED_FILE = 'setting_routers.py';

/**
 * Pictures of dialogue, plan, panel with tree, diff and a narrow window.
 * @param {string} folder
 */
export async function pictureEditor(folder) {
  for (const [ending, colorTheme] of Object.entries(THEMES)) {
    await step(`Take pictures of the editor in ${colorTheme}`, () =>
      pictureTheme(folder, ending, colorTheme),
    );
  }
}

/**
 * @param {string} folder
 * @param {string} ending
 * @param {string} colorTheme
 */
async function pictureTheme(folder, ending, colorTheme) {
  const workbench = await openWorkbench({
    workspace: freshWorkspace(`shop${ending}`),
    settings: {
      'workbench.colorTheme': colorTheme,
      'diffEditor.codeLens': true,
      'editor.minimap.enabled': false,
    },
  });
  const { page, quickInput } = workbench;
  /** @param {string} name */
  const take = async (name) => {
    // Fades and hovers end first.
    await page.mouse.move(700, 890);
    await page.waitForTimeout(700);
    await page.screenshot({ path: path.join(folder, `${name}${ending}.png`) });
  };
  await workbench.palette('Groundwork: Generate Fullstack Entity...');
  await quickInput.type(LINE);
  await until('the line is fine', async () => (await quickInput.message()).includes('files to come'), 60_000);
  await page.keyboard.press('Home');
  await take('dialogue');
  await quickInput.accept();
  await until('the plan is shown', async () => (await quickInput.items()).includes('Generate'));
  await take('plan');
  await quickInput.accept();
  await waitForReview(workbench);
  await take('panel');
  await (await workbench.tree('Runs').reveal(EDITED_FILE)).click();
  await until('the lenses are shown', async () => (await workbench.codeLenses()).length === 4);
  await take('diff');
  await page.setViewportSize({ width: 800, height: 900 });
  await take('narrow');
  await workbench.close();
}
