import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { startModelServer, type ModelAnswer, type ModelServer, type Wire } from '../fakes/modelServer';
import { CliWorkspace, finished, type CliResult } from './support';

const SENTENCE = 'products with English and Arabic names, a price and a category, soft delete';
const DRAFT = {
  entity: {
    name: 'product',
    fields: [
      { name: 'name', type: 'bilingual(128)!' },
      { name: 'price', type: 'decimal(10,2,0..)!' },
    ],
    relationships: [{ name: 'category', type: 'ref(Category)' }],
  },
  uncertain: [
    {
      path: 'relationships.category.type',
      chosen: 'ref(Category)',
      alternatives: ['ref(Category)!', 'refs(Category)'],
      question: 'May a product have no category?',
    },
  ],
  refusal: null,
};
const text = (draft: unknown): ModelAnswer => {
  const answer = `Here it is:\n\`\`\`json\n${JSON.stringify({ entity_spec_draft: draft })}\n\`\`\`\n`;
  return { kind: 'text', pieces: answer.match(/[\s\S]{1,40}/g) ?? [], delayMs: 1 };
};
const field = (type: string): unknown => ({
  ...DRAFT,
  entity: { ...DRAFT.entity, fields: [{ name: 'price', type }] },
});

describe('groundwork draft', function () {
  this.timeout(60_000);
  let workspace: CliWorkspace;
  let server: ModelServer | undefined;
  beforeEach(() => (workspace = new CliWorkspace()));
  afterEach(async () => {
    await server?.close();
    server = undefined;
    workspace.dispose();
  });

  async function draft(wire: Wire, ...answers: readonly ModelAnswer[]): Promise<CliResult> {
    server = await startModelServer(wire, answers);
    const env = {
      GROUNDWORK_MODELS_DEFAULT: `${wire}/small`,
      [`GROUNDWORK_MODELS_${wire.toUpperCase()}_ENDPOINT`]: server.address,
      ANTHROPIC_API_KEY: 'none',
    };
    return finished(workspace.startWith(env, 'draft', SENTENCE));
  }

  for (const wire of ['openai', 'ollama', 'anthropic'] as const) {
    it(`makes an entity of a sentence over ${wire}, and the entity generates`, async () => {
      const { code, last } = await draft(wire, text(DRAFT));
      assert.equal(code, 0, JSON.stringify(last));
      assert.deepEqual(last['uncertain'], DRAFT.uncertain);
      assert.deepEqual(last['usage'], { input: 11, output: 7, estimated: false });
      assert.ok(server?.requests[0]?.includes(SENTENCE));
      const file = path.join(workspace.folder, 'product.yaml');
      writeFileSync(file, String(last['yaml']));
      const generated = await workspace.run(
        'generate',
        'fullstack',
        'product',
        '--spec',
        file,
        '--no-verify',
      );
      assert.equal(generated.code, 3, generated.stdout);
    });
  }

  it('tells the model what does not fit, at most twice', async () => {
    const { code, last } = await draft(
      'openai',
      text(field('decimal(2,10)!')),
      text(field('money')),
      text(DRAFT),
    );
    assert.equal(code, 0, JSON.stringify(last));
    assert.equal(server?.requests.length, 3);
    assert.match(server.requests[2] ?? '', /money/);
    assert.deepEqual(last['usage'], { input: 33, output: 21, estimated: false });
  });
});
