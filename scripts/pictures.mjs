// `npm run pictures`: pictures of dialogue, panel, tree and diff for the documents, made in the real editor, light and
// dark, into media/pictures. Needs `npm run build` before; look at what it made.
import { mkdirSync } from 'node:fs';
import { inRepo } from './lib/paths.mjs';
import { log } from './lib/log.mjs';
import { ensureBrowser } from './browser.mjs';
import { freshWorkspace } from './lib/sampleWorkspace.mjs';
import { openWorkbench } from '../test/vscode/ui/workbench';
import { LINE, until, waitForReview } from '../test/vscode/ui/screens';

/** By the ending of a picture's name. */
const THEMES = { '': 'Light Modern', '-dark': 'Dark Modern' };
const folder = inRepo('media', 'pictures');

mkdirSync(folder, { recursive: true });
await ensureBrowser();
for (const [ending, colorTheme] of Object.entries(THEMES)) {
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
    const file = `${folder}/${name}${ending}.png`;
    await page.screenshot({ path: file });
    log(file);
  };
  await workbench.palette('Groundwork: Generate Fullstack Entity...');
  await quickInput.type(LINE);
  await until('the line is fine', async () => (await quickInput.message()).includes('files to come'), 60_000);
  await take('dialogue');
  await quickInput.accept();
  await until('the plan is shown', async () => (await quickInput.items()).includes('Generate'));
  await take('plan');
  await quickInput.accept();
  await waitForReview(workbench);
  await take('panel');
  await (await workbench.tree('Runs').reveal('setting_routers.py')).click();
  await until('the lenses are shown', async () => (await workbench.codeLenses()).length === 4);
  await take('diff');
  await page.setViewportSize({ width: 800, height: 900 });
  await take('narrow');
  await workbench.close();
}
process.exit(0);
