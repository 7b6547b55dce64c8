import { strict as assert } from 'assert';
import { openMemoryStore } from '../../../test/fakes/memoryStore';
import { silentLog } from '../../../test/fakes/silentLog';
import { AppError } from '../model/appError';
import { SPAN_ATTRIBUTES, type Span } from '../model/span';
import type { ChatModel } from '../ports/chatModel';
import { tracedModel } from './tracedModel';
import { Tracer } from './tracer';

async function setUp() {
  let now = 0;
  let ids = 0;
  const clock = { now: () => new Date((now += 10)), delay: () => Promise.resolve() };
  const random = {
    id: () =>
      String((ids += 1))
        .padStart(16, '0')
        .padEnd(32, 'f'),
    number: () => 0,
  };
  const store = await openMemoryStore();
  const run = await store.createRun({ workflow: 'test', task: 'A test', request: {} });
  const sent: Span[] = [];
  const onSpans = (spans: readonly Span[]): void => void sent.push(...spans);
  return { store, run, sent, tracer: new Tracer({ store, clock, random, log: silentLog, onSpans }) };
}

const shape = (spans: readonly Span[]) =>
  spans.map(({ name, parentId, spanId, error }) => [name, spanId.slice(-1), parentId?.slice(-1), error]);

describe('Tracer', () => {
  it('keeps the tree of spans that ended, once', async () => {
    const { tracer, store, run, sent } = await setUp();
    const root = tracer.begin(run.id, 'launch', 'root');
    const phase = root.child('phase', 'phase one');
    const agent = phase.child('agent', 'invoke_agent a', { [SPAN_ATTRIBUTES.agent]: 'a' });
    agent.set({ extra: 1 });
    agent.end('timeout');
    agent.end();
    phase.record('check', 'check mypy', { durationMs: 5, error: null, attributes: {} });
    phase.end();
    await tracer.flush(run.id);
    const kept = await store.getSpans(run.id);
    assert.deepEqual(shape(kept), [
      ['invoke_agent a', '3', '2', 'timeout'],
      ['check mypy', '4', '2', null],
      ['phase one', '2', '1', null],
    ]);
    assert.deepEqual(kept[0]?.attributes, { [SPAN_ATTRIBUTES.agent]: 'a', extra: 1 });
    for (const { startedAt, endedAt } of kept) assert.ok(startedAt < endedAt, `${startedAt} ${endedAt}`);
    root.end();
    await tracer.flush(run.id);
    await tracer.flush(run.id);
    assert.deepEqual(shape(await store.getSpans(run.id)).at(-1), ['root', '1', undefined, null]);
    assert.deepEqual(sent, await store.getSpans(run.id));
  });

  it('does not fail when a span cannot be kept', async () => {
    const { tracer, run, store } = await setUp();
    tracer.begin(run.id, 'launch', 'root').end();
    await store.close();
    await tracer.flush(run.id);
  });
});

describe('tracedModel', () => {
  const model = (complete: ChatModel['complete']): ChatModel => ({ name: 'openai/org/small', complete });
  const request = { system: 'secret words', messages: [] };

  it('counts tokens and keeps no text', async () => {
    const { tracer, run, store } = await setUp();
    const usage = { input: 12, output: 7, estimated: false };
    const traced = tracedModel(
      model(() => Promise.resolve({ text: 'secret answer', usage })),
      tracer.begin(run.id, 'launch', 'root'),
    );
    assert.equal(traced.name, 'openai/org/small');
    assert.deepEqual(await traced.complete(request), { text: 'secret answer', usage });
    await tracer.flush(run.id);
    const [span] = await store.getSpans(run.id);
    assert.equal(span?.name, 'chat org/small');
    assert.deepEqual(span.attributes, {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'org/small',
      'gen_ai.usage.input_tokens': 12,
      'gen_ai.usage.output_tokens': 7,
    });
    assert.ok(!JSON.stringify(span).includes('secret'));
  });

  it('names what a call failed with', async () => {
    const { tracer, run, store } = await setUp();
    const failure = new AppError('rateLimited', 'No.', 'Wait.');
    const traced = tracedModel(
      model(() => Promise.reject(failure)),
      tracer.begin(run.id, 'launch', 'root'),
    );
    await assert.rejects(traced.complete(request), failure);
    await tracer.flush(run.id);
    assert.equal((await store.getSpans(run.id))[0]?.error, 'rateLimited');
  });
});
