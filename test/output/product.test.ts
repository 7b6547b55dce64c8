import { strict as assert } from 'node:assert';
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { alembic, checkBackend, checkFrontend, pytest } from './support/checks';
import { acceptedBySchemas, acceptedByForms } from './support/validation';
import { tempFolder } from './support/folders';
import { addField, generate, generateFrom, groundwork } from './support/groundwork';
import { sqliteUrl } from './support/servers';
import { copyShop, linkPython, type Shop } from './support/shop';
import { changedPaths, editFile, readTree } from './support/tree';

const FIELDS = 'name:bilingual(64)! price:decimal(10,2)! category:ref(Category) status:enum(draft,live)';
const PAGE = 'frontend/app/(pages)/setting/products';

/** What a person adds to the generated files, each of another kind: a text that is there, and what they make of it. */
const HAND_EDITS: readonly { readonly file: string; readonly old: string; readonly edited: string }[] = [
  {
    file: 'backend/db/model.py',
    old: '    category: Mapped[Category | None] = relationship(back_populates="products")\n',
    edited:
      '    category: Mapped[Category | None] = relationship(back_populates="products")\n\n' +
      '    @property\n    def is_free(self) -> bool:\n        return self.price == 0\n',
  },
  {
    file: 'backend/api/schemas/product_schema.py',
    old: 'class ProductUpdate(ProductCreate):\n',
    edited: 'class ProductUpdate(ProductCreate):\n    """Names the version that it is based on."""\n\n',
  },
  {
    file: 'backend/api/crud/products.py',
    old: 'def get_product(db: Session, product_id: int) -> Product:\n',
    edited: 'def get_product(db: Session, product_id: int) -> Product:\n    """A live one."""\n',
  },
  {
    file: 'backend/api/routers/setting/product_router.py',
    old: 'router = APIRouter(prefix="/products", tags=["products"])\n',
    edited: 'router = APIRouter(prefix="/products", tags=["products", "stock"])\n',
  },
  {
    file: 'frontend/lib/types/api/product.ts',
    old: 'export type ProductUpdate = ',
    edited: '/** The whole row, with the version that it is based on. */\nexport type ProductUpdate = ',
  },
  {
    file: `${PAGE}/_components/table/columns.tsx`,
    old: 'cell: ({ getValue }) => <NumberCell value={getValue()} />,',
    edited:
      'cell: ({ getValue }) => (\n            <strong>\n              <NumberCell value={getValue()} />\n' +
      '            </strong>\n          ),',
  },
  {
    file: `${PAGE}/_components/table/filters.tsx`,
    old: 'export function ProductFilters() {\n',
    edited: '/** Above the list. */\nexport function ProductFilters() {\n',
  },
  {
    file: `${PAGE}/page.tsx`,
    old: 'export default function ProductsPage() {\n',
    edited: '/** The page of products. */\nexport default function ProductsPage() {\n',
  },
  { file: 'frontend/messages/en.json', old: '"title": "Products"', edited: '"title": "Our products"' },
];

/** Files that know every field; the others are made of these. */
const KNOW_FIELDS = [
  'backend/db/model.py',
  'backend/api/schemas/product_schema.py',
  'backend/api/crud/products.py',
  'backend/tests/test_products.py',
  'frontend/lib/types/api/product.ts',
  `${PAGE}/_components/table/columns.tsx`,
  `${PAGE}/_components/modals/product-form.tsx`,
  `${PAGE}/_components/modals/add-product-sheet.tsx`,
  'frontend/messages/en.json',
  'frontend/messages/ar.json',
  '.groundwork/entities/product.yaml',
];

describe('the product example', () => {
  let shop: Shop;

  before(async () => {
    shop = copyShop('product');
    await generate(shop.folder, 'product', FIELDS);
  });

  it('is clean by the tools of the backend, and its tests pass', async () => {
    await checkBackend(shop);
    await pytest(shop, 'tests/test_products.py', 'tests/test_migrations.py');
  });

  it('migrates SQLite up and down again, and leaves nothing to migrate', async () => {
    const url = sqliteUrl('product');
    await alembic(shop, url, 'upgrade', 'head');
    await alembic(shop, url, 'check');
    await alembic(shop, url, 'downgrade', 'base');
  });

  it('is clean by the tools of the frontend', () => checkFrontend(shop));

  it('counts the characters of a text as people do, in the form as in the backend', async () => {
    const names = ['\u{1f600}'.repeat(64), '\u{1f600}'.repeat(65), 'x'.repeat(64), 'x'.repeat(65), ' '];
    const bodies = names.map((name) => ({
      name_en: name,
      name_ar: name,
      price: '1.10',
      status: 'draft',
      category_id: null,
    }));
    const expected = [true, false, true, false, false];
    assert.deepEqual(await acceptedByForms(shop, 'product', 'productCreateSchema', bodies), expected);
    assert.deepEqual(await acceptedBySchemas(shop, 'product', 'ProductCreate', bodies), expected);
  });

  it('is an empty change the second time, from the command and from the file kept with the code', async () => {
    const before = readTree(shop.folder);
    const again = [
      await generate(shop.folder, 'product', FIELDS),
      await generateFrom(shop.folder, 'product'),
    ];
    assert.deepEqual(
      again.map(({ files }) => files),
      [[], []],
    );
    assert.deepEqual(changedPaths(before, readTree(shop.folder)), []);
  });

  for (const file of [
    'backend/api/crud/products.py',
    'backend/tests/test_products.py',
    'backend/alembic/versions/0002_products.py',
    'frontend/lib/types/api/product.ts',
    `${PAGE}/_components/table/columns.tsx`,
  ]) {
    it(`brings ${path.basename(file)} back alone when it was deleted`, async () => {
      const before = readTree(shop.folder);
      rmSync(path.join(shop.folder, file));
      const { files } = await generateFrom(shop.folder, 'product');
      assert.deepEqual(
        files.map(({ path: changed, action }) => ({ changed, action })),
        [{ changed: file, action: 'create' }],
      );
      assert.deepEqual(changedPaths(before, readTree(shop.folder)), []);
    });
  }

  it('keeps hand edits in nine files when a field is added in a fresh clone', async () => {
    const clone = cloneOf(shop, 'clone');
    for (const { file, old, edited } of HAND_EDITS) editFile(clone.folder, file, old, edited);
    await addField(clone.folder, 'product', 'sku:string(20)^');
    const tree = readTree(clone.folder);
    for (const { file, edited } of HAND_EDITS) {
      assert.ok(tree.get(file)?.includes(edited), `${file} lost its hand edit:\n${tree.get(file) ?? ''}`);
    }
    assert.deepEqual(
      KNOW_FIELDS.filter((file) => !/\bsku\b/.test(tree.get(file) ?? '')),
      [],
      'files without the new field',
    );
    const revisions = [...tree].filter(([file]) => file.startsWith('backend/alembic/versions/000'));
    assert.equal(revisions.length, 3);
    await checkBackend(clone);
    await pytest(clone, 'tests/test_products.py', 'tests/test_migrations.py');
    await checkFrontend(clone);
  });

  it('shows a conflict where both changed a line, and --yes writes nothing', async () => {
    const clone = cloneOf(shop, 'conflict');
    const line = '  price: decimalString(10, 2),';
    editFile(clone.folder, 'frontend/lib/types/api/product.ts', line, '  price: decimalString(8, 2),');
    editFile(clone.folder, '.groundwork/entities/product.yaml', 'decimal(10,2)', 'decimal(12,2)');
    const before = readTree(clone.folder);
    const { code, result, error, output } = await groundwork(
      clone.folder,
      'generate',
      'fullstack',
      'product',
      '--yes',
      '--no-verify',
    );
    assert.equal(code, 1, output.slice(-3_000));
    assert.equal(error?.code, 'conflict', output.slice(-3_000));
    assert.deepEqual(
      result?.files.filter(({ status }) => status === 'conflict').map(({ path: file }) => file),
      ['frontend/lib/types/api/product.ts'],
    );
    const typeLines = (before.get('frontend/lib/types/api/product.ts') ?? '').split('\n');
    const [conflict, ...others] = result.findings.filter(({ message }) => message.includes('same lines'));
    assert.equal(conflict?.path, 'frontend/lib/types/api/product.ts');
    assert.equal(typeLines[(conflict.line ?? 0) - 1]?.trim(), 'price: decimalString(8, 2),', 'where it is');
    assert.deepEqual(others, []);
    assert.deepEqual(changedPaths(before, readTree(clone.folder)), []);
  });
});

/** The same sources elsewhere, as after `git clone`: the run store of the first copy is not theirs. */
function cloneOf({ folder }: Shop, name: string): Shop {
  const target = tempFolder(name);
  const left = new Set(['.venv', 'node_modules', '.next', '__pycache__', '.mypy_cache', '.ruff_cache']);
  cpSync(folder, target, { recursive: true, filter: (file) => !left.has(path.basename(file)) });
  return linkPython(target);
}
