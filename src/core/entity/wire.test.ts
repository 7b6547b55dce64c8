import { strict as assert } from 'assert';
import { checkShorthand } from './shorthand';
import { diffSpecs, isStructural } from './specDiff';
import { junctionClassName, typescriptLiteral, wireFields } from './wire';
import type { EntitySpec } from '../model/entitySpec';
import { normalizeEntity } from './normalizeEntity';

function specOf(text: string): EntitySpec {
  const result = checkShorthand(text);
  if (result.kind === 'invalid') throw new Error(JSON.stringify(result.problems));
  return result.spec;
}

describe('wireFields', () => {
  /** Shorthand of one field or relationship; JSON key, TypeScript, Python, widget, filters, nullable. */
  const ROWS: readonly (readonly [string, string])[] = [
    ['a:string(5)!', 'a string str text - false'],
    ['a:text', 'a string str textarea - true'],
    ['a:int(0..9)!', 'a number int number eq,range false'],
    ['a:bigint', 'a string int decimal eq,range true'],
    ['a:float', 'a number float number range true'],
    ['a:decimal(10,2)!', 'a string Decimal decimal eq,range false'],
    ['a:bool', 'a boolean bool checkbox eq false'],
    ['a:date', 'a string date date eq,range true'],
    ['a:datetime', 'a string datetime datetime range true'],
    ['a:time', 'a string time time range true'],
    ['a:uuid', 'a string UUID text - true'],
    ['a:json', 'a JsonValue json json - true'],
    ['a:bytes', 'a string bytes file - true'],
    ['a:email', 'a string str email - true'],
    ['a:url', 'a string str url - true'],
    ['a:enum(draft,live)', "a 'draft' | 'live' enum select eq,in true"],
    ['a:ref(Tag)!', 'a_id number id relation eq,in false'],
    ['a:one(Tag)', 'a_id number id relation eq,in true'],
    ['tags:refs(Tag)', 'tag_ids number[] ids relation-many in false'],
    ['parts:refs(Part; n:int)', 'parts XPartLink[] links relation-many in false'],
  ];
  for (const [text, expected] of ROWS) {
    it(text, () => {
      const entry = wireFields(specOf(`x zz:int ${text}`)).at(-1);
      assert.ok(entry);
      const { json, typescript, python, widget, filters, nullable } = entry;
      assert.equal(
        [json, typescript, python, widget, filters.join(',') || '-', nullable].join(' '),
        expected,
      );
    });
  }

  it('leaves a one-to-many off the wire', () => {
    assert.deepEqual(
      wireFields(specOf('x zz:int lines:many(Line)')).map((entry) => entry.json),
      ['zz'],
    );
  });

  it('gives both sides the same rules', () => {
    const [name, price, size] = wireFields(
      specOf('x name:string(3..64,/^a/)! price:decimal(10,2,0..5)=1 size:float(0.0000001..)'),
    );
    assert.deepEqual(
      [name?.rules.minLength, name?.rules.maxLength, name?.rules.pattern, name?.rules.required],
      [3, 64, '^a', true],
    );
    assert.deepEqual(
      [
        price?.rules.min,
        price?.rules.max,
        price?.rules.precision,
        price?.rules.scale,
        price?.optionalOnCreate,
      ],
      ['0', '5', 10, 2, true],
    );
    assert.equal(size?.rules.min, '0.0000001');
  });

  it('names junctions and self-references', () => {
    const [, entry] = wireFields(specOf('part code:string parts:refs(self; quantity:int!)'));
    assert.ok(entry?.kind === 'relationship');
    assert.deepEqual(
      [entry.self, entry.link?.targetKey, entry.link?.payload[0]?.json],
      [true, 'related_part_id', 'quantity'],
    );
    assert.equal(junctionClassName({ name: 'order' }, { name: 'products' }), 'OrderProductLink');
  });

  it('uses the host ids', () => {
    assert.equal(wireFields(specOf('x zz:int a:ref(Tag)'), 'uuid')[1]?.typescript, 'string');
  });

  it('quotes literals', () => assert.equal(typescriptLiteral(`a'"\\\n`), `'a\\'"\\\\\\n'`));
});

describe('diffSpecs', () => {
  const before = specOf('x a:int b:string(5) tag:ref(Tag)');
  const after = (more: object): EntitySpec => {
    const result = normalizeEntity({ ...before, ...more });
    if (result.kind === 'invalid') throw new Error(JSON.stringify(result.problems));
    return result.spec;
  };
  const names = (members: readonly { readonly name: string }[]): string =>
    members.map(({ name }) => name).join();

  it('finds nothing in the same', () => assert.equal(diffSpecs(before, after({})).isEmpty, true));

  it('finds what was added, removed and altered', () => {
    const diff = diffSpecs(before, specOf('x a:bigint! c:int tag:ref(Tag,cascade)'));
    assert.deepEqual([names(diff.fields.added), names(diff.fields.removed)], ['c', 'b']);
    assert.deepEqual(
      diff.fields.altered.map(({ after: field, changed }) => `${field.name}:${changed.join()}`),
      ['a:type,required'],
    );
    assert.deepEqual(
      diff.relationships.altered.map(({ changed }) => changed.join()),
      ['onDelete'],
    );
  });

  it('renames only what says so, once', () => {
    const guessed = diffSpecs(before, specOf('x z:int b:string(5) tag:ref(Tag)'));
    assert.deepEqual(
      [names(guessed.fields.added), names(guessed.fields.removed), guessed.fields.renamed.length],
      ['z', 'a', 0],
    );
    const fields = { z: { type: 'int', renamedFrom: 'a', label: 'A' }, b: 'string(5)' };
    const said = after({ fields });
    const diff = diffSpecs(before, said);
    assert.deepEqual(
      diff.fields.renamed.map((pair) => `${pair.before.name}>${pair.after.name}`),
      ['a>z'],
    );
    assert.deepEqual(
      [diff.fields.added.length, diff.fields.removed.length, diff.fields.altered.length],
      [0, 0, 0],
    );
    assert.equal(diffSpecs(said, said).isEmpty, true);
  });

  it('follows a swap of two names', () => {
    const swapped = after({
      fields: { a: { type: 'string(5)', renamedFrom: 'b' }, b: { type: 'int', renamedFrom: 'a' } },
    });
    assert.deepEqual(
      diffSpecs(before, swapped).fields.renamed.map((pair) => `${pair.before.name}>${pair.after.name}`),
      ['b>a', 'a>b'],
    );
  });

  it('tells labels from structure', () => {
    const [altered] = diffSpecs(
      before,
      after({ fields: { a: { type: 'int', label: 'Size' }, b: 'string(5)' } }),
    ).fields.altered;
    assert.ok(altered);
    assert.deepEqual([altered.changed, isStructural(altered)], [['label'], false]);
  });

  it('sees tables and features', () => {
    const diff = diffSpecs(before, after({ table: 'y', features: { audit: false } }));
    assert.deepEqual(
      [diff.table, diff.features],
      [{ before: 'xes', after: 'y' }, [{ feature: 'audit', on: false }]],
    );
  });
});
