import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeAssets } from '../../../test/fakes/nodeAssets';
import { quietContext } from '../../../test/fakes/quietContext';
import { Parsers } from '../../codegen/inspect/parsers';
import { checkShorthand } from '../../core/entity/shorthand';
import { workspacePath } from '../../core/model/workspacePath';
import type { ExecutorContext } from '../../core/ports/executor';
import type { WorkspaceFiles } from '../../core/ports/workspaceFiles';
import { detectFastapi } from './detectFastapi';
import { createFastapiExecutors } from './executors';

const WAREHOUSE = join(dirname(fileURLToPath(import.meta.url)), '../../../test/fixtures/warehouse');
const API = 'services/api';

describe('FastAPI stack on a project with asynchronous sessions and a file for each model', () => {
  let parsers: Parsers;
  const texts = new Map<string, string>();
  const files: WorkspaceFiles = {
    root: '/workspace',
    list: () => Promise.resolve([...texts.keys()].sort().map(workspacePath)),
    read: (path) => Promise.resolve(texts.get(path)),
  };

  before(async () => {
    parsers = await Parsers.create(nodeAssets);
    const visit = async (folder: string): Promise<void> => {
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory() && !/^(\.|__pycache__)/.test(entry.name)) await visit(path);
        if (entry.isFile() && /\.(py|toml|txt|ini)$/.test(entry.name))
          texts.set(relative(WAREHOUSE, path).split(sep).join('/'), await readFile(path, 'utf8'));
      }
    };
    await visit(join(WAREHOUSE, API));
  });

  it('reads its conventions', async () => {
    const [project] = await detectFastapi(files, parsers);
    assert.ok(project !== undefined);
    const { root, sessions, sessionName, modelFiles, schemas, crud, tableNaming, unsupported } = project;
    assert.deepEqual(
      { root, sessions, sessionName, modelFiles, schemas, crud, tableNaming, unsupported },
      {
        root: 'src',
        sessions: 'async',
        sessionName: 'session',
        modelFiles: {
          folder: 'warehouse/models',
          pattern: '{snake}',
          index: { path: `${API}/src/warehouse/models/__init__.py`, module: 'warehouse.models' },
        },
        schemas: { folder: 'warehouse/schemas', pattern: '{snake}' },
        crud: { folder: 'warehouse/repositories', pattern: '{snake}' },
        tableNaming: 'plural',
        unsupported: [],
      },
    );
    const [group] = project.groups;
    assert.deepEqual(
      [group?.prefix, group?.function, group?.members, group?.routers.pattern],
      ['/purchasing', null, 'modules', '{plural}'],
    );
    assert.deepEqual([group?.readers[0]?.name, group?.writers[0]?.name], ['Viewer', 'Editor']);
  });

  it('generates an entity in its manner', async () => {
    const [backend] = await detectFastapi(files, parsers);
    const parsed = checkShorthand('product name:bilingual(64)! supplier:ref(Supplier)');
    assert.ok(parsed.kind === 'valid');
    const spec = { ...parsed.spec, group: 'purchasing', table: 'products' };
    const context: ExecutorContext = {
      ...quietContext,
      request: {},
      inputs: { 'project-detection': { backend, frontend: null }, 'entity-dialogue': { spec, base: null } },
      files,
      progress: () => undefined,
      ask: () => Promise.reject(new Error('nothing to ask')),
    };
    const [executor] = createFastapiExecutors({ parsers });
    const result = await executor?.execute(context);
    const after = new Map((result?.files ?? []).map((file) => [file.path as string, file.proposed]));
    const expectations: readonly (readonly [string, readonly string[]])[] = [
      ['models/product.py', ['from warehouse.models.supplier import Supplier\n', 'class Product(']],
      ['models/__init__.py', ['from warehouse.models.product import Product\n', '"Product", "Role"']],
      [
        'models/supplier.py',
        ['if TYPE_CHECKING:\n    from warehouse.models.product import Product\n', 'Mapped[list["Product"]]'],
      ],
      [
        'repositories/product.py',
        [
          'async def get_product(session: AsyncSession, product_id: int) -> Product:\n',
          'return await get_record(session, Product, product_id)\n',
          'def _query(params: ProductListParams)',
        ],
      ],
      [
        'api/endpoints/products.py',
        ['from warehouse.repositories import product as products\n', 'return await products.list_products('],
      ],
      [
        'api/router.py',
        ['import auth, products, suppliers\n', 'purchasing_router.include_router(products.router)\n'],
      ],
    ];
    const tests = (await createFastapiExecutors({ parsers })[1]?.execute(context))?.files[0];
    assert.ok(tests !== undefined);
    assert.equal(tests.path, `${API}/tests/test_products.py`);
    for (const part of [
      'from warehouse.models import Product, Supplier\n',
      'MakeProduct = Callable[..., Awaitable[Product]]\n',
      'async def make_product(**values: object) -> Product:\n',
      'await session.commit()\n',
      'make(deleted_at=utc_now())\n',
      'assert (await viewer_client.get(f"{URL}/{row.id}")).json()["id"] == row.id\n',
    ]) {
      assert.ok(tests.proposed.includes(part), `the tests have no ${part}:\n${tests.proposed}`);
    }
    for (const [path, parts] of expectations) {
      const text = after.get(`${API}/src/warehouse/${path}`) ?? '';
      for (const part of parts) assert.ok(text.includes(part), `${path} has no ${part}:\n${text}`);
    }
  });
});
