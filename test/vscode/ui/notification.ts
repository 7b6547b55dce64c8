import type { Locator, Page } from 'playwright-core';

/** One notification toast. */
export class Notification {
  readonly #toast: Locator;

  constructor(toast: Locator) {
    this.#toast = toast;
  }

  async text(): Promise<string> {
    return (await this.#toast.locator('.notification-list-item-message').innerText()).trim();
  }

  async click(button: string): Promise<void> {
    await this.#toast.getByRole('button', { name: button }).click();
  }

  async buttons(): Promise<string[]> {
    return this.#toast.locator('.notification-list-item-buttons-container .monaco-button').allInnerTexts();
  }
}

/** The first notification whose text matches; waits for it. */
export async function findNotification(page: Page, text: string | RegExp): Promise<Notification> {
  const toast = page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first();
  await toast.waitFor({ state: 'visible' });
  return new Notification(toast);
}
