import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { alembic, checkBackend, pytest } from './support/checks';
import { tempFolder } from './support/folders';
import { addField, generate, generateFrom } from './support/groundwork';
import { inRepo } from '../../scripts/lib/paths.mjs';
import { startPostgres, type Postgres } from './support/postgres';
import { mustRun } from './support/runTool';
import { copyShop, type Shop } from './support/shop';
import { editFile } from './support/tree';
import { copyWarehouse } from './support/warehouse';

interface Sample {
  readonly name: string;
  readonly copy: (name: string) => Shop;
  /** An entity of the sample's own, and columns that a row of it must have. */
  readonly target: { readonly model: string; readonly table: string; readonly values: string };
  readonly users: string;
  readonly parts: string;
  readonly scheme: string;
  readonly revisions: string;
}

const AUDIT = "'2026-01-01 00:00:00', '2026-01-01 00:00:00', 1";

const SAMPLES: readonly Sample[] = [
  {
    name: 'shop',
    copy: copyShop,
    target: {
      model: 'Category',
      table: 'category',
      values: `(name_en, name_ar, sort_order, is_active, created_at, updated_at, version) VALUES ('A', 'A', 0, true, ${AUDIT}), ('B', 'B', 0, true, ${AUDIT})`,
    },
    users: 'user_account',
    parts: 'part',
    scheme: 'sqlite',
    revisions: 'alembic/versions',
  },
  {
    name: 'warehouse',
    copy: copyWarehouse,
    target: {
      model: 'Supplier',
      table: 'suppliers',
      values: `(name_en, name_ar, lead_days, is_active, created_at, updated_at, version) VALUES ('A', 'A', 0, true, ${AUDIT}), ('B', 'B', 0, true, ${AUDIT})`,
    },
    users: 'users',
    parts: 'parts',
    scheme: 'sqlite+aiosqlite',
    revisions: 'migrations/versions',
  },
];

const firstVersion = (model: string): string => `
name: part
fields:
  code: string(20)!^
  name: string(40)
  size: string(10)
  count: int
  rate: int(0..10)!
  note: text
  level: string(5)!
  day: string(10)
  seen: date
  done: string(5)
  flag: int
relationships:
  origin: ref(${model})
  users: { type: refs(User), payload: { mark: int! } }
  twins: refs(self)
  others: refs(${model})
`;

/** Every kind of change at once. */
const nextVersion = (model: string): string => `
name: part
fields:
  code: string(40)!^
  name: string(40)!
  dimension: { type: string(10), renamedFrom: size }
  count: bigint
  rate: decimal(6,2)!
  level: int!
  day: date
  seen: datetime
  done: bool!
  flag: bool!
  sku: string(20)!^
  active: bool!=true
  kind: enum(raw,done)!
  ratio: float(0..1)!
relationships:
  source: { type: ref(${model}), renamedFrom: origin }
  users: { type: refs(User), payload: { score: { type: int!, renamedFrom: mark }, note: text } }
  siblings: { type: refs(self), renamedFrom: twins }
  others: { type: refs(${model}), payload: { amount: int!=1 } }
  keeper: ref(User)!
  owner: one(User)!
  parent: ref(self)
`;

/** Tests of an entity that refers to it: their rows need rows of it, with a keeper and an owner later. */
const FITTINGS = 'tests/test_fittings.py';

const JUNCTIONS = ['users', 'twins', 'others'] as const;

describe('changes of an entity that has rows', () => {
  let postgres: Postgres;

  before(async () => {
    postgres = await startPostgres();
  });

  after(() => postgres.stop());

  for (const sample of SAMPLES) {
    describe(`in ${sample.name}`, () => {
      let shop: Shop;
      let revision: string;
      let fittings: string;

      before(async () => {
        shop = sample.copy(`${sample.name}-changes`);
        await generateFrom(shop.folder, 'part', specFile(firstVersion(sample.target.model)));
        await generate(shop.folder, 'fitting', 'size:int! part:ref(Part)!');
        fittings = readFileSync(path.join(shop.backend, FITTINGS), 'utf8');
        const known = new Set(revisionsOf(shop, sample));
        await generateFrom(shop.folder, 'part', specFile(nextVersion(sample.target.model)));
        const added = revisionsOf(shop, sample).filter((file) => !known.has(file));
        assert.equal(added.length, 1, 'revisions of the change');
        revision = added[0] ?? '';
      });

      it('leaves code that its tools and tests find right', async () => {
        await checkBackend(shop);
        await pytest(shop, 'tests/test_parts.py', 'tests/test_migrations.py');
      });

      it('leaves the tests of what refers to it as they were, and they pass', async () => {
        assert.equal(readFileSync(path.join(shop.backend, FITTINGS), 'utf8'), fittings);
        await pytest(shop, FITTINGS);
      });

      it('is nothing the second time', async () => {
        const { files } = await generateFrom(shop.folder, 'part');
        assert.deepEqual(files, []);
      });

      it('keeps the rows of SQLite, up and down', () =>
        upAndDown(
          sample,
          shop,
          revision,
          `${sample.scheme}:///${path.join(tempFolder('db'), 'changed.db')}`,
        ));

      it('keeps the rows of PostgreSQL, up and down', async () =>
        upAndDown(sample, shop, revision, await postgres.createDatabase(`changes_${sample.name}`)));
    });
  }
});

describe('changes where env.py leaves SQLite its foreign keys', () => {
  it('keep the rows that refer to a table which is made anew, up and down', async () => {
    const shop = copyShop('unguarded');
    editFile(shop.folder, 'backend/alembic/env.py', 'PRAGMA foreign_keys=OFF', 'PRAGMA foreign_keys');
    await generate(shop.folder, 'part', 'code:string(20)! topics:refs(Category)');
    const url = `sqlite:///${path.join(tempFolder('db'), 'unguarded.db')}`;
    await alembic(shop, url, 'upgrade', 'head');
    await sql(
      shop,
      url,
      'INSERT INTO category (name_en, name_ar, sort_order, is_active, created_at, updated_at, version) ' +
        `VALUES ('A', 'A', 0, true, ${AUDIT})`,
      `INSERT INTO part (code, created_at, updated_at, version) VALUES ('p1', ${AUDIT}), ('p2', ${AUDIT})`,
      'INSERT INTO part_topics VALUES (1, 1), (2, 1)',
    );
    await addField(shop.folder, 'part', 'key:uuid!^ size:int(5..)!^');
    await checkBackend(shop);
    const links = 'SELECT part_id, category_id FROM part_topics ORDER BY part_id';
    for (const revision of ['head', '-1', 'head']) {
      await alembic(shop, url, revision === 'head' ? 'upgrade' : 'downgrade', revision);
      assert.deepEqual(
        await sql(shop, url, links),
        [
          [
            [1, 1],
            [2, 1],
          ],
        ],
        revision,
      );
    }
    const [sizes, keys] = await sql(
      shop,
      url,
      'SELECT size FROM part ORDER BY id',
      'SELECT COUNT(DISTINCT key), MIN(LENGTH(key)) FROM part',
    );
    assert.deepEqual(sizes, [[6], [7]]);
    assert.deepEqual(keys, [[2, 32]]);
    await alembic(shop, url, 'check');
    await pytest(shop, 'tests/test_migrations.py', 'tests/test_parts.py');
  });
});

function specFile(text: string): string {
  const file = path.join(tempFolder('spec'), 'part.yaml');
  writeFileSync(file, text);
  return file;
}

const revisionsOf = (shop: Shop, sample: Sample): readonly string[] =>
  readdirSync(path.join(shop.backend, sample.revisions)).filter((file) => file.endsWith('.py'));

async function upAndDown(sample: Sample, shop: Shop, revision: string, url: string): Promise<void> {
  const { target, users, parts } = sample;
  const [usersLink = '', twins = '', others = ''] = JUNCTIONS.map((name) => `${parts}_${name}`);
  const id = revision.split('_')[0] ?? '';
  await alembic(shop, url, 'upgrade', 'head');
  await alembic(shop, url, 'downgrade', '-1');
  await sql(
    shop,
    url,
    `INSERT INTO ${target.table} ${target.values}`,
    `INSERT INTO ${users} (username, password_hash, role) VALUES ('a', 'x', 'admin'), ('b', 'x', 'viewer')`,
    `INSERT INTO ${parts} (code, name, size, count, rate, note, level, day, seen, done, flag, origin_id, created_at, updated_at, version) ` +
      `VALUES ('p1', NULL, 'big', 7, 3, 'gone', '12', '2026-02-03', '2026-02-04', 'Yes', 1, 2, ${AUDIT}), ` +
      `('p2', 'two', NULL, NULL, 0, NULL, '0', NULL, NULL, NULL, NULL, NULL, ${AUDIT})`,
    `INSERT INTO ${usersLink} (part_id, user_id, mark) VALUES (1, 2, 5)`,
    `INSERT INTO ${twins} (part_id, twin_id) VALUES (1, 2)`,
    `INSERT INTO ${others} VALUES (1, 2)`,
  );
  await alembic(shop, url, 'upgrade', id);
  await alembic(shop, url, 'check');
  const text = (column: string): string => `CAST(${column} AS VARCHAR(10))`;
  const [rows, unions, siblings, amounts] = await sql(
    shop,
    url,
    `SELECT code, name, dimension, count, CAST(rate AS INTEGER), level, ${text('day')}, ${text('seen')}, sku, kind, source_id, keeper_id, owner_id, parent_id FROM ${parts} ORDER BY id`,
    `SELECT part_id, user_id, score, note FROM ${usersLink}`,
    `SELECT part_id, sibling_id FROM ${parts}_siblings`,
    `SELECT part_id, ${target.model.toLowerCase()}_id, amount FROM ${others}`,
  );
  assert.deepEqual(rows, [
    ['p1', '', 'big', 7, 3, 12, '2026-02-03', '2026-02-04', '1', 'raw', 2, 1, 1, null],
    ['p2', 'two', null, null, 0, 0, null, null, '2', 'raw', null, 1, 2, null],
  ]);
  const truths = await sql(
    shop,
    url,
    `SELECT id FROM ${parts} WHERE done AND flag AND active ORDER BY id`,
    `SELECT id FROM ${parts} WHERE NOT done AND NOT flag AND active ORDER BY id`,
  );
  assert.deepEqual(truths, [[[1]], [[2]]]);
  assert.deepEqual(unions, [[1, 2, 5, null]]);
  assert.deepEqual(siblings, [[1, 2]]);
  assert.deepEqual(amounts, [[1, 2, 1]]);
  await alembic(shop, url, 'downgrade', '-1');
  const [old, marks, pairs, plain] = await sql(
    shop,
    url,
    `SELECT code, name, size, count, CAST(rate AS INTEGER), note, level, day, ${text('seen')}, flag, origin_id FROM ${parts} ORDER BY id`,
    `SELECT part_id, user_id, mark FROM ${usersLink}`,
    `SELECT part_id, twin_id FROM ${twins}`,
    `SELECT * FROM ${others}`,
  );
  assert.deepEqual(old, [
    ['p1', '', 'big', 7, 3, null, '12', '2026-02-03', '2026-02-04', 1, 2],
    ['p2', 'two', null, null, 0, null, '0', null, null, 0, null],
  ]);
  assert.deepEqual(marks, [[1, 2, 5]]);
  assert.deepEqual(pairs, [[1, 2]]);
  assert.deepEqual(plain, [[1, 2]]);
  await alembic(shop, url, 'upgrade', 'head');
  await alembic(shop, url, 'downgrade', 'base');
}

/** The rows of each query. */
async function sql(shop: Shop, url: string, ...statements: readonly string[]): Promise<readonly unknown[]> {
  const script = inRepo('test', 'output', 'support', 'sql.py');
  const { stdout } = await mustRun([shop.python, script, url, ...statements], { cwd: shop.backend });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
