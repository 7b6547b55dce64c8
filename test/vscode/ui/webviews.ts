import type { FrameLocator, Page } from 'playwright-core';

/**
 * The document of a view of ours, which is the innermost of two nested frames; VS Code gives that frame the view's title,
 * and makes it anew when the view moves: what is asked of a locator waits for the one that is there.
 */
export function findWebview(page: Page, title: string): FrameLocator {
  return page
    .frameLocator('iframe.webview[src*="purpose=webviewView"]')
    .frameLocator(`iframe[title="${title}"]`);
}

/** The document of the Markdown preview that is open. */
export function findPreview(page: Page): FrameLocator {
  return page
    .frameLocator('iframe.webview:not([src*="purpose=webviewView"])')
    .frameLocator('iframe#active-frame');
}
