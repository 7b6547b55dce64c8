import { strict as assert } from 'node:assert';
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { generate, groundwork, type CliResult } from './support/groundwork';
import { copyShop, type Shop } from './support/shop';
import { changedPaths, editFile, readTree } from './support/tree';

const FIELDS = 'name:bilingual(64)! price:decimal(10,2)! category:ref(Category) status:enum(draft,live)';
const MODEL = 'backend/db/model.py';
const ROUTER = 'backend/api/routers/setting/product_router.py';
const REGISTRATION = 'backend/core/app_setup/routers_group/setting_routers.py';
const SCHEMA = 'backend/api/schemas/product_schema.py';
const PAGE = 'frontend/app/(pages)/setting/products/page.tsx';

interface HalfWritten {
  readonly what: string;
  /** Files that are written already. */
  readonly there: readonly string[];
  /** How they differ from what would be generated. */
  readonly edit?: { readonly file: string; readonly old: string; readonly written: string };
  /** A finding on this file says this. */
  readonly finding?: { readonly file: string; readonly says: RegExp };
}

const STATES: readonly HalfWritten[] = [
  { what: 'the model only', there: [MODEL] },
  { what: 'model and router', there: [MODEL, ROUTER, REGISTRATION] },
  { what: 'the page only', there: [PAGE] },
  {
    what: 'a model with other names',
    there: [MODEL],
    edit: {
      file: MODEL,
      old: '    name_en: Mapped[str] = mapped_column(String(64))\n    name_ar: Mapped[str] = mapped_column(String(64))\n    price',
      written:
        '    title_en: Mapped[str] = mapped_column(String(64))\n    title_ar: Mapped[str] = mapped_column(String(64))\n    price',
    },
    finding: { file: MODEL, says: /name_en/ },
  },
  {
    what: 'a model with an extra column',
    there: [MODEL],
    edit: {
      file: MODEL,
      old: '    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))\n',
      written:
        '    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))\n' +
        '    legacy_code: Mapped[str | None] = mapped_column(String(12))\n',
    },
    finding: { file: MODEL, says: /legacy_code/ },
  },
  {
    what: 'a file that does not parse',
    there: [MODEL, SCHEMA],
    edit: {
      file: SCHEMA,
      old: 'class ProductUpdate(ProductCreate):',
      written: 'class ProductUpdate(ProductCreate',
    },
    finding: { file: SCHEMA, says: /pars|syntax|read/i },
  },
];

describe('half-written entities', () => {
  let whole: Shop;
  let generated: CliResult;

  before(async () => {
    whole = copyShop('whole');
    generated = await generate(whole.folder, 'product', FIELDS);
  });

  for (const { what, there, edit, finding } of STATES) {
    it(`proposes only what is missing beside ${what}`, async () => {
      const shop = copyShop('half');
      for (const file of there) {
        mkdirSync(path.dirname(path.join(shop.folder, file)), { recursive: true });
        cpSync(path.join(whole.folder, file), path.join(shop.folder, file));
      }
      if (edit !== undefined) editFile(shop.folder, edit.file, edit.old, edit.written);
      const before = readTree(shop.folder);
      const { result, output } = await groundwork(
        shop.folder,
        'generate',
        'fullstack',
        'product',
        '--fields',
        FIELDS,
        '--no-verify',
      );
      assert.ok(result, output.slice(-3_000));
      assert.deepEqual(changedPaths(before, readTree(shop.folder)), [], 'nothing is written before accept');
      const expected = generated.files.filter(({ path: file }) => !there.includes(file));
      const paths = (files: CliResult['files']): string[] =>
        files.map((file) => `${file.action} ${file.path}`).sort();
      assert.deepEqual(paths(result.files), paths(expected));
      if (finding !== undefined) {
        const messages = result.findings
          .filter((item) => item.path === finding.file)
          .map((item) => item.message);
        assert.ok(
          messages.some((message) => finding.says.test(message)),
          `no finding on ${finding.file} says ${String(finding.says)}: ${JSON.stringify(result.findings)}`,
        );
      }
      const { code, output: accepted } = await groundwork(shop.folder, 'accept', result.run);
      assert.equal(code, 0, accepted.slice(-3_000));
      const after = readTree(shop.folder);
      assert.deepEqual(
        there.filter((file) => after.get(file) !== before.get(file)),
        [],
        'what was there keeps every byte',
      );
    });
  }
});
