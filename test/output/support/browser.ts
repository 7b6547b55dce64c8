import { strict as assert } from 'node:assert';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';

const PASSWORDS = { admin: 'admin-dev-password', viewer: 'viewer-dev-password' } as const;
export type UserRole = keyof typeof PASSWORDS;

/** A page of its own profile, signed in through the login form. */
export async function signIn(browser: Browser, url: string, role: UserRole): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await page.goto(`${url}/login`);
  await page.getByLabel('Username').fill(role);
  await page.getByLabel('Password').fill(PASSWORDS[role]);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Categories' }).waitFor();
  return page;
}

/** Fails on what axe calls serious or critical. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // What fades in has, for a moment, too little contrast.
  await page.waitForFunction("document.getAnimations().every(({ playState }) => playState !== 'running')");
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(
    "axe.run(document, { resultTypes: ['violations'] })",
  );
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const found = grave.map(({ id, impact, nodes }) => ({ id, impact, html: nodes.map(({ html }) => html) }));
  assert.deepEqual(found, [], `axe finds something on ${what}`);
}
