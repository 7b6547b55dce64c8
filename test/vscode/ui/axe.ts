import { strict as assert } from 'node:assert';
import axe, { type AxeResults } from 'axe-core';
import { panelFrame } from './panelFrame';
import type { Workbench } from './workbench';

/** A theme by the name in the editor's list, and the class that a webview's body has under it. */
const THEMES = {
  'Light Modern': 'vscode-light',
  'Dark High Contrast': 'vscode-high-contrast',
  'Dark Modern': 'vscode-dark',
} as const;

/** Fails on what axe calls serious or critical in the panel, in light, in high contrast and, last, in dark. */
export async function expectAccessiblePanel(workbench: Workbench, what: string): Promise<void> {
  const { page, quickInput } = workbench;
  for (const [theme, name] of Object.entries(THEMES)) {
    await workbench.palette('Preferences: Color Theme');
    await quickInput.type(theme);
    await quickInput.waitForFirstItem(theme, 5_000);
    await quickInput.accept();
    await quickInput.waitUntilClosed();
    const frame = await panelFrame(workbench, `body.${name}`);
    // A webview is transparent: what is painted behind it is the editor's, which axe does not see.
    const behind = await page.evaluate<string>(
      "getComputedStyle(document.querySelector('.part.sidebar')).backgroundColor",
    );
    await frame.evaluate(`void (document.documentElement.style.background = '${behind}')`);
    await frame.evaluate(axe.source);
    const { violations, passes } = await frame.evaluate<AxeResults>('axe.run(document)');
    assert.ok(
      passes.some(({ id }) => id === 'color-contrast'),
      'the colours were looked at',
    );
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const found = grave.map(({ id, nodes }) => ({ id, html: nodes.map(({ html }) => html) }));
    assert.deepEqual(found, [], `axe finds something on ${what} in ${theme}`);
  }
}
