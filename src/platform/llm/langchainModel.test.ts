import assert from 'node:assert/strict';
import {
  startModelServer,
  type ModelAnswer,
  type ModelServer,
  type Wire,
} from '../../../test/fakes/modelServer';
import { AppError, type ErrorCode } from '../../core/model/appError';
import type { ChatModel, ChatReply } from '../../core/ports/chatModel';
import { langchainModel } from './langchainModel';

const WIRES: readonly Wire[] = ['openai', 'ollama', 'anthropic'];
const ANSWER: ModelAnswer = { kind: 'text', pieces: ['So be ', 'it.'] };
const LIMITS = { silenceMs: 1_500, maxTokens: 400 };

describe('langchainModel', () => {
  let server: ModelServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function modelAt(wire: Wire, answers: readonly ModelAnswer[]): Promise<ChatModel> {
    server = await startModelServer(wire, answers);
    return modelOf(wire, server.address);
  }
  const ask = (
    model: ChatModel,
    more: { signal?: AbortSignal; onText?: (piece: string) => void } = {},
  ): Promise<ChatReply> =>
    model.complete({ system: 'You are brief.', messages: [{ role: 'user', text: 'Say it.' }], ...more });

  for (const wire of WIRES) {
    describe(`speaks ${wire}`, () => {
      it('streams the answer and counts tokens', async () => {
        const model = await modelAt(wire, [{ kind: 'text', pieces: ['Grü', 'ße ', '{"a":1}'], delayMs: 5 }]);
        const pieces: string[] = [];
        const reply = await ask(model, { onText: (piece) => pieces.push(piece) });
        assert.deepEqual(reply, { text: 'Grüße {"a":1}', usage: { input: 11, output: 7, estimated: false } });
        assert.deepEqual(pieces, ['Grü', 'ße ', '{"a":1}']);
        for (const text of ['You are brief.', 'Say it.']) assert.ok(server?.requests[0]?.includes(text));
      });

      it('says when an answer was cut off', async () => {
        await fails(ask(await modelAt(wire, [{ kind: 'cut', pieces: ['half an ans'] }])), 'network');
      });

      it('asks once and keeps what the provider says about waiting', async () => {
        const model = await modelAt(wire, [{ kind: 'status', status: 429, headers: { 'retry-after': '7' } }]);
        const error = await fails(ask(model), 'rateLimited');
        // Ollama's client does not pass the headers on.
        assert.equal(error.retryAfterMs, wire === 'ollama' ? undefined : 7_000);
        assert.equal(server?.requests.length, 1);
      });

      const statuses: readonly (readonly [number, ErrorCode])[] = [
        [401, 'invalidInput'],
        [404, 'invalidInput'],
        [503, 'network'],
        [504, 'timeout'],
      ];
      for (const [status, code] of statuses) {
        it(`takes ${String(status)} for ${code}, and asks once`, async () => {
          await fails(ask(await modelAt(wire, [{ kind: 'status', status }])), code);
          assert.equal(server?.requests.length, 1);
        });
      }

      it('gives up on one that says nothing', async () => {
        await fails(ask(await modelAt(wire, [{ kind: 'hang' }])), 'timeout');
      });

      it('stops when it is cancelled', async () => {
        const controller = new AbortController();
        const model = await modelAt(wire, [{ kind: 'text', pieces: Array(200).fill('slow '), delayMs: 20 }]);
        await fails(ask(model, { signal: controller.signal, onText: () => controller.abort() }), 'cancelled');
      });
    });
  }

  const SCHEMA = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };
  const askFor = (model: ChatModel): Promise<ChatReply> =>
    model.complete({ system: 'You are brief.', messages: [], schema: SCHEMA });
  const requestOf = (index: number): Record<string, unknown> =>
    JSON.parse(server?.requests[index] ?? '{}') as Record<string, unknown>;

  it('holds models to a schema where the provider can', async () => {
    await askFor(await modelAt('openai', [ANSWER]));
    assert.deepEqual(requestOf(0)['response_format'], {
      type: 'json_schema',
      json_schema: { name: 'record', strict: false, schema: SCHEMA },
    });
    await server?.close();
    await askFor(await modelAt('ollama', [ANSWER]));
    assert.deepEqual(requestOf(0)['format'], SCHEMA);
  });

  for (const [status, wire] of [
    [400, 'openai'],
    [422, 'openai'],
    [400, 'ollama'],
    [400, 'anthropic'],
  ] as const) {
    it(`asks plainly, and goes on to, where ${wire} refuses the form of a request with ${String(status)}`, async () => {
      const model = await modelAt(wire, [{ kind: 'status', status }, ANSWER]);
      assert.equal((await askFor(model)).text, 'So be it.');
      assert.equal((await askFor(model)).text, 'So be it.');
      assert.equal(server?.requests.length, 3);
      for (const index of [1, 2]) {
        const { response_format: format, temperature, format: schema } = requestOf(index);
        assert.deepEqual([format, temperature, schema], [undefined, undefined, undefined]);
      }
    });
  }

  it('asks twice at most where the plain request is refused, too', async () => {
    await fails(askFor(await modelAt('openai', [{ kind: 'status', status: 400 }])), 'agentFailed');
    assert.equal(server?.requests.length, 2);
  });

  it('sends no temperature to models that refuse one', async () => {
    await askFor(await modelAt('anthropic', [ANSWER]));
    assert.equal(requestOf(0)['temperature'], undefined);
  });

  it('gives Ollama room for the whole request', async () => {
    const model = await modelAt('ollama', [ANSWER]);
    await model.complete({ system: 'x'.repeat(30_000), messages: [] });
    const { num_ctx: room } = requestOf(0)['options'] as Record<string, unknown>;
    assert.equal(room, 16_384);
  });

  for (const wire of WIRES) {
    it(`refuses an answer over ${wire} that goes on and on`, async () => {
      const model = await modelAt(wire, [{ kind: 'text', pieces: Array(2_000).fill('and on ') }]);
      await fails(ask(model), 'invalidOutput');
    });
  }

  it('refuses an answer that the provider cut at the limit', async () => {
    const model = await modelAt('openai', [{ kind: 'text', pieces: ['{"a":'], end: 'length' }]);
    await fails(ask(model), 'invalidOutput');
  });

  it('says that nobody listens there', async () => {
    const gone = await startModelServer('openai', []);
    await gone.close();
    await fails(ask(modelOf('openai', gone.address)), 'network');
  });

  it('tells a request that is too long', async () => {
    for (const code of ['context_length_exceeded', 'exceed_context_size_error']) {
      await fails(ask(await modelAt('openai', [{ kind: 'status', status: 400, code }])), 'contextLimit');
      assert.equal(server?.requests.length, 1);
      await server.close();
    }
  });
});

function modelOf(provider: Wire, address: string): ChatModel {
  const settings = { model: 'small', address, key: 'no-secret' };
  return langchainModel({ provider, ...settings }, LIMITS);
}

async function fails(reply: Promise<ChatReply>, code: ErrorCode): Promise<AppError> {
  try {
    assert.fail(`it answered ${JSON.stringify(await reply)}`);
  } catch (failure) {
    assert.ok(failure instanceof AppError, String(failure));
    assert.equal(failure.code, code, failure.message);
    assert.ok(failure.suggestion.length > 0);
    return failure;
  }
}
