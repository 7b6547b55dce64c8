import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { APIResponse, Download, Locator, Page } from 'playwright-core';
import type { Shop } from './shop';

interface EntityMessages {
  readonly title: string;
  readonly add: { readonly title: string };
  readonly fields: Readonly<Record<string, string>>;
}

/** The texts that the generator wrote for an entity. */
export function messagesOf(shop: Shop, namespace: string, locale: 'en' | 'ar'): EntityMessages {
  const file = path.join(shop.frontend, 'messages', `${locale}.json`);
  const messages = (JSON.parse(readFileSync(file, 'utf8')) as Record<string, EntityMessages | undefined>)[
    namespace
  ];
  assert.ok(messages, `${file} has no texts for ${namespace}`);
  return messages;
}

/** The page of an entity, as someone who reads its labels uses it. */
export class EntityPage {
  readonly page: Page;
  readonly texts: EntityMessages;
  readonly #url: string;
  readonly #route: string;

  constructor(
    page: Page,
    options: { readonly url: string; readonly route: string; readonly texts: EntityMessages },
  ) {
    this.page = page;
    this.texts = options.texts;
    this.#url = options.url;
    this.#route = options.route;
  }

  async open(query = ''): Promise<void> {
    await this.page.goto(`${this.#url}/setting/${this.#route}${query}`);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
    await this.settled();
  }

  /** The table shows the answer to what was asked last. */
  async settled(): Promise<void> {
    await this.page.locator('[role=region][aria-busy=false]').waitFor();
  }

  /** A request of the signed-in browser to the site's own API. */
  send(method: string, suffix = '', data?: unknown): Promise<APIResponse> {
    const body = data === undefined ? {} : { data };
    return this.page.request.fetch(`${this.#url}/api/setting/${this.#route}${suffix}`, {
      method,
      headers: { origin: this.#url },
      ...body,
    });
  }

  /** A list or a record, which must be there. */
  async get<T>(suffix: string): Promise<T> {
    const answer = await this.send('GET', suffix);
    assert.equal(answer.status(), 200, await answer.text());
    return (await answer.json()) as T;
  }

  async create(data: unknown): Promise<{ readonly id: number; readonly version: number }> {
    const answer = await this.send('POST', '', data);
    assert.equal(answer.status(), 201, await answer.text());
    return (await answer.json()) as { id: number; version: number };
  }

  /** The texts of one column, by its label. */
  async column(field: string): Promise<string[]> {
    await this.settled();
    const label = this.label(field);
    const headers = (await this.page.locator('thead th').allInnerTexts()).map((text) => text.trim());
    const index = headers.indexOf(label);
    assert.notEqual(index, -1, `no column ${label} among ${headers.join(', ')}`);
    const cells = await this.page.locator(`tbody tr td:nth-child(${String(index + 1)})`).allInnerTexts();
    return cells.map((text) => text.trim());
  }

  label(field: string): string {
    const label = this.texts.fields[field];
    assert.ok(label, `the messages have no label for ${field}`);
    return label;
  }

  /** `1–20 of 25` */
  async expectRange(range: string): Promise<void> {
    await this.page
      .getByRole('status')
      .getByText(range, { exact: true })
      .or(this.page.getByText(range, { exact: true }))
      .first()
      .waitFor();
    await this.settled();
  }

  async search(text: string): Promise<void> {
    await this.page.getByRole('searchbox').fill(text);
    const address =
      text === ''
        ? (url: URL) => !url.searchParams.has('search')
        : (url: URL) => url.searchParams.get('search') === text;
    await this.page.waitForURL(address);
    await this.settled();
  }

  async sortBy(field: string): Promise<void> {
    await this.page
      .getByRole('columnheader', { name: this.label(field) })
      .getByRole('button')
      .click();
    await this.settled();
  }

  async openFilters(): Promise<void> {
    await this.page.getByRole('button', { name: /^Filters/ }).click();
  }

  get sheet(): Locator {
    return this.page.getByRole('dialog');
  }

  async openAdd(): Promise<void> {
    await this.page.getByRole('button', { name: this.texts.add.title }).click();
    await this.sheet.waitFor();
  }

  async openEdit(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `Edit ${name}`, exact: true }).click();
    await this.sheet.waitFor();
  }

  field(name: string): Locator {
    return this.sheet.getByLabel(new RegExp(`^${escapeRegExp(this.label(name))}( ?\\*)?$`)).first();
  }

  /** Chooses in a relation field by what its options say. */
  async choose(input: Locator, option: string): Promise<void> {
    await input.click();
    await input.fill(option);
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  async save(): Promise<void> {
    await this.sheet.getByRole('button', { name: 'Save' }).click();
  }

  async toast(text: string): Promise<void> {
    await this.page.getByRole('status').getByText(text).last().waitFor();
  }

  async saved(text: string): Promise<void> {
    await this.save();
    await this.toast(text);
    await this.sheet.waitFor({ state: 'detached' });
    await this.settled();
  }

  async confirm(): Promise<void> {
    await this.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await this.page.getByRole('alertdialog').waitFor({ state: 'detached' });
  }

  /** What the site answers to the export link. */
  async export(): Promise<Download> {
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('link', { name: 'Export CSV' }).click();
    return download;
  }
}

const escapeRegExp = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
