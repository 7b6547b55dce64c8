import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CliWorkspace } from './support';

const FIELDS = 'name:bilingual(64)! price:decimal(10,2)! category:ref(Category) status:enum(draft,live)';
const GENERATE = ['generate', 'fullstack', 'product', '--fields', FIELDS] as const;
const ROUTERS = 'backend/core/app_setup/routers_group/setting_routers.py';

interface File {
  readonly path: string;
  readonly action: string;
  readonly status: string;
}

describe('groundwork generate, review, roll back', function () {
  this.timeout(120_000);
  let workspace: CliWorkspace;
  beforeEach(() => {
    workspace = new CliWorkspace();
  });
  afterEach(() => {
    workspace.dispose();
  });

  it('writes nothing before accept, exactly what is named after it, and takes it back', async () => {
    const before = workspace.tree();
    const folders = workspace.folders();
    const generated = await workspace.run(...GENERATE, '--no-verify');
    assert.equal(generated.code, 3, generated.stderr);
    assert.equal(generated.last['kind'], 'result');
    assert.equal(generated.last['status'], 'review');
    assert.deepEqual([...workspace.tree()], [...before]);
    const run = String(generated.last['run']);
    const files = generated.last['files'] as readonly File[];
    assert.ok(files.length > 25);
    assert.equal(files.find((file) => file.path === ROUTERS)?.action, 'edit');

    const schema = 'backend/api/schemas/product_schema.py';
    const needs = await workspace.run('accept', run, schema);
    assert.equal(needs.code, 1, 'the schema imports the enum of the model');
    assert.match(String(needs.last['message']), /backend\/db\/model\.py/);
    const partly = await workspace.run('accept', run, schema, 'backend/db/model.py');
    assert.equal(partly.code, 3, partly.stdout);
    const changed = [...workspace.tree()].filter(([file, hash]) => before.get(file) !== hash);
    assert.deepEqual(changed.map(([file]) => file).sort(), [
      '.gitattributes',
      '.groundwork/base/product.json',
      '.groundwork/entities/product.yaml',
      '.groundwork/entity.schema.json',
      schema,
      'backend/db/model.py',
    ]);

    const rejected = await workspace.run('reject', run);
    assert.equal(rejected.code, 0);
    assert.equal(rejected.last['status'], 'completed');
    const back = await workspace.run('rollback', run);
    assert.equal(back.code, 0);
    assert.deepEqual([...workspace.tree()], [...before]);
    assert.deepEqual(workspace.folders(), folders);
  });

  it('the same request again proposes nothing; a deleted file comes back alone', async () => {
    assert.equal((await workspace.run(...GENERATE, '--no-verify', '--yes')).code, 0);
    const first = workspace.tree();
    const again = await workspace.run(...GENERATE, '--no-verify');
    assert.equal(again.code, 0);
    assert.deepEqual(again.last['files'], []);
    const columns = 'frontend/app/(pages)/setting/products/_components/table/columns.tsx';
    rmSync(path.join(workspace.root, columns));
    const restored = await workspace.run(...GENERATE, '--no-verify', '--yes');
    assert.deepEqual(restored.last['files'], [{ path: columns, action: 'create', status: 'accepted' }]);
    assert.deepEqual([...workspace.tree()], [...first]);
  });

  it('add-field reaches every layer and keeps hand edits', async () => {
    assert.equal((await workspace.run(...GENERATE, '--no-verify', '--yes')).code, 0);
    const router = path.join(workspace.root, 'backend/api/routers/setting/product_router.py');
    writeFileSync(router, `${readFileSync(router, 'utf8')}\n\n# A note of the team.\n`);
    const added = await workspace.run('add-field', 'product', 'stock:int(0..)!', '--no-verify', '--yes');
    assert.equal(added.code, 0, added.stdout + added.stderr);
    assert.match(readFileSync(router, 'utf8'), /# A note of the team\./);
    for (const file of [
      'backend/db/model.py',
      'backend/api/schemas/product_schema.py',
      'backend/api/crud/products.py',
      'backend/tests/test_products.py',
      'frontend/lib/types/api/product.ts',
      'frontend/app/(pages)/setting/products/_components/table/columns.tsx',
      'frontend/app/(pages)/setting/products/_components/modals/product-form.tsx',
      'frontend/messages/en.json',
      'frontend/messages/ar.json',
      '.groundwork/entities/product.yaml',
    ]) {
      assert.match(readFileSync(path.join(workspace.root, file), 'utf8'), /stock/, file);
    }
    const migrations = (added.last['files'] as readonly File[]).filter((file) =>
      file.path.includes('/versions/'),
    );
    assert.equal(migrations.length, 1);
    assert.equal(migrations[0]?.action, 'create');
  });

  it('writes nothing while something is in the way, says what, and accepts once it is gone', async () => {
    const generated = await workspace.run(...GENERATE, '--no-verify');
    const run = String(generated.last['run']);
    for (const [obstacle, message] of [
      // A new file that others need is there by now; a file stands where a folder is needed.
      ['backend/api/schemas/product_schema.py', /needs .*product_schema\.py/],
      ['frontend/app/(pages)/setting/products', /was not written/],
    ] as const) {
      mkdirSync(path.dirname(path.join(workspace.root, obstacle)), { recursive: true });
      writeFileSync(path.join(workspace.root, obstacle), 'mine\n');
      const before = workspace.tree();
      const refused = await workspace.run('accept', run);
      assert.equal(refused.code, 1, refused.stdout);
      assert.match(String(refused.last['message']), message);
      assert.deepEqual([...workspace.tree()], [...before]);
      rmSync(path.join(workspace.root, obstacle));
    }
    const accepted = await workspace.run('accept', run);
    assert.equal(accepted.code, 0, accepted.stdout);
    assert.equal(accepted.last['status'], 'completed');
  });

  it('--dry-run keeps nothing', async () => {
    const before = workspace.tree();
    const { code, last } = await workspace.run(...GENERATE, '--no-verify', '--dry-run');
    assert.equal(code, 0);
    assert.ok((last['files'] as readonly File[]).length > 25);
    assert.deepEqual([...workspace.tree()], [...before]);
    const [run] = (await workspace.run('runs')).last['runs'] as readonly { readonly status: string }[];
    assert.equal(run?.status, 'completed');
  });

  it('--yes without trust writes nothing and says what to add', async () => {
    const before = workspace.tree();
    const { code, last } = await workspace.run(...GENERATE, '--yes');
    assert.equal(code, 1);
    assert.match(String(last['suggestion']), /--trust/);
    assert.deepEqual([...workspace.tree()], [...before]);
  });

  const bad: readonly (readonly [string, readonly string[], RegExp, RegExp])[] = [
    [
      'an unknown type',
      ['generate', 'fullstack', 'product', '--fields', 'name:strin(64)'],
      /strin/,
      /string/,
    ],
    [
      'an unknown target',
      ['generate', 'fullstack', 'product', '--fields', 'name:string c:ref(Categori)'],
      /Categori/,
      /Category/,
    ],
    [
      'a reserved name',
      ['generate', 'fullstack', 'product', '--fields', 'name:string version:int'],
      /version/,
      /\w/,
    ],
    [
      'a name that leaves the workspace',
      ['generate', 'fullstack', '../x', '--fields', 'name:string'],
      /\.\.\/x/,
      /product/,
    ],
    ['no fields at all', ['generate', 'fullstack', 'thing'], /specification/, /--fields/],
    ['an entity that was not generated', ['add-field', 'thing', 'x:int'], /thing/, /[Gg]enerate/],
    ['an unknown run', ['show', 'nothing'], /nothing/, /groundwork runs/],
    ['an unknown command', ['frobnicate'], /frobnicate/, /help/],
  ];
  for (const [name, args, message, suggestion] of bad) {
    it(`answers 2 to ${name}, with what to do`, async () => {
      const { code, last, stdout } = await workspace.run(...args);
      assert.equal(code, 2, stdout);
      assert.equal(last['kind'], 'error');
      assert.match(String(last['message']), message);
      assert.match(String(last['suggestion']), suggestion);
    });
  }

  it('refuses to write through a link that leaves the workspace', async () => {
    const outside = path.join(workspace.folder, 'outside');
    mkdirSync(outside);
    const schemas = path.join(workspace.root, 'backend/api/schemas');
    const moved = path.join(outside, 'schemas');
    mkdirSync(moved);
    for (const name of ['__init__.py', 'common.py', 'category_schema.py', 'auth_schema.py']) {
      writeFileSync(path.join(moved, name), readFileSync(path.join(schemas, name)));
    }
    rmSync(schemas, { recursive: true });
    symlinkSync(moved, schemas);
    const { code } = await workspace.run(...GENERATE, '--no-verify', '--yes');
    assert.notEqual(code, 0);
    assert.throws(() => readFileSync(path.join(moved, 'product_schema.py')));
  });

  it('says who holds the runs, and still shows them', async () => {
    const held = workspace.start(...GENERATE, '--no-verify');
    const ended = new Promise((resolve) => held.once('close', resolve));
    await new Promise<void>((resolve) => {
      held.stdout?.once('data', () => {
        resolve();
      });
    });
    held.kill('SIGSTOP');
    const second = await workspace.run(...GENERATE, '--no-verify');
    assert.equal(second.code, 1);
    assert.match(String(second.last['message']), /held by groundwork, process \d+/);
    assert.equal((await workspace.run('runs')).code, 0);
    held.kill('SIGCONT');
    held.kill('SIGKILL');
    await ended;
  });
});
