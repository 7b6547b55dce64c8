import { strict as assert } from 'node:assert';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pytest } from './support/checks';
import { preparedCorpus } from './support/corpus';
import { tempFolder } from './support/folders';
import { PythonForks } from './support/forks';
import { linkPython, type Shop } from './support/shop';
import { replaceOnce } from './support/tree';

type Suite = 'products' | 'orders';

interface Fault {
  readonly what: string;
  readonly suite: Suite;
  /** Below `backend`. */
  readonly file: string;
  /** Asked first; the others have their say if it does not notice. */
  readonly test: string;
  readonly correct: string;
  readonly faulty: string;
}

const fault =
  (suite: Suite, file: string) =>
  (what: string, test: string, correct: string, faulty: string): Fault => ({
    what,
    suite,
    file,
    test: `test_${test}`,
    correct,
    faulty,
  });

const inRouter = fault('products', 'api/routers/setting/product_router.py');
const inCrud = fault('products', 'api/crud/products.py');
const inSchema = fault('products', 'api/schemas/product_schema.py');
const inOrders = fault('orders', 'api/crud/orders.py');
const inModel = fault('orders', 'db/model.py');

/** What goes wrong in code that someone changes without looking: each must make the generated tests fail. */
const FAULTS: readonly Fault[] = [
  inRouter(
    'guard of a read removed',
    'unauthenticated',
    'def get_product(product_id: RecordId, db: DbSession, _user: Reader)',
    'def get_product(product_id: RecordId, db: DbSession)',
  ),
  inRouter(
    'readers may create',
    'forbidden',
    'def create_product(body: ProductCreate, db: DbSession, user: Writer)',
    'def create_product(body: ProductCreate, db: DbSession, user: Reader)',
  ),
  inRouter(
    'readers may delete many',
    'forbidden',
    'def bulk_delete_products(body: BulkIds, db: DbSession, user: Writer)',
    'def bulk_delete_products(body: BulkIds, db: DbSession, user: Reader)',
  ),
  inRouter(
    'everyone sees deleted rows',
    'forbidden',
    '    check_may_list(user, deleted=params.deleted)\n    return products.list_products(db, params)',
    '    return products.list_products(db, params)',
  ),
  inCrud(
    'soft delete filter dropped',
    'list_hides_deleted',
    '        is_deleted(Product, params.deleted),\n',
    '',
  ),
  inCrud(
    'search misses a column',
    'search',
    'matches(params.search, Product.name_en, Product.name_ar)',
    'matches(params.search, Product.name_en)',
  ),
  inCrud('filter dropped', 'filters', '        one_of(Product.status, params.status),\n', ''),
  inCrud(
    'bounds of a range swapped',
    'filters',
    'between(Product.price, params.price_min, params.price_max)',
    'between(Product.price, params.price_max, params.price_min)',
  ),
  inCrud('sort ignored', 'sort', 'SORTS[params.sort]', 'SORTS["id"]'),
  inCrud('sort by another column', 'sort', '    "price": Product.price,\n', '    "price": Product.status,\n'),
  inCrud('order ignored', 'sort', ', params.order)', ', type(params.order).ASC)'),
  inCrud(
    'page offset wrong',
    'pages',
    'fetch_page(db, _query(params), params)',
    'fetch_page(db, _query(params).offset(1), params.model_copy(update={"page": params.page + 1}))',
  ),
  inCrud(
    'export without filters',
    'export_is_filtered',
    'stream_rows(db, _query(params))',
    'stream_rows(db, select(Product))',
  ),
  inCrud('version not compared', 'stale_update', 'version=data.version)', 'version=product.version)'),
  inCrud(
    'only one of many deleted',
    'bulk_delete',
    'delete_records(db, Product, ids, user)',
    'delete_records(db, Product, ids[:1], user)',
  ),
  inCrud(
    'restore does nothing',
    'delete_and_restore',
    'restore_record(db, Product, product_id, user)',
    'db.get_one(Product, product_id)',
  ),
  inSchema(
    'longer names than the column takes',
    'invalid_values',
    'name_en: Annotated[PlainText, Field(min_length=1, max_length=64)]',
    'name_en: Annotated[PlainText, Field(min_length=1, max_length=640)]',
  ),
  inSchema('decimals as floats', 'create', '    price: DecimalStr\n', '    price: float\n'),
  inModel(
    'unique dropped',
    'duplicates',
    '    number: Mapped[str] = mapped_column(String(20), unique=True)\n    placed_at',
    '    number: Mapped[str] = mapped_column(String(20))\n    placed_at',
  ),
  inOrders(
    'a record may be chosen twice',
    'related_records_that_cannot_be_chosen',
    '    if len(ids) > len(set(ids)):\n',
    '    if len(ids) > len(set(ids)) + 1000:\n',
  ),
];

const REQUIRED = 18;
const AT_ONCE = 2;

describe('faults in generated code', () => {
  let copies: Shop[];

  before(async () => {
    const shop = await preparedCorpus();
    copies = Array.from({ length: AT_ONCE }, () => backendOf(shop));
    const [copy] = copies;
    assert.ok(copy);
    await pytest(copy, ...new Set(FAULTS.map(({ suite }) => testsOf(suite))));
  });

  it(`makes the generated tests fail for at least ${REQUIRED} of ${FAULTS.length}`, async () => {
    assert.equal(FAULTS.length, 20);
    const waiting = [...FAULTS];
    const unnoticed: string[] = [];
    await Promise.all(
      copies.map(async (copy) => {
        const forks = new PythonForks(copy.python);
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          if (!(await isNoticed(forks, copy, next))) unnoticed.push(next.what);
        }
        await forks.stop();
      }),
    );
    assert.ok(FAULTS.length - unnoticed.length >= REQUIRED, `not noticed: ${unnoticed.join(', ')}`);
  });
});

const testsOf = (suite: Suite): string => `tests/test_${suite}.py`;

function backendOf(shop: Shop): Shop {
  const folder = tempFolder('faulty');
  const left = new Set(['.venv', '__pycache__', '.mypy_cache', '.ruff_cache']);
  cpSync(shop.backend, path.join(folder, 'backend'), {
    recursive: true,
    filter: (file) => !left.has(path.basename(file)),
  });
  return linkPython(folder);
}

/** Whether the tests fail because of an assertion, not because the code no longer loads. */
async function isNoticed(
  forks: PythonForks,
  shop: Shop,
  { what, suite, file, test, correct, faulty }: Fault,
): Promise<boolean> {
  const full = path.join(shop.backend, file);
  const text = readFileSync(full, 'utf8');
  writeFileSync(full, replaceOnce(text, correct, faulty, `${file} (${what})`));
  try {
    for (const tests of [`${testsOf(suite)}::${test}`, testsOf(suite)]) {
      const { code, output } = await forks.pytest(shop, '-x', '-q', '-p', 'no:cacheprovider', tests);
      assert.ok(
        code === 0 || code === 1,
        `the tests did not run with the fault "${what}":\n${output.slice(-3_000)}`,
      );
      if (code === 1) return true;
    }
    return false;
  } finally {
    writeFileSync(full, text);
  }
}
