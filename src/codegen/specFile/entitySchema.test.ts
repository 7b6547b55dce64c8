import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { renderEntityFile, SCHEMA_PATH } from './renderEntityFile';
import { renderEntitySchema } from './renderEntitySchema';
import { checkShorthand } from '../../core/entity/shorthand';

describe('entity.schema.json', () => {
  it('is the committed one: run `npm run build` after a change of the entity schema', () => {
    assert.equal(readFileSync('media/entity.schema.json', 'utf8'), renderEntitySchema());
  });

  it('is the file that an entity names', () => {
    const checked = checkShorthand('product name:string(64)!');
    assert.equal(checked.kind, 'valid');
    assert.equal(SCHEMA_PATH, '../entity.schema.json');
    assert.match(
      renderEntityFile(checked.spec),
      /^# yaml-language-server: \$schema=\.\.\/entity\.schema\.json\n/,
    );
  });

  it('resolves every reference and names every property of an entity', () => {
    const schema = renderEntitySchema();
    const parsed = JSON.parse(schema) as { properties: object; definitions: object };
    for (const [, name] of schema.matchAll(/"\$ref": "#\/definitions\/([^"]+)"/g)) {
      assert.ok((name ?? '') in parsed.definitions, `${String(name)} is missing`);
    }
    for (const name of ['name', 'fields', 'relationships', 'features', 'label', 'renamedFrom']) {
      assert.ok(name in parsed.properties, `${name} is missing`);
    }
  });
});
