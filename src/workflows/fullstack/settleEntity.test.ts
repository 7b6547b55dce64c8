import assert from 'node:assert/strict';
import { MemoryWorkspace } from '../../../test/fakes/memoryWorkspace';
import { normalizeEntity } from '../../core/entity/normalizeEntity';
import { basePath } from './entityFiles';
import { fullstackRequestSchema } from './request';
import { settleEntity } from './settleEntity';

const baseOf = (name: string): string => {
  const result = normalizeEntity({ name, fields: { code: 'string(20)!' } });
  assert.ok(result.kind === 'valid');
  return JSON.stringify({ version: 1, spec: result.spec, fragments: {} });
};

describe('settleEntity', () => {
  const settle = (entity: object, kept: readonly string[]) =>
    settleEntity(
      fullstackRequestSchema.parse({ kind: 'generate', entity }),
      new MemoryWorkspace(Object.fromEntries(kept.map((name) => [basePath(name), baseOf(name)]))),
      null,
    );
  const article = { name: 'article', renamedFrom: 'product', fields: { code: 'string(20)!' } };

  it('refuses another name for an entity that was generated, and says what to write instead', async () => {
    const settled = await settle(article, ['product']);
    assert.ok(settled.kind === 'problems');
    const [problem, ...others] = settled.problems;
    assert.deepEqual(others, []);
    assert.match(problem?.message ?? '', /product was generated here/);
    assert.match(problem?.suggestion ?? '', /Keep `name: product`/);
  });

  for (const [name, kept] of [
    ['nothing was generated', []],
    ['the new name was generated too', ['product', 'article']],
  ] as const) {
    it(`takes the former name where ${name}`, async () => {
      assert.equal((await settle(article, kept)).kind, 'settled');
    });
  }
});
