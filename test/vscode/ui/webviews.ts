import type { FrameLocator, Page } from 'playwright-core';

/**
 * The document of a webview, which is the innermost of two nested frames; VS Code gives that frame the panel's or the
 * view's title, and makes it anew when the view moves: what is asked of a locator waits for the one that is there.
 */
export function findWebview(page: Page, title: string): FrameLocator {
  return page.frameLocator('iframe.webview').frameLocator(`iframe[title="${title}"]`);
}
