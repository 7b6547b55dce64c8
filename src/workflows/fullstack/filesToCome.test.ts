import assert from 'node:assert/strict';
import { normalizeEntity } from '../../core/entity/normalizeEntity';
import type { EntitySpec } from '../../core/model/entitySpec';
import type { PlannedFile } from '../../core/orchestrator/dialogueService';
import { filesToCome } from './filesToCome';

const PLANNED: readonly PlannedFile[] = [
  { path: 'db/model.py', action: 'edit', title: 'Model created' },
  { path: 'versions/*_products.py', action: 'create', title: 'Migration created' },
  { path: 'api/crud/products.py', action: 'create', title: 'CRUD helpers created' },
];
const ALL = new Set(['db/model.py', 'versions/0002_products.py', 'api/crud/products.py']);

const spec = (type: string): EntitySpec => {
  const normalized = normalizeEntity({ name: 'product', fields: { name: type } });
  assert.equal(normalized.kind, 'valid');
  return normalized.spec;
};
const base = { version: 1, spec: spec('string(64)!'), fragments: {} } as const;

describe('filesToCome', () => {
  for (const { name, situation, expected } of [
    {
      name: 'everything of a new entity',
      situation: { spec: base.spec, base: null, paths: new Set(['db/model.py']) },
      expected: ['edit db/model.py', 'create versions/*_products.py', 'create api/crud/products.py'],
    },
    {
      name: 'nothing the second time',
      situation: { spec: base.spec, base, paths: ALL },
      expected: [],
    },
    {
      name: 'a deleted file alone',
      situation: { spec: base.spec, base, paths: new Set([...ALL].slice(0, 2)) },
      expected: ['create api/crud/products.py'],
    },
    {
      name: 'a revision and edits when the specification changed',
      situation: { spec: spec('string(80)!'), base, paths: ALL },
      expected: ['edit db/model.py', 'create versions/*_products.py', 'edit api/crud/products.py'],
    },
    {
      name: 'what is there without a base stays as it is',
      situation: { spec: base.spec, base: null, paths: ALL },
      expected: ['edit db/model.py', 'create versions/*_products.py'],
    },
  ]) {
    it(name, () => {
      assert.deepEqual(
        filesToCome(PLANNED, situation).map(({ action, path }) => `${action} ${path}`),
        expected,
      );
    });
  }
});
