import type { Locator, Page } from 'playwright-core';
import { waitFor } from './waitFor';

/** The quick pick or input box that is open. */
export class QuickInput {
  readonly #page: Page;
  readonly #widget: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator('.quick-input-widget');
  }

  async waitUntilOpen(): Promise<void> {
    await this.#widget.waitFor({ state: 'visible' });
  }

  async waitUntilClosed(): Promise<void> {
    await this.#widget.waitFor({ state: 'hidden' });
  }

  /** Replaces what the box holds. */
  async type(text: string): Promise<void> {
    await this.waitUntilOpen();
    await this.#box().fill(text);
  }

  value(): Promise<string> {
    return this.#box().inputValue();
  }

  /** Whether the box that is open is the list of commands. */
  async isPalette(): Promise<boolean> {
    return (await this.#widget.isVisible()) && (await this.value()).startsWith('>');
  }

  async accept(): Promise<void> {
    await this.#page.keyboard.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
  }

  async title(): Promise<string> {
    return (await this.#widget.locator('.quick-input-title').innerText()).trim();
  }

  /** The prompt or the validation message under the box. */
  async message(): Promise<string> {
    return (await this.#widget.locator('.quick-input-message').innerText()).trim();
  }

  /** The labels on screen; a long list renders only what is visible. */
  async items(): Promise<string[]> {
    const labels = await this.#rows().locator('.label-name').allInnerTexts();
    return labels.map((label) => label.trim());
  }

  /** Clicks the item with exactly this label. */
  async pick(label: string): Promise<void> {
    const row = this.#rows().filter({ has: this.#page.getByText(label, { exact: true }) });
    await row.first().click();
  }

  /** Ticks or unticks an item of a list that takes several. */
  async toggle(label: string): Promise<void> {
    const row = this.#rows().filter({ has: this.#page.getByText(label, { exact: true }) });
    await row.first().locator('.quick-input-list-checkbox').click();
  }

  async waitForItem(label: string, timeoutMs: number): Promise<boolean> {
    return waitFor(async () => (await this.items()).includes(label), { timeoutMs }).then(
      () => true,
      () => false,
    );
  }

  /** What `accept` takes: files that were opened before may be listed until the search has begun. */
  async waitForFirstItem(label: string, timeoutMs: number): Promise<boolean> {
    return waitFor(async () => (await this.items())[0] === label, { timeoutMs }).then(
      () => true,
      () => false,
    );
  }

  #box(): Locator {
    return this.#widget.locator('.quick-input-box input, .quick-input-box textarea').first();
  }

  #rows(): Locator {
    return this.#widget.locator('.quick-input-list .monaco-list-row');
  }
}
