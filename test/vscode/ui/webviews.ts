import type { Frame, Page } from 'playwright-core';
import { waitFor } from './waitFor';

/**
 * The document of a webview, which is the innermost of two nested frames; VS Code gives that frame the panel's or
 * the view's title.
 */
export function findWebview(page: Page, title: string | RegExp): Promise<Frame> {
  return waitFor(() => webviewNow(page, title), { what: `a webview titled ${String(title)}` });
}

async function webviewNow(page: Page, title: string | RegExp): Promise<Frame | undefined> {
  for (const frame of page.frames()) {
    if (frame.parentFrame()?.parentFrame() !== page.mainFrame() || frame.isDetached()) continue;
    const element = await frame.frameElement().catch(() => undefined);
    const name = await element?.getAttribute('title').catch(() => undefined);
    if (name === undefined || name === null) continue;
    if (typeof title === 'string' ? name === title : title.test(name)) return frame;
  }
  return undefined;
}
