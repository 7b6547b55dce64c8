import { strict as assert } from 'assert';
import type { EntitySpec } from '../model/entitySpec';
import { formatShorthand } from './formatShorthand';
import { keepUnsaid } from './keepUnsaid';
import { normalizeEntity } from './normalizeEntity';
import { checkShorthand } from './shorthand';

const KEPT = {
  name: 'product',
  table: 'goods',
  group: 'sales',
  label: { singular: { en: 'Article', ar: 'سلعة' }, plural: { en: 'Articles', ar: 'السلع' } },
  fields: {
    code: {
      type: 'string(20)!^',
      label: { en: 'Article number', ar: 'رقم السلعة' },
      description: 'As printed',
    },
    price: { type: 'decimal(10,2)!', display: { filter: false } },
    status: { type: 'enum(draft,live)', valueLabels: { live: { en: 'On sale', ar: 'معروض' } } },
    size: { type: 'int', renamedFrom: 'width' },
  },
  relationships: {
    category: { type: 'ref(Category)', inverse: 'goods', label: { en: 'Shelf', ar: 'الرف' } },
    parts: {
      type: 'refs(self)',
      table: 'bill_of_materials',
      payload: { amount: { type: 'int!', label: 'Pieces' } },
    },
  },
  features: { csvExport: false },
  labelField: 'code',
  defaultSort: '-price',
};

describe('keepUnsaid', () => {
  const kept = ((): EntitySpec => {
    const result = normalizeEntity(KEPT);
    assert.ok(result.kind === 'valid', JSON.stringify(result));
    return result.spec;
  })();
  const said = (shorthand: string): EntitySpec => {
    const result = checkShorthand(shorthand);
    assert.ok(result.kind === 'valid', JSON.stringify(result));
    return result.spec;
  };

  it('loses nothing when an entity is shown as shorthand and taken as it is', () => {
    assert.deepEqual(keepUnsaid(said(formatShorthand(kept)), kept), kept);
  });

  it('changes what was said and nothing else', () => {
    const shorthand = formatShorthand(kept)
      .replace('decimal(10,2)!', 'decimal(12,2)')
      .replace('draft,live', 'live,sold')
      .replace('category:ref(Category)', 'category:ref(Category)! maker:ref(User)');
    const spec = keepUnsaid(said(shorthand), kept);
    const field = (name: string) => spec.fields.find((item) => item.name === name);
    const price = field('price');
    assert.deepEqual([price?.required, price?.type.kind === 'decimal' && price.type.precision], [false, 12]);
    assert.deepEqual(price?.display, kept.fields[1]?.display);
    const status = field('status')?.type;
    assert.deepEqual(status?.kind === 'enum' && status.labels?.map(({ en }) => en), ['On sale', 'Sold']);
    const category = spec.relationships.find((item) => item.name === 'category');
    assert.deepEqual([category?.inverse, category?.label.en], ['goods', 'Shelf']);
    assert.ok(category?.kind === 'many-to-one' && category.required);
    assert.equal(spec.relationships.find((item) => item.name === 'maker')?.inverse, 'maker_products');
    assert.deepEqual(spec.features, kept.features);
  });

  it('lets go what is not said any more, and what referred to it', () => {
    const spec = keepUnsaid(said('product title:string(20)! price:int'), kept);
    assert.deepEqual(
      spec.fields.map(({ name }) => name),
      ['title', 'price'],
    );
    assert.deepEqual(spec.relationships, []);
    assert.deepEqual([spec.labelField, spec.defaultSort.field], ['title', 'price']);
    assert.equal(spec.fields[1]?.display.filter, true, 'an integer is shown as integers are');
  });

  it('gives up a label and an order that another type does not have', () => {
    const spec = keepUnsaid(said('product title:string(9)! code:text! price:json'), kept);
    assert.deepEqual([spec.labelField, spec.defaultSort.field], ['title', 'title']);
  });

  it('takes another inverse where the relationship leads elsewhere', () => {
    const spec = keepUnsaid(said('product code:string(20)! category:ref(User)'), kept);
    const [category] = spec.relationships;
    assert.deepEqual([category?.inverse, category?.label.en], ['category_products', 'Shelf']);
  });
});
