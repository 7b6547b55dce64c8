import type { Page } from 'playwright-core';

/** The lenses, decorations and title actions of the editors on screen. */
export class Editors {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The texts of the lenses on screen, read all at once: they come and go. */
  async codeLenses(): Promise<string[]> {
    const texts = await this.#page.locator('.codelens-decoration a').allInnerTexts();
    return texts.map((text) => text.trim());
  }

  /** Clicks the lens with this text; `nth` counts from 0. */
  async clickLens(text: string | RegExp, nth = 0): Promise<void> {
    await this.#page.locator('.codelens-decoration a', { hasText: text }).nth(nth).click();
  }

  /** Clicks an action in the editor's title bar, by its tooltip. */
  async clickTitleAction(name: string): Promise<void> {
    await this.#page.locator(`.editor-actions .action-label[aria-label^="${name}"]`).first().click();
  }

  /** The file names on the tabs of all groups. */
  async openTabs(): Promise<string[]> {
    const tabs = await this.#page.locator('.tabs-container .tab').all();
    return Promise.all(tabs.map(async (tab) => (await tab.getAttribute('data-resource-name')) ?? ''));
  }
}
