import path from 'node:path';
import { launchBrowser } from '../browser.mjs';
import { step } from '../lib/log.mjs';
import { inRepo } from '../lib/paths.mjs';
import { run } from '../lib/run.mjs';
import { startApp } from '../start/app.mjs';
import { prepareSample } from '../start/sample.mjs';
import { FIELDS, NAME } from './entity.mjs';

const PAGE = '/setting/products';
const LOOKS = /** @type {const} */ ([
  { name: 'page-light', colorScheme: 'light', locale: 'en' },
  { name: 'page-dark', colorScheme: 'dark', locale: 'en' },
  { name: 'page-arabic', colorScheme: 'light', locale: 'ar' },
]);

/**
 * Pictures of the page of a generated entity in the running sample.
 * @param {string} folder
 */
export async function picturePage(folder) {
  const sample = await prepareSample({ copy: 'fresh' });
  const cli = ['generate', 'fullstack', NAME, '--fields', FIELDS, '--workspace', sample.folder];
  await step('Generate the entity', () =>
    run(process.execPath, [inRepo('dist', 'cli.js'), ...cli, '--yes', '--no-verify'], { output: 'tail' }),
  );
  const python = String(sample.python);
  const backend = { cwd: path.join(sample.folder, 'backend'), output: /** @type {const} */ ('tail') };
  await run(python, ['-m', 'alembic', 'upgrade', 'head'], backend);
  const { frontend } = await startApp(sample);
  if (frontend === undefined) throw new Error('The sample has no frontend.');

  const browser = await launchBrowser();
  for (const { name, colorScheme, locale } of LOOKS) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme });
    await context.addCookies([{ name: 'locale', value: locale, url: frontend }]);
    const page = await context.newPage();
    await signIn(page, frontend);
    await page.goto(`${frontend}${PAGE}`);
    await page.getByRole('table').waitFor({ timeout: 120_000 });
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
    await context.close();
  }
  await browser.close();
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} site
 */
async function signIn(page, site) {
  await page.goto(`${site}/login`, { timeout: 120_000 });
  await page.locator('input').nth(0).fill('admin');
  await page.locator('input[type=password]').fill('admin-dev-password');
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.endsWith('/login'), { timeout: 120_000 });
}
