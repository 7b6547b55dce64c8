import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import type { Browser, Locator } from 'playwright-core';
import { launchBrowser } from '../../scripts/browser.mjs';
import { expectAccessible, signIn, type UserRole } from './support/browser';
import { preparedCorpus } from './support/corpus';
import { EntityPage, messagesOf } from './support/entityPage';
import { startShop, type RunningShop } from './support/servers';
import type { Shop } from './support/shop';

/** Ids of the rows that others refer to. */
interface Related {
  readonly product: number;
  readonly person: number;
  readonly firstRow: number;
}

/** A page and what is typed into it. Rows are named `Row 01` to `Row 25` by their field `name`. */
interface PageCase {
  readonly title: string;
  readonly route: string;
  readonly namespace: string;
  /** The field that names a row. */
  readonly name: string;
  /** A row as the API takes it. */
  row(number: number, related: Omit<Related, 'firstRow'>): Record<string, unknown>;
  /** Types everything but the name into the sheet, and something that is refused into one field. */
  fill(page: EntityPage): Promise<void>;
  readonly refused: { readonly field: string; readonly value: string };
  /** Chooses in the open filters; this many of the 25 rows are left. */
  filter(page: EntityPage): Promise<void>;
  readonly filtered: number;
  /** What the filled sheet makes of a row. */
  saved(related: Related): Readonly<Record<string, unknown>>;
}

const padded = (number: number): string => String(number).padStart(2, '0');

const CASES: readonly PageCase[] = [
  {
    title: 'orders, many-to-many with payload',
    route: 'orders',
    namespace: 'orders',
    name: 'number',
    row: (number, { product, person }) => ({
      number: `Row ${padded(number)}`,
      placed_at: `2026-01-${padded(number)}T08:30:00Z`,
      total: '12345678.10',
      state: number <= 5 ? 'paid' : 'open',
      customer_id: person,
      products: number % 2 === 0 ? [{ product_id: product, quantity: number, unit_price: '1.10' }] : [],
    }),
    async fill(page) {
      await page.field('placed_at').fill('2026-02-03T10:00');
      await page.field('total').fill('0.10');
      await page.field('state').selectOption('sent');
      await page.choose(page.field('customer_id'), 'Ada');
      await page.choose(page.field('products'), 'Lamp');
      await page.page.keyboard.press('Tab');
      await page.sheet.getByLabel('Quantity').fill('7');
      await page.sheet.getByLabel('Unit price').fill('2.50');
    },
    refused: { field: 'total', value: '1.234' },
    filter: async (page) => {
      await page.page.getByLabel(page.label('state')).selectOption('paid');
    },
    filtered: 5,
    saved: ({ product, person }) => ({
      placed_at: '2026-02-03T09:00:00Z',
      total: '0.10',
      state: 'sent',
      customer_id: person,
      products: [{ product_id: product, quantity: 7, unit_price: '2.50' }],
    }),
  },
  {
    title: 'departments, self-reference',
    route: 'departments',
    namespace: 'departments',
    name: 'name',
    row: (number) => ({ name: `Row ${padded(number)}`, budget: `${number}.50`, parent_id: null }),
    async fill(page) {
      await page.field('budget').fill('999999999999.99');
      await page.choose(page.field('parent_id'), 'Row 01');
    },
    refused: { field: 'budget', value: 'much' },
    async filter(page) {
      await page.page.getByLabel(`${page.label('budget')}: at least`).fill('21');
      await page.page.keyboard.press('Enter');
    },
    filtered: 5,
    saved: ({ firstRow }) => ({ budget: '999999999999.99', parent_id: firstRow }),
  },
  {
    title: 'classes, hard names',
    route: 'classes',
    namespace: 'classes',
    name: 'title',
    row: (number, { person }) => ({
      title: `Row ${padded(number)}`,
      from: '2026-03-01',
      type: number <= 7 ? 'lab' : 'lecture',
      metadata: { seats: number },
      teacher_id: person,
    }),
    async fill(page) {
      await page.field('from').fill('2026-09-01');
      await page.field('type').selectOption('lab');
      await page.field('metadata').fill('{"seats": [1, 2.50]}');
      await page.choose(page.field('teacher_id'), 'Ada');
    },
    refused: { field: 'metadata', value: '{"seats": ' },
    filter: async (page) => {
      await page.page.getByLabel(page.label('type')).selectOption('lab');
    },
    filtered: 7,
    saved: ({ person }) => ({
      from: '2026-09-01',
      type: 'lab',
      metadata: { seats: [1, 2.5] },
      teacher_id: person,
    }),
  },
];

const ROWS = 25;

describe('generated pages in a browser', () => {
  let shop: Shop;
  let running: RunningShop;
  let browser: Browser;
  let related: Omit<Related, 'firstRow'>;

  before(async () => {
    shop = await preparedCorpus();
    [running, browser] = await Promise.all([startShop(shop), launchBrowser()]);
    const page = await openAs('admin', { route: 'products', namespace: 'products' });
    const people = await openAs('admin', { route: 'people', namespace: 'people' });
    const product = await page.create({ name_en: 'Lamp', name_ar: 'مصباح', price: '1.10', status: 'live' });
    const person = await people.create({ full_name: 'Ada' });
    related = { product: product.id, person: person.id };
  });

  after(async () => {
    await browser.close();
    await running.stop();
  });

  async function openAs(
    role: UserRole,
    { route, namespace }: Pick<PageCase, 'route' | 'namespace'>,
  ): Promise<EntityPage> {
    const page = await signIn(browser, running.url, role);
    return new EntityPage(page, { url: running.url, route, texts: messagesOf(shop, namespace, 'en') });
  }

  for (const example of CASES) {
    describe(example.title, () => {
      let admin: EntityPage;
      const { name } = example;

      const nameInput = (): Locator => admin.field(name);
      const find = async (
        text: string,
      ): Promise<Record<string, unknown> & { id: number; version: number }> => {
        const { items } = await admin.get<{
          items: (Record<string, unknown> & { id: number; version: number })[];
        }>(`?search=${encodeURIComponent(text)}`);
        const [found] = items;
        assert.ok(found, `no row ${text}`);
        return found;
      };

      before(async () => {
        admin = await openAs('admin', example);
        for (let number = 1; number <= ROWS; number++) await admin.create(example.row(number, related));
        await admin.open();
      });

      after(() => admin.page.context().close());

      it('lists, pages and sorts', async () => {
        await admin.expectRange('1–20 of 25');
        assert.equal((await admin.column(name))[0], 'Row 01');
        await admin.page.getByRole('button', { name: 'Next page' }).click();
        await admin.expectRange('21–25 of 25');
        assert.deepEqual(
          await admin.column(name),
          [21, 22, 23, 24, 25].map((number) => `Row ${String(number)}`),
        );
        await admin.page.getByLabel('Rows per page').selectOption('10');
        await admin.expectRange('1–10 of 25');
        await admin.sortBy(name);
        await admin.page.waitForURL((url) => url.searchParams.get('order') === 'desc');
        assert.equal((await admin.column(name))[0], 'Row 25');
      });

      it('searches and filters', async () => {
        await admin.open();
        await admin.search('row 07');
        await admin.expectRange('1–1 of 1');
        assert.deepEqual(await admin.column(name), ['Row 07']);
        await admin.search('');
        await admin.openFilters();
        await example.filter(admin);
        await admin.expectRange(`1–${example.filtered} of ${example.filtered}`);
        await admin.page.getByRole('button', { name: 'Clear filters' }).click();
        await admin.expectRange('1–20 of 25');
      });

      it('adds: refuses what is missing and what is wrong, then saves', async () => {
        await admin.open();
        await admin.openAdd();
        await expectAccessible(admin.page, `the sheet of ${example.route}`);
        await admin.save();
        await admin.sheet.getByText('This field is required.').first().waitFor();
        assert.equal(await nameInput().getAttribute('aria-invalid'), 'true');
        await nameInput().fill('Zulu');
        await example.fill(admin);
        const refused = admin.field(example.refused.field);
        const valid = await refused.inputValue();
        await refused.fill(example.refused.value);
        await admin.save();
        await admin.sheet.locator('[aria-invalid=true]').first().waitFor();
        assert.equal(await admin.get<{ total: number }>('?search=Zulu').then(({ total }) => total), 0);
        await refused.fill(valid);
        await admin.saved('Created.');
        const row = await find('Zulu');
        const saved = example.saved({ ...related, firstRow: (await find('Row 01')).id });
        for (const [field, value] of Object.entries(saved)) assert.deepEqual(row[field], value, field);
      });

      it('edits, and asks to reload when someone else was quicker', async () => {
        await admin.open('?search=Row+03');
        await admin.openEdit('Row 03');
        await nameInput().fill('Row 03 edited');
        await admin.saved('Changes saved.');
        await admin.openEdit('Row 03 edited');
        const { id, version } = await find('Row 03');
        const other = await admin.send('PUT', `/${id}`, { ...example.row(3, related), version });
        assert.equal(other.status(), 200, await other.text());
        await nameInput().fill('Row 03 late');
        await admin.save();
        await admin.sheet.getByText('Someone else has changed this record meanwhile.').waitFor();
        assert.equal((await find('Row 03'))[name], 'Row 03');
        await admin.sheet.getByRole('button', { name: 'Reload' }).click();
        await admin.toast('Current values loaded.');
        assert.equal(await nameInput().inputValue(), 'Row 03 late');
        await admin.saved('Changes saved.');
        assert.equal((await find('Row 03'))[name], 'Row 03 late');
      });

      it('deletes and restores', async () => {
        await admin.open('?search=Row+04');
        await admin.page.getByRole('button', { name: 'Delete Row 04', exact: true }).click();
        await admin.confirm();
        await admin.toast('1 record deleted.');
        await admin.page.getByText('Nothing found.').waitFor();
        await admin.page.getByLabel('Show deleted').check();
        await admin.page.getByRole('button', { name: 'Restore Row 04', exact: true }).click();
        await admin.toast('Restored.');
        await admin.page.getByLabel('Show deleted').uncheck();
        await admin.expectRange('1–1 of 1');
        assert.deepEqual(await admin.column(name), ['Row 04']);
      });

      it('deletes several at once', async () => {
        await admin.open(`?sort=${name}&order=desc`);
        for (const row of ['Row 25', 'Row 24']) {
          await admin.page.getByRole('checkbox', { name: `Select ${row}`, exact: true }).check();
        }
        await admin.page.getByRole('button', { name: 'Delete 2', exact: true }).click();
        await admin.confirm();
        await admin.toast('2 records deleted.');
        await admin.expectRange('1–20 of 24');
        assert.equal(
          (await admin.send('GET', '?search=Row+25').then((answer) => answer.text())).includes('Row 25'),
          false,
        );
      });

      it('exports what is searched', async () => {
        await admin.open('?search=Row+1');
        const download = await admin.export();
        const text = await readFile(await download.path(), 'utf8');
        const [head = '', ...lines] = text.replace('\ufeff', '').trim().split('\r\n');
        assert.ok(head.split(',').includes(name), head);
        assert.equal(lines.length, 10, text);
        assert.ok(text.includes('Row 10') && !text.includes('Row 20'));
      });

      it('is usable without sight, in English and in Arabic from right to left', async () => {
        await admin.open();
        await admin.openFilters();
        await expectAccessible(admin.page, example.route);
        await admin.page.getByRole('button', { name: 'العربية' }).click();
        const { title, fields } = messagesOf(shop, example.namespace, 'ar');
        await admin.page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
        assert.match(title, /\p{Script=Arabic}/u);
        assert.equal(await admin.page.locator('html').getAttribute('dir'), 'rtl');
        await admin.page.getByRole('columnheader', { name: fields[name] ?? '' }).waitFor();
        const [first, last] = await Promise.all(
          ['th:first-child', 'th:last-child'].map((cell) =>
            admin.page.locator(`thead ${cell}`).boundingBox(),
          ),
        );
        assert.ok((first?.x ?? 0) > (last?.x ?? 0), 'the first column stands at the right');
        await expectAccessible(admin.page, `${example.route} in Arabic`);
        await admin.page.getByRole('button', { name: 'English' }).click();
        await admin.page.getByRole('heading', { level: 1, name: admin.texts.title, exact: true }).waitFor();
      });

      it('lets a viewer read only', async () => {
        const viewer = await openAs('viewer', example);
        try {
          await viewer.open('?search=Row+1');
          await viewer.expectRange('1–10 of 10');
          assert.equal(
            await viewer.page.getByRole('button', { name: /^(Add|Edit|Delete|Restore)/ }).count(),
            0,
          );
          assert.equal(await viewer.page.getByRole('checkbox').count(), 0);
          const [item] = (await viewer.get<{ items: { id: number }[] }>('?search=Row+10')).items;
          const forbidden = [
            await viewer.send('POST', '', example.row(26, related)),
            await viewer.send('DELETE', `/${String(item?.id)}`),
            await viewer.send('GET', '?deleted=true'),
          ];
          assert.deepEqual(
            forbidden.map((answer) => answer.status()),
            [403, 403, 403],
          );
        } finally {
          await viewer.page.context().close();
        }
      });
    });
  }
});
