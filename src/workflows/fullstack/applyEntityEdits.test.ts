import assert from 'node:assert/strict';
import { applyEntityEdits } from './applyEntityEdits';

const FEATURES = {
  softDelete: true,
  audit: true,
  search: true,
  filters: true,
  sort: true,
  pagination: true,
  bulkActions: true,
  csvExport: true,
  tests: true,
};

describe('applyEntityEdits', () => {
  const cases: readonly {
    readonly name: string;
    readonly entity: Readonly<Record<string, unknown>>;
    readonly edits: Parameters<typeof applyEntityEdits>[1];
    readonly expected: Readonly<Record<string, unknown>>;
  }[] = [
    {
      name: 'nothing changed changes nothing',
      entity: { name: 'product', label: 'Article', features: ['-tests'] },
      edits: { names: {}, features: {} },
      expected: { name: 'product', label: 'Article', features: ['-tests'] },
    },
    {
      name: 'one label leaves the others',
      entity: { label: { singular: { en: 'Article', ar: 'سلعة' }, plural: 'Articles' } },
      edits: { names: { singularEn: 'Good', pluralAr: 'السلع' }, features: {} },
      expected: { label: { singular: { en: 'Good', ar: 'سلعة' }, plural: { en: 'Articles', ar: 'السلع' } } },
    },
    {
      name: 'a label that stands alone is the singular',
      entity: { label: { en: 'Article', ar: 'سلعة' } },
      edits: { names: { pluralEn: 'Goods' }, features: {} },
      expected: { label: { singular: { en: 'Article', ar: 'سلعة' }, plural: { en: 'Goods' } } },
    },
    {
      name: 'one feature leaves the others as an object says them',
      entity: { features: { search: false } },
      edits: { names: {}, features: { csvExport: false } },
      expected: { features: { ...FEATURES, search: false, csvExport: false } },
    },
    {
      name: 'and as a list does',
      entity: { features: ['-search'] },
      edits: { names: {}, features: { tests: false } },
      expected: { features: { ...FEATURES, search: false, tests: false } },
    },
    {
      name: 'what is wrong stays, to be reported',
      entity: { features: ['serch'] },
      edits: { names: { plural: 'goods' }, features: { tests: false } },
      expected: { plural: 'goods', features: ['serch'] },
    },
  ];
  for (const { name, entity, edits, expected } of cases) {
    it(name, () => assert.deepEqual(applyEntityEdits(entity, edits), expected));
  }
});
