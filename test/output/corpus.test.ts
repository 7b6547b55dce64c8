import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { entityBaseSchema } from '../../src/core/model/entityBase';
import { fieldTypeSchema } from '../../src/core/model/entitySpec';
import { checkBackend, checkFrontend, pytestAll } from './support/checks';
import { CORPUS, preparedCorpus } from './support/corpus';
import { migratePopulated } from './support/migratePopulated';
import { startPostgres } from './support/postgres';
import { buildFrontend, sqliteUrl } from './support/servers';
import type { Shop } from './support/shop';

const FIELD_KINDS = fieldTypeSchema.options.map(({ shape }) => shape.kind.value);
const HARD_ENTITIES = ['order', 'class', 'user', 'person', 'status', 'series', 'news', 'purchase_order_line'];
const HARD_FIELDS = ['type', 'from', 'metadata', 'registry', 'model_config', 'default', 'constructor'];

describe('many entities in one workspace', () => {
  let shop: Shop;

  before(async () => {
    shop = await preparedCorpus();
  });

  it('covers each kind of relationship and field, and names that are reserved somewhere', () => {
    const folder = path.join(shop.folder, '.groundwork', 'base');
    const specs = readdirSync(folder).map(
      (file) => entityBaseSchema.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))).spec,
    );
    assert.ok(specs.length >= 16);
    assert.equal(specs.length, CORPUS.length);
    const fields = specs.flatMap((spec) => spec.fields);
    const missing = (wanted: readonly string[], there: readonly string[]): string[] =>
      wanted.filter((item) => !there.includes(item));
    assert.deepEqual(
      missing(
        FIELD_KINDS,
        fields.map((field) => field.type.kind),
      ),
      [],
    );
    assert.deepEqual(
      missing(
        HARD_ENTITIES,
        specs.map((spec) => spec.name),
      ),
      [],
    );
    assert.deepEqual(
      missing(
        HARD_FIELDS,
        fields.map((field) => field.name),
      ),
      [],
    );
    const kinds = specs.flatMap((spec) =>
      spec.relationships.map((relationship) => {
        const payload = relationship.kind === 'many-to-many' && relationship.payload.length > 0;
        const self = relationship.target.toLowerCase() === spec.name;
        return `${relationship.kind}${payload ? ' with payload' : ''}${self ? ' to itself' : ''}`;
      }),
    );
    assert.deepEqual([...new Set(kinds)].sort(), [
      'many-to-many',
      'many-to-many to itself',
      'many-to-many with payload',
      'many-to-one',
      'many-to-one to itself',
      'one-to-many',
      'one-to-one',
    ]);
  });

  it('is clean by the tools of the backend', () => checkBackend(shop));

  it('passes all generated tests', () => pytestAll(shop));

  it('is clean by the tools of the frontend', () => checkFrontend(shop));

  it('builds the frontend', () => buildFrontend(shop));

  it('migrates populated tables of SQLite up and down', () =>
    migratePopulated(shop, sqliteUrl('corpus'), CORPUS.length + 1));

  it('migrates populated tables of PostgreSQL up and down', async () => {
    const postgres = await startPostgres();
    try {
      await migratePopulated(shop, await postgres.createDatabase('corpus'), CORPUS.length + 1);
    } finally {
      await postgres.stop();
    }
  });
});
