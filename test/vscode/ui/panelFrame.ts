import { strict as assert } from 'node:assert';
import type { Frame } from 'playwright-core';
import type { Workbench } from './workbench';

/** The panel's own document, for what a locator cannot ask; `body` says when it is the one that is wanted. */
export async function panelFrame(workbench: Workbench, body = 'body'): Promise<Frame> {
  const element = await workbench.webviewFrame('Progress').locator(body).elementHandle();
  const frame = await element.ownerFrame();
  assert.ok(frame, `the panel has no ${body}`);
  return frame;
}

export interface Stop {
  readonly text: string;
  /** Whether somebody who looks sees that it has the focus. */
  readonly visible: boolean;
}

/** What has the focus inside the panel, through its shadow roots; null when the focus is elsewhere. */
export function focusedIn(frame: Frame): Promise<Stop | null> {
  return frame.evaluate<Stop | null>(`(() => {
    if (!document.hasFocus()) return null;
    let focused = document.activeElement;
    let host = focused;
    while (focused?.shadowRoot?.activeElement) {
      host = focused;
      focused = focused.shadowRoot.activeElement;
    }
    if (focused === null || focused === document.body) return null;
    const named = focused.textContent.trim() === '' ? host : focused;
    const parts = [focused, ...(focused.shadowRoot?.querySelectorAll('*') ?? [])];
    const visible = parts.map((part) => getComputedStyle(part)).some(
      ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) > 0,
    );
    return { text: named.textContent.replace(/\\s+/g, ' ').trim(), visible };
  })()`);
}

/** Keeps what the panel says to a screen reader from now on; the answer gives it back. */
export async function listenToPanel(frame: Frame): Promise<() => Promise<string[]>> {
  await frame.evaluate(`(() => {
    const status = document.querySelector('groundwork-panel').shadowRoot.querySelector('[role=status]');
    window.said = [];
    const listen = () => window.said.push(status.textContent.trim());
    new MutationObserver(listen).observe(status, { childList: true, characterData: true, subtree: true });
  })()`);
  return () => frame.evaluate<string[]>('window.said');
}
