import path from 'node:path';
import { launchBrowser } from '../browser.mjs';
import { log, step } from '../lib/log.mjs';
import { inRepo } from '../lib/paths.mjs';
import { run } from '../lib/run.mjs';
import { startApp } from '../start/app.mjs';
import { prepareSample } from '../start/sample.mjs';
import { LINE } from '../../test/vscode/ui/screens.ts';

const PAGE = '/setting/products';
const FADE_MS = 700;
const FIRST = 'Brass kettle';
const ROWS = [
  { name_en: FIRST, name_ar: 'إبريق نحاسي', price: '42.50', status: 'live', category_id: 1 },
  { name_en: 'Cedar tray', name_ar: 'صينية أرز', price: '18.00', status: 'live', category_id: 2 },
  { name_en: 'Linen towel', name_ar: 'منشفة كتان', price: '9.90', status: 'draft', category_id: null },
  { name_en: 'Olive soap', name_ar: 'صابون زيتون', price: '3.25', status: 'live', category_id: 1 },
];
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
  const [name = '', ...fields] = LINE.split(' ');
  const cli = ['generate', 'fullstack', name, '--fields', fields.join(' '), '--workspace', sample.folder];
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
    page.on('console', (message) => {
      if (message.type() === 'error') log(`${name}: ${message.text()}`);
    });
    await signIn(page, frontend);
    if (name === LOOKS[0].name) await addRows(page, frontend);
    await page.goto(`${frontend}${PAGE}`);
    await page.getByText(FIRST).waitFor({ timeout: 120_000 });
    // Next.js puts a button of its own on pages under development.
    await page.addStyleTag({ content: 'nextjs-portal { display: none }' });
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
    await page.locator('main').getByRole('button').first().click();
    await page.getByRole('dialog').locator('button[type=submit]').click();
    await page.waitForTimeout(FADE_MS);
    await page.screenshot({ path: path.join(folder, `${name.replace('page', 'form')}.png`) });
    await context.close();
  }
  await browser.close();
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} site
 */
async function addRows(page, site) {
  for (const data of ROWS) {
    const answer = await page.request.post(`${site}/api/setting/products`, { data, timeout: 120_000 });
    if (!answer.ok()) throw new Error(`${answer.status()} ${await answer.text()}`);
  }
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
