import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backendFixture } from '../../../test/fakes/backendFixture';
import {
  filesOf,
  generateBackend,
  proposedPaths,
  specOf,
  type GeneratedBackend,
} from '../../../test/fakes/generateBackend';
import { nodeAssets } from '../../../test/fakes/nodeAssets';
import { Parsers } from '../../codegen/inspect/parsers';
import { pyRender } from '../../codegen/render/python';
import type { EntityInput } from '../../core/entity/entityInput';
import type { EntityBase } from '../../core/model/entityBase';
import { detectFastapi } from './detectFastapi';
import { entityView } from './entityView';
import { fastapiStack } from './fastapiStack';
import { renderCrud } from './renderCrud';
import { createTable } from './renderMigration';
import { renderModel } from './renderModel';
import { renderRouter } from './renderRouter';
import { renderSchemas } from './renderSchemas';
import { tablesOf } from './tableShape';

const GOLDEN = join(dirname(fileURLToPath(import.meta.url)), '../../../test/golden/fastapi');

const PRODUCT: EntityInput = {
  name: 'product',
  fields: { name: 'bilingual(64)!', price: 'decimal(10,2)!', status: 'enum(draft,live)' },
  relationships: { category: 'ref(Category)' },
};

/** Every kind of relationship, names that Python keeps, a text-backed decimal. */
const CLASS: EntityInput = {
  name: 'class',
  fields: {
    code: 'string(20)!^',
    from: 'date!',
    metadata: 'json!',
    mass: 'decimal(30,9)',
    views: 'bigint(0..)!=0',
    type: 'enum(a,in-stock)!=a',
  },
  relationships: {
    category: { kind: 'many-to-one', target: 'Category', required: true },
    parent: { kind: 'many-to-one', target: 'self' },
    teacher: { kind: 'one-to-one', target: 'User', onDelete: 'set-null' },
    topics: { kind: 'many-to-many', target: 'Category' },
    members: { kind: 'many-to-many', target: 'User', payload: { mark: 'int(1..6)!', note: 'text' } },
    sessions: { kind: 'one-to-many', target: 'UserSession' },
  },
};

const CATEGORY: EntityInput = {
  name: 'category',
  table: 'category',
  fields: {
    name: 'bilingual(64)!^',
    description: 'text',
    sort_order: { type: 'int(0..)!=0' },
    is_active: 'bool!=true',
  },
};

describe('FastAPI stack', () => {
  let parsers: Parsers;
  let fixture: Map<string, string>;

  before(async () => {
    [parsers, fixture] = await Promise.all([Parsers.create(nodeAssets), backendFixture()]);
  });

  const text = (path: string): string => fixture.get(`backend/${path}`) ?? '';

  async function projectOf(files: ReadonlyMap<string, string>) {
    const [project] = await detectFastapi(filesOf(files), parsers);
    assert.ok(project !== undefined);
    return project;
  }

  const generate = (
    files: ReadonlyMap<string, string>,
    input: EntityInput,
    base: EntityBase | null = null,
  ): Promise<GeneratedBackend> => generateBackend(parsers, files, input, base);

  const messages = ({ results }: GeneratedBackend): string[] =>
    results.flatMap((result) => result.findings.map((finding) => finding.message));

  describe('detection', () => {
    it('reads the conventions of the sample', async () => {
      const project = await projectOf(fixture);
      assert.deepEqual(
        {
          folder: project.folder,
          unsupported: project.unsupported,
          width: project.width,
          entities: project.entities.map(({ name, table }) => `${name}:${table}`),
          base: project.base,
          sessions: project.sessions,
          tableNaming: project.tableNaming,
          groups: project.groups.map(({ name, prefix, readers, writers }) => ({
            name,
            prefix,
            guards: [...readers, ...writers].map((guard) => guard.name),
          })),
          heads: project.migrations?.heads,
        },
        {
          folder: 'backend',
          unsupported: [],
          width: 100,
          entities: ['User:user_account', 'UserSession:user_session', 'Category:category'],
          base: { module: 'db.base', name: 'Base' },
          sessions: 'sync',
          tableNaming: 'singular',
          groups: [{ name: 'setting', prefix: '/setting', guards: ['Reader', 'Writer'] }],
          heads: ['0001'],
        },
      );
      assert.ok(project.evidence.every(({ path, line }) => fixture.has(path) && line > 0));
    });

    it('finds a project anywhere, several, or none', async () => {
      const moved = (folder: string): [string, string][] =>
        [...fixture].map(([path, source]) => [path.replace('backend/', folder), source]);
      const cases: readonly [Map<string, string>, readonly string[]][] = [
        [new Map(moved('')), ['']],
        [new Map([...moved('services/a/'), ...moved('services/b/')]), ['services/a', 'services/b']],
        [new Map([['pyproject.toml', '[project]\ndependencies = ["django"]\n']]), []],
      ];
      for (const [files, folders] of cases) {
        const found = await detectFastapi(filesOf(files), parsers);
        assert.deepEqual(
          found.map(({ folder, unsupported }) => [folder, unsupported]),
          folders.map((folder) => [folder, []]),
        );
      }
    });

    it('names what it cannot work with', async () => {
      const change = (path: string, from: string, to: string): Map<string, string> =>
        new Map(fixture).set(`backend/${path}`, text(path).replaceAll(from, to));
      const cases: readonly [Map<string, string>, RegExp][] = [
        [change('db/base.py', 'DeclarativeBase', 'Declarative'), /no declarative base/],
        [
          change('db/model.py', 'class Category(', 'class Category ('.replace('(', '')),
          /model\.py does not parse/,
        ],
        [change('api/routers/setting/category_router.py', ': Writer', ': User'), /no guards/],
        [change('api/crud/listing.py', 'def fetch_page', 'def page_of'), /fetch_page/],
      ];
      for (const [files, reason] of cases) {
        const project = await projectOf(files);
        assert.match(project.unsupported.join('\n'), reason);
      }
    });
  });

  describe('generation', () => {
    it('writes an entity as the host wrote its own', async () => {
      const project = await projectOf(fixture);
      const view = entityView(project, specOf(CATEGORY));
      assert.equal(renderSchemas(view), text('api/schemas/category_schema.py'));
      assert.equal(renderCrud(view), text('api/crud/categories.py'));
      assert.equal(renderRouter(view), text('api/routers/setting/category_router.py'));
      const model = pyRender(renderModel(view), { width: project.width }).text;
      assert.ok(text('db/model.py').includes(`\n\n\n${model}\n`), model);
      const [table] = tablesOf(view).flatMap((shape) => createTable(project, shape));
      const created = table === undefined ? '' : pyRender(table, { width: project.width - 4 }).text;
      const indented = created.replaceAll('\n', '\n    ');
      assert.ok(text('alembic/versions/0001_users_sessions_and_categories.py').includes(indented), indented);
    });

    for (const input of [PRODUCT, CLASS]) {
      it(`writes ${input.name} as before`, async () => {
        const generated = await generate(fixture, input);
        assert.deepEqual(generated.questions, []);
        await compareWithGolden(input.name, proposedPaths(generated), generated.after);
      });
    }

    it('changes nothing the second time, and brings back one deleted file alone', async () => {
      const first = await generate(fixture, CLASS);
      assert.deepEqual(proposedPaths(await generate(first.after, CLASS, first.base)), []);
      for (const path of proposedPaths(first).filter((item) => !fixture.has(item))) {
        const files = new Map(first.after);
        files.delete(path);
        const again = await generate(files, CLASS, first.base);
        assert.deepEqual(proposedPaths(again), [path]);
        assert.equal(again.after.get(path), first.after.get(path));
      }
    });

    it('takes no part in what features leave out', async () => {
      const features = [
        '-softDelete',
        '-audit',
        '-csvExport',
        '-bulkActions',
        '-tests',
        '-filters',
        '-search',
        '-sort',
      ];
      const generated = await generate(fixture, { ...PRODUCT, features });
      const router = generated.after.get('backend/api/routers/setting/product_router.py') ?? '';
      assert.doesNotMatch(router, /restore|export|bulk|check_may_list/);
      const crud = generated.after.get('backend/api/crud/products.py') ?? '';
      assert.doesNotMatch(crud, /is_deleted|matches|between|created_at|stream_rows/);
      assert.equal(generated.after.get('backend/tests/test_products.py'), undefined);
      const schema = generated.after.get('backend/api/schemas/product_schema.py') ?? '';
      assert.match(schema, /ProductSort = Literal\["name_en"\]/);
      assert.match(schema, /class ProductRead\(ReadModel\)/);
    });

    it('gives an entity another class name where the host has that class for another table', async () => {
      const generated = await generate(fixture, {
        name: 'user',
        fields: { nickname: 'string(40)!' },
      });
      const model = generated.after.get('backend/db/model.py') ?? '';
      assert.match(model, /class UserRecord\(/);
      assert.match(generated.after.get('backend/api/crud/users.py') ?? '', /import User, UserRecord/);
    });
  });

  describe('migrations', () => {
    it('follow a changed specification with a revision of their own', async () => {
      const first = await generate(fixture, PRODUCT);
      const changedSpec = {
        ...PRODUCT,
        fields: {
          name: 'bilingual(64)!',
          cost: { type: 'decimal(10,2)!', renamedFrom: 'price' },
          status: 'enum(draft,live)',
          sku: 'string(20)!^',
        },
      };
      const second = await generate(first.after, changedSpec, first.base);
      const path = proposedPaths(second).find((item) => item.includes('versions/')) ?? '';
      assert.match(path, /versions\/0003_/);
      const revision = second.after.get(path) ?? '';
      assert.match(revision, /down_revision: str \| None = "0002"/);
      for (const step of [
        /"price",\s+new_column_name="cost"/,
        /UPDATE product SET sku = CAST\(id AS VARCHAR\)/,
        /alter_column\("sku", existing_type=sa.String\(length=20\), nullable=False\)/,
        /create_unique_constraint\(batch_op.f\("uq_product_sku"\)/,
      ]) {
        assert.match(revision, step);
      }
      assert.deepEqual(proposedPaths(await generate(second.after, changedSpec, second.base)), []);
    });

    it('ask which of two heads to follow', async () => {
      const other = text('alembic/versions/0001_users_sessions_and_categories.py');
      const files = new Map(fixture).set(
        'backend/alembic/versions/0002_other.py',
        other.replace('revision: str = "0001"', 'revision: str = "0002"').replaceAll('create_table', 'noop'),
      );
      const generated = await generate(files, PRODUCT);
      assert.deepEqual(
        generated.questions.map(({ key, options }) => [key, options.map(({ id }) => id)]),
        [['migration-head', ['0001', '0002']]],
      );
    });
  });

  describe('what exists', () => {
    const category = (from: string, to: string): Map<string, string> => {
      const path = 'backend/db/model.py';
      return new Map(fixture).set(path, (fixture.get(path) ?? '').replaceAll(from, to));
    };

    it('keeps every byte, and says where it differs', async () => {
      const cases: readonly [Map<string, string>, readonly RegExp[]][] = [
        [new Map(fixture), []],
        [category('description: Mapped', 'details: Mapped'), [/no column description/, /details is not in/]],
        [category('sort_order: Mapped[int]', 'sort_order: Mapped[str]'), [/sort_order is str, not int/]],
        [
          new Map(fixture).set('backend/api/schemas/category_schema.py', 'class CategoryCreate(:\n'),
          [/does not parse/],
        ],
      ];
      for (const [files, expected] of cases) {
        const generated = await generate(files, CATEGORY);
        assert.deepEqual(proposedPaths(generated), []);
        const found = messages(generated);
        assert.equal(found.length, expected.length, found.join('\n'));
        expected.forEach((pattern, index) => assert.match(found[index] ?? '', pattern));
      }
    });

    it('gets only the parts that are missing', async () => {
      const files = new Map(fixture);
      for (const path of ['api/crud/categories.py', 'tests/test_categories.py'])
        files.delete(`backend/${path}`);
      const generated = await generate(files, CATEGORY);
      assert.deepEqual(proposedPaths(generated), [
        'backend/api/crud/categories.py',
        'backend/tests/test_categories.py',
      ]);
      assert.equal(generated.after.get('backend/api/crud/categories.py'), text('api/crud/categories.py'));
    });
  });

  it('previews the files that a run proposes', async () => {
    const project = await projectOf(fixture);
    const spec = specOf({ ...PRODUCT, table: 'product' });
    const planned = fastapiStack(parsers).planned(project, spec);
    const fixed = planned.map(({ path }) => path).filter((path) => !path.includes('versions/'));
    const proposed = proposedPaths(await generate(fixture, PRODUCT)).filter(
      (path) => !path.includes('versions/'),
    );
    assert.deepEqual([...fixed].sort(), proposed);
  });
});

/** Compares files with those of a golden folder; UPDATE_GOLDEN=1 rewrites it. */
async function compareWithGolden(
  name: string,
  paths: readonly string[],
  files: ReadonlyMap<string, string>,
): Promise<void> {
  const folder = join(GOLDEN, name);
  if (process.env['UPDATE_GOLDEN'] !== undefined) {
    await rm(folder, { recursive: true, force: true });
    for (const path of paths) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), files.get(path) ?? '');
    }
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const golden = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  assert.deepEqual([...paths], golden);
  for (const path of paths) assert.equal(files.get(path), await readFile(join(folder, path), 'utf8'), path);
}
