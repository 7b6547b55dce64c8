import assert from 'node:assert/strict';
import { MemoryWorkspace } from '../../../test/fakes/memoryWorkspace';
import { normalizeEntity } from '../../core/entity/normalizeEntity';
import { readBase } from './entityFiles';

function baseText(change: (base: Record<string, unknown>, spec: Record<string, unknown>) => void): string {
  const normalized = normalizeEntity({ name: 'product', fields: { name: 'string(64)!' } });
  assert.ok(normalized.kind === 'valid');
  const spec: Record<string, unknown> = { ...normalized.spec };
  const base: Record<string, unknown> = { version: 1, spec, fragments: { 'backend/router': 'x' } };
  change(base, spec);
  return JSON.stringify(base);
}

const read = (text: string) =>
  readBase(new MemoryWorkspace({ '.groundwork/base/product.json': text }), 'product');

describe('readBase', () => {
  it('reads what was kept', async () => {
    const { base, findings } = await read(baseText(() => undefined));
    assert.deepEqual(base?.fragments, { 'backend/router': 'x' });
    assert.deepEqual(findings, []);
  });

  it('has none where there is no file', async () => {
    assert.deepEqual(await readBase(new MemoryWorkspace(), 'product'), { base: null, findings: [] });
  });

  const broken: readonly (readonly [string, string])[] = [
    ['no JSON', '{'],
    ['a conflict of git', '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n'],
    ['a path for a name', baseText((_, spec) => (spec['name'] = '../../outside/x'))],
    ['code for a table', baseText((_, spec) => (spec['table'] = 'x"); import os; os.system("id'))],
    ['a path for a route', baseText((_, spec) => (spec['route'] = '../../outside'))],
    ['another version', baseText((base) => (base['version'] = 2))],
    ['fragments that are no texts', baseText((base) => (base['fragments'] = { a: 1 }))],
    ['one more key', baseText((base) => (base['hook'] = 'id'))],
  ];
  for (const [name, text] of broken) {
    it(`takes ${name} for none, and says so`, async () => {
      const { base, findings } = await read(text);
      assert.equal(base, null);
      assert.deepEqual(
        findings.map(({ rule, path }) => [rule, path]),
        [['broken-base', '.groundwork/base/product.json']],
      );
    });
  }
});
