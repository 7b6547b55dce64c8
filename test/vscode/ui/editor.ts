import type { Page } from 'playwright-core';

/** The lenses, decorations and title actions of the editors on screen. */
export class Editors {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The texts of the lenses on screen, from top to bottom. */
  async codeLenses(): Promise<string[]> {
    const lenses = await this.#page.locator('.codelens-decoration a').all();
    const placed = await Promise.all(
      lenses.map(async (lens) => ({ text: await lens.innerText(), box: await lens.boundingBox() })),
    );
    return placed
      .filter(({ box }) => box !== null)
      .sort(
        (left, right) => (left.box?.y ?? 0) - (right.box?.y ?? 0) || (left.box?.x ?? 0) - (right.box?.x ?? 0),
      )
      .map(({ text }) => text.trim());
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
