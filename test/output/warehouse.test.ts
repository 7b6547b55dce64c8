import { strict as assert } from 'node:assert';
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { checkBackend, checkFrontend, pytestAll } from './support/checks';
import { tempFolder } from './support/folders';
import { addField, generate, generateFrom, groundwork } from './support/groundwork';
import { migratePopulated } from './support/migratePopulated';
import { startPostgres } from './support/postgres';
import type { Shop } from './support/shop';
import { changedPaths, editFile, readTree } from './support/tree';
import { cloneWarehouse, copyWarehouse } from './support/warehouse';

/** Every kind of relationship, names that are reserved somewhere, an enumeration, decimals of both kinds. */
const ENTITIES = {
  item:
    'name:bilingual(64)! sku:string(20)!^ price:decimal(10,2)! mass:decimal(20,6) stock:bigint(0..)!=0 ' +
    'status:enum(draft,in-stock)!=draft supplier:ref(Supplier)!',
  zone:
    'name:string(80)!^ capacity:int(1..)! opens:time cold:bool=false parent:ref(self, set-null) ' +
    'neighbours:refs(self) keeper:one(User, set-null)',
  class:
    'code:string(10)!^ from:date! type:enum(dry,wet) metadata:json registry:string(20) model_config:float(0..3) ' +
    'default:int items:refs(Item)',
  order:
    'number:string(20)!^ placed_at:datetime! total:decimal(12,2)! state:enum(open,sent)!=open buyer:one(Supplier)! ' +
    'items:refs(Item; quantity:int(1..999)!=1 unit_price:decimal(10,2)) zones:many(Zone)',
} as const;
const NAMES = ['item', 'zone', 'class', 'order'] as const;

const API = 'services/api/src/warehouse';
const MODEL = `${API}/models/item.py`;

/** Files of an entity that know its fields. */
const knowingFields = (name: (typeof NAMES)[number]): readonly string[] => {
  const module = name === 'class' ? `${name}_` : name;
  const plural = name === 'class' ? 'classes' : `${name}s`;
  return [
    `${API}/models/${module}.py`,
    `${API}/schemas/${module}.py`,
    `services/api/tests/test_${plural}.py`,
    `apps/web/src/types/${name}.ts`,
    `apps/web/src/app/(app)/purchasing/${plural}/_components/${name}-form.tsx`,
  ];
};

describe('four entities in a backend with asynchronous sessions and a file a model', () => {
  let warehouse: Shop;
  let clone: Shop;

  before(async () => {
    warehouse = copyWarehouse();
    for (const name of NAMES) await generate(warehouse.folder, name, ENTITIES[name]);
  });

  it('are clean by the tools of the backend', () => checkBackend(warehouse));

  it('pass their generated tests', () => pytestAll(warehouse));

  it('are clean by the tools of the frontend', () => checkFrontend(warehouse));

  it('migrate populated tables of SQLite up and down', () =>
    migratePopulated(warehouse, `sqlite+aiosqlite:///${path.join(tempFolder('db'), 'warehouse.db')}`, 5));

  it('migrate populated tables of PostgreSQL up and down', async () => {
    const postgres = await startPostgres();
    try {
      await migratePopulated(warehouse, await postgres.createDatabase('warehouse'), 5);
    } finally {
      await postgres.stop();
    }
  });

  it('are an empty change the second time', async () => {
    const before = readTree(warehouse.folder);
    for (const name of NAMES) {
      const { files } = await generateFrom(warehouse.folder, name);
      assert.deepEqual(files, [], name);
    }
    assert.deepEqual(changedPaths(before, readTree(warehouse.folder)), []);
  });

  it('get a field each in a fresh clone, one of them to an entity that imports it', async () => {
    clone = cloneWarehouse(warehouse, 'clone');
    const edited = 'class Zone(Timestamped, Archivable, Revisioned, ModelBase):\n    """Kept by hand."""\n\n';
    editFile(
      clone.folder,
      `${API}/models/zone.py`,
      'class Zone(Timestamped, Archivable, Revisioned, ModelBase):\n',
      edited,
    );
    // Tests of items make orders, as they were when item was generated: a field that they cannot do without comes after.
    for (const name of NAMES) {
      const fields = { item: 'remark:string(20)! last_order:ref(Order)', order: 'remark:string(20)' };
      await addField(
        clone.folder,
        name,
        name === 'item' || name === 'order' ? fields[name] : 'remark:string(20)!',
      );
    }
    const tree = readTree(clone.folder);
    assert.deepEqual(
      NAMES.flatMap(knowingFields).filter((file) => !/\bremark\b/.test(tree.get(file) ?? '')),
      [],
      'files without the new field',
    );
    assert.ok(tree.get(`${API}/models/zone.py`)?.includes(edited));
    await checkBackend(clone);
    await migratePopulated(clone, `sqlite+aiosqlite:///${path.join(tempFolder('db'), 'clone.db')}`, 9);
  });

  it('pass their tests and the tools of the frontend with those fields', async () => {
    await pytestAll(clone);
    await checkFrontend(clone);
  });

  for (const { what, old, written, says } of [
    { what: 'as it would be', old: '', written: '', says: [] },
    {
      what: 'with other names',
      old: '    name_en: Mapped[str] = mapped_column(String(64))\n',
      written: '    title_en: Mapped[str] = mapped_column(String(64))\n',
      says: [/no column name_en/, /title_en is not in/],
    },
    {
      what: 'without its enumeration',
      old: 'class ItemStatus(enum.StrEnum):\n    DRAFT = "draft"\n    IN_STOCK = "in-stock"\n\n\n',
      written: '',
      says: [],
    },
  ]) {
    it(`keep a model that is there ${what}`, async () => {
      const fresh = copyWarehouse('half');
      const once = copyWarehouse('once');
      await generate(once.folder, 'item', ENTITIES.item);
      mkdirSync(path.dirname(path.join(fresh.folder, MODEL)), { recursive: true });
      for (const file of [
        MODEL,
        `${API}/models/__init__.py`,
        `${API}/models/supplier.py`,
        `${API}/database/exact_decimal.py`,
      ]) {
        cpSync(path.join(once.folder, file), path.join(fresh.folder, file));
      }
      if (old !== '') editFile(fresh.folder, MODEL, old, written);
      const before = readTree(fresh.folder);
      const { result, output } = await groundwork(
        fresh.folder,
        'generate',
        'fullstack',
        'item',
        '--fields',
        ENTITIES.item,
        '--yes',
        '--no-verify',
      );
      assert.ok(result, output.slice(-3_000));
      const found = result.findings.filter((finding) => finding.path === MODEL).map(({ message }) => message);
      for (const pattern of says) assert.match(found.join('\n'), pattern);
      assert.equal(found.length, says.length, found.join('\n'));
      const added = readTree(fresh.folder);
      if (what.startsWith('without')) assert.equal(added.get(MODEL), readTree(once.folder).get(MODEL));
      else assert.equal(result.files.filter((file) => file.path === MODEL).length, 0);
      assert.ok(before.has(MODEL) && !before.has(`${API}/schemas/item.py`));
    });
  }
});
