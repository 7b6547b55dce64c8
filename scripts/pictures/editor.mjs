import path from 'node:path';
import { step } from '../lib/log.mjs';
import { freshWorkspace } from '../lib/sampleWorkspace.mjs';
import { buildFakeExtension } from '../../test/vscode/ui/fakeExtension.ts';
import { waitFor } from '../../test/vscode/ui/waitFor.ts';
import { openWorkbench } from '../../test/vscode/ui/workbench.ts';
import { EDITED_FILE, FIELDS, NAME } from './entity.mjs';

const RUN_TIMEOUT_MS = 120_000;

/**
 * Pictures of dialogue, plan, panel with tree, and diff.
 * @param {string} folder
 * @param {'real' | 'scripted'} kind
 */
export async function pictureEditor(folder, kind) {
  const extensions = kind === 'scripted' ? { extensions: [await buildFakeExtension()] } : {};
  const settings = {
    'diffEditor.codeLens': true,
    'diffEditor.renderSideBySide': false,
    'editor.minimap.enabled': false,
    'workbench.colorTheme': 'Default Dark Modern',
  };
  const workbench = await step('Open the editor', () =>
    openWorkbench({ ...extensions, settings, workspace: freshWorkspace('shop') }),
  );
  /**
   * @param {string} name
   * @param {{ width: number, height: number }} [size] from the upper left corner; the whole window when left out
   */
  const picture = (name, size) =>
    workbench.page.screenshot({
      path: path.join(folder, `${name}.png`),
      ...(size === undefined ? {} : { clip: { x: 0, y: 0, ...size } }),
    });
  /** @param {string} what @param {() => Promise<boolean>} check */
  const until = (what, check) =>
    waitFor(async () => ((await check()) ? true : undefined), { what, timeoutMs: RUN_TIMEOUT_MS });

  await workbench.palette('Groundwork: Generate Fullstack Entity...');
  await workbench.quickInput.type(`${NAME} ${FIELDS}`);
  await until('the line is checked', async () =>
    (await workbench.quickInput.message()).includes('files to come'),
  );
  await picture('dialogue', { width: 1400, height: 260 });
  await workbench.quickInput.accept();
  await until('the plan is shown', async () => (await workbench.quickInput.items()).includes('Generate'));
  await picture('plan');
  await workbench.quickInput.accept();

  const panel = workbench.webviewFrame('Progress');
  await until('the run rests in review', async () => {
    const decision = panel.locator('[aria-label="Decision needed"] li', { hasText: '(recommended)' });
    const answer = decision.getByRole('button').first();
    if (await answer.isVisible()) await answer.click();
    return panel.getByText('ready for your review').isVisible();
  });
  await workbench.tree('Runs').item(EDITED_FILE).click();
  await until('the lenses are shown', async () =>
    (await workbench.codeLenses()).some((text) => text.includes('Accept')),
  );
  await picture('diff');
  await workbench.palette('View: Close All Editors');
  await workbench.palette('Groundwork: Show Progress');
  await workbench.quickInput.waitUntilClosed();
  await picture('panel', { width: 700, height: 900 });
  await workbench.close();
}
