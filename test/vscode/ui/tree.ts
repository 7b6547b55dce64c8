import type { Locator, Page } from 'playwright-core';

export interface TreeItem {
  readonly label: string;
  readonly description: string;
  /** 1 for the roots. */
  readonly level: number;
  readonly expanded: boolean;
}

const READINGS = 10;
const READING_MS = 2_000;
/** VS Code lets no mouse button choose from a menu that has only just opened: the one that opened it may still be down. */
const MENU_GUARD_MS = 300;

/** A tree view, named as in its header. */
export class Tree {
  readonly #pane: Locator;

  constructor(page: Page, view: string) {
    this.#pane = page.locator('.pane', { has: page.locator('.pane-header .title', { hasText: view }) });
  }

  /** The rows on screen, in no order once it was scrolled; read again when one went away meanwhile. */
  async items(): Promise<TreeItem[]> {
    for (let attempt = 1; ; attempt += 1) {
      const rows = await this.#rows().all();
      try {
        return await Promise.all(rows.map((row) => describe(row)));
      } catch (failure) {
        if (attempt === READINGS) throw failure;
      }
    }
  }

  /** The row with this label, for `click()` and the like. */
  item(label: string): Locator {
    return this.#rows()
      .filter({ has: this.#pane.page().locator('.label-name', { hasText: label }) })
      .first();
  }

  /** Scrolls from the top until the row is there: a long tree renders only what is visible. */
  async reveal(label: string): Promise<Locator> {
    const row = this.item(label);
    await this.#pane.locator('.monaco-list').first().hover();
    await this.#pane.page().mouse.wheel(0, -100_000);
    for (let turn = 0; turn < 100 && !(await row.isVisible()); turn += 1) {
      await this.#pane.page().mouse.wheel(0, 60);
      await this.#pane.page().waitForTimeout(50);
    }
    return row;
  }

  isVisible(): Promise<boolean> {
    return this.#pane.isVisible();
  }

  /** Clicks an inline action of a row, by its tooltip. */
  async clickAction(label: string, action: string): Promise<void> {
    const row = await this.reveal(label);
    await row.hover();
    await row.locator(`.action-label[aria-label^="${action}"]`).click();
  }

  /** Clicks an inline action of a row when it has it. */
  async tryAction(label: string, action: string): Promise<void> {
    const row = await this.reveal(label);
    await row.hover();
    const button = row.locator(`.action-label[aria-label^="${action}"]`);
    if (await button.isVisible()) await button.click({ timeout: 2_000 }).catch(() => undefined);
  }

  /** Chooses an action of a row's context menu. */
  async chooseAction(label: string, action: string): Promise<void> {
    const page = this.#pane.page();
    const row = await this.reveal(label);
    await row.click({ button: 'right' });
    const item = page.locator('.monaco-menu .action-item', { has: page.getByText(action, { exact: true }) });
    await item.first().hover();
    await page.waitForTimeout(MENU_GUARD_MS);
    await item.first().click();
    const isOver = page.locator('.monaco-menu').first().waitFor({ state: 'hidden', timeout: 3_000 });
    await isOver.catch(() => page.keyboard.press('Escape'));
  }

  #rows(): Locator {
    return this.#pane.locator('.monaco-list-row');
  }
}

async function describe(row: Locator): Promise<TreeItem> {
  const atOnce = { timeout: READING_MS };
  const label = await row.locator('.label-name').first().innerText(atOnce);
  const descriptions = await row.locator('.label-description').allInnerTexts();
  return {
    label: label.trim(),
    description: descriptions.join(' ').trim(),
    level: Number(await row.getAttribute('aria-level', atOnce)),
    expanded: (await row.getAttribute('aria-expanded', atOnce)) === 'true',
  };
}
