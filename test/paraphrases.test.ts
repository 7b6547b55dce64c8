import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { nodeAssets } from './fakes/nodeAssets';
import { openEngine } from './fakes/testEngine';
import { AgentCatalog } from '../src/agents/agentCatalog';
import type { ModelOffice } from '../src/agents/modelExecutor';
import { normalizeEntity } from '../src/core/entity/normalizeEntity';
import { AppError } from '../src/core/model/appError';
import { settleDraft } from '../src/core/orchestrator/settleDraft';
import type { ChatModel } from '../src/core/ports/chatModel';
import { nodeHasher } from '../src/platform/nodeHasher';
import { Semaphore } from '../src/shared/semaphore';
import { draftWorkflow } from '../src/workflows/fullstack/draftWorkflow';
import { EntityDrafter } from '../src/workflows/fullstack/entityDrafter';

const choice = z.union([z.string(), z.boolean(), z.null()]);
const exchangeSchema = z.strictObject({
  sentence: z.string(),
  answers: z.array(z.string()).min(1).max(3),
  asks: z.record(z.string(), choice).default({}),
  entity: z.unknown().optional(),
  refused: z.string().optional(),
});
type Exchange = z.infer<typeof exchangeSchema>;

const EXCHANGES = z
  .array(exchangeSchema)
  .parse(parse(readFileSync('test/fixtures/paraphrases/recorded.yaml', 'utf8')));

/** Answers what was recorded, in order, to who asks with that sentence; a question without an answer is a failure. */
function recorded({ sentence, answers }: Exchange): {
  readonly model: ChatModel;
  readonly left: () => number;
} {
  let asked = 0;
  const model: ChatModel = {
    name: 'recorded/answers',
    complete(request) {
      assert.ok(request.system.includes(JSON.stringify(sentence)), 'the sentence is not in the request');
      assert.ok(request.schema !== undefined, 'the request names no schema');
      assert.equal(
        request.messages.length,
        1 + 2 * asked,
        'answers that did not fit go back with the reason',
      );
      const answer = answers[asked];
      assert.ok(answer !== undefined, `nothing is recorded for: ${request.messages.at(-1)?.text ?? ''}`);
      asked += 1;
      for (const piece of answer.match(/[\s\S]{1,50}/g) ?? []) request.onText?.(piece);
      return Promise.resolve({ text: answer, usage: null });
    },
  };
  return { model, left: () => answers.length - asked };
}

describe('sentences with recorded answers', () => {
  let catalog: AgentCatalog;
  before(async () => {
    catalog = await AgentCatalog.open(nodeAssets);
  });

  async function drafterWith(model: ChatModel): Promise<EntityDrafter> {
    const office: ModelOffice = {
      catalog: () => Promise.resolve(catalog),
      models: { chat: () => Promise.resolve(model) },
      hasher: nodeHasher,
      calls: new Semaphore(() => 1),
      prices: () => ({}),
    };
    const { engine } = await openEngine(draftWorkflow(office), { execution: { maxRetries: 0 } });
    return new EntityDrafter(engine, office.models);
  }

  it('are thirty, each once', () => {
    assert.equal(new Set(EXCHANGES.map(({ sentence }) => sentence)).size, 30);
  });

  for (const exchange of EXCHANGES) {
    it(exchange.sentence, async () => {
      const { model, left } = recorded(exchange);
      const drafter = await drafterWith(model);
      if (exchange.refused !== undefined) {
        await assert.rejects(drafter.draft(exchange.sentence), (failure: unknown) => {
          assert.ok(failure instanceof AppError, String(failure));
          assert.ok(failure.message.includes(exchange.refused ?? ''), failure.message);
          assert.notEqual(failure.suggestion, '');
          return true;
        });
        assert.equal(left(), 0);
        return;
      }
      const draft = await drafter.draft(exchange.sentence);
      assert.equal(left(), 0, 'an answer that was recorded was not asked for');
      const asked: string[] = [];
      const settled = await settleDraft(draft, ({ path, chosen, alternatives }) => {
        asked.push(path);
        const value = exchange.asks[path];
        assert.ok(
          value !== undefined && [chosen, ...alternatives].includes(value),
          `no such answer: ${path}`,
        );
        return Promise.resolve({ kind: 'chosen', value });
      });
      assert.deepEqual(asked, Object.keys(exchange.asks));
      assert.equal(settled.kind, 'settled');
      const [confirmed, expected] = [settled.entity, exchange.entity].map(normalizeEntity);
      assert.equal(expected?.kind, 'valid', JSON.stringify(expected));
      assert.deepEqual(confirmed, expected);
    });
  }
});
