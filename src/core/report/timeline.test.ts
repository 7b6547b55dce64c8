import { strict as assert } from 'assert';
import fc from 'fast-check';
import { runId } from '../model/ids';
import { SPAN_ATTRIBUTES, SPAN_KINDS, type Span, type SpanAttributes } from '../model/span';
import { runMetrics } from './runMetrics';
import { timeline } from './timeline';

interface Written {
  readonly id: string;
  readonly parent: string | null;
  readonly kind: Span['kind'];
  readonly name?: string;
  readonly from: number;
  readonly to: number;
  readonly error?: string;
  readonly attributes?: SpanAttributes;
}

const START = Date.parse('2026-11-21T10:00:00.000Z');

function span({ id, parent, kind, name = id, from, to, error, attributes = {} }: Written): Span {
  const at = (milliseconds: number): string => new Date(START + milliseconds).toISOString();
  return {
    runId: runId('r'),
    spanId: id,
    parentId: parent,
    kind,
    name,
    startedAt: at(from),
    endedAt: at(to),
    error: error ?? null,
    attributes,
  };
}

const asked = (more: SpanAttributes): SpanAttributes => ({
  [SPAN_ATTRIBUTES.provider]: 'ollama',
  [SPAN_ATTRIBUTES.model]: 'small',
  ...more,
});
const tokens = (input: number, output: number): SpanAttributes => ({
  [SPAN_ATTRIBUTES.inputTokens]: input,
  [SPAN_ATTRIBUTES.outputTokens]: output,
});

const RUN: readonly Span[] = [
  {
    id: 'call',
    parent: 'agent',
    kind: 'model',
    from: 10,
    to: 40,
    attributes: asked({
      ...tokens(100, 20),
      [SPAN_ATTRIBUTES.contextTokens]: 90,
      [SPAN_ATTRIBUTES.contextLimit]: 120,
    }),
  } as const,
  { id: 'agent', parent: 'p1', kind: 'agent', from: 5, to: 50 } as const,
  {
    id: 'p1',
    parent: 'root',
    kind: 'phase',
    from: 0,
    to: 50,
    error: 'network',
    attributes: { [SPAN_ATTRIBUTES.phase]: 'backend' },
  } as const,
  {
    id: 'p2',
    parent: 'root',
    kind: 'phase',
    from: 60,
    to: 100,
    attributes: { [SPAN_ATTRIBUTES.phase]: 'backend' },
  } as const,
  { id: 'root', parent: null, kind: 'launch', from: 0, to: 100 } as const,
  { id: 'check mypy: all', parent: 'proof', kind: 'check', from: 50_010, to: 50_020 } as const,
  { id: 'proof', parent: null, kind: 'proof', from: 50_000, to: 50_030 } as const,
].map(span);

describe('timeline', () => {
  it('draws what was worked on, without the time in between', () => {
    assert.equal(
      timeline(RUN),
      `gantt
    title Milliseconds of work, waiting left out
    dateFormat x
    axisFormat %Q
    section Work
    p1 :crit, 0, 50
    call :10, 40
    p2 :60, 100
    section Proof
    check mypy all :110, 120`,
    );
  });

  it('is nothing for a run that keeps no trace', () => {
    assert.equal(timeline([]), null);
  });

  it('stays a chart of few rows, whatever the names', () => {
    const spans = fc.array(
      fc.record({
        name: fc.string(),
        kind: fc.constantFrom(...SPAN_KINDS),
        from: fc.nat(1e6),
        length: fc.nat(1e6),
      }),
      { minLength: 1, maxLength: 80 },
    );
    fc.assert(
      fc.property(spans, (drawn) => {
        const root = span({ id: 'root', parent: null, kind: 'launch', from: 0, to: 2e6 });
        const children = drawn.map(({ name, kind, from, length }, index) =>
          span({ id: String(index), parent: 'root', kind, name, from, to: from + length }),
        );
        const chart = timeline([...children, root]) ?? '';
        const rows = chart.split('\n').slice(5);
        assert.ok(rows.length <= 40);
        for (const row of rows) assert.match(row, /^ {4}[^:;#,]+ :(crit, )?\d+, \d+$/);
      }),
      { numRuns: process.env['SOAK'] ? 10_000 : 300 },
    );
  });
});

describe('runMetrics', () => {
  it('adds up phases, checks and models', () => {
    const metrics = runMetrics(RUN);
    assert.equal(metrics.workedMs, 130);
    assert.equal(metrics.checksMs, 10);
    assert.deepEqual(metrics.phases, [
      { phase: 'backend', durationMs: 90, attempts: 2, context: { tokens: 90, limit: 120 } },
    ]);
    assert.deepEqual(metrics.models, [
      {
        model: 'ollama/small',
        calls: 1,
        failed: 0,
        known: 0,
        inputTokens: 100,
        outputTokens: 20,
        estimated: false,
        cost: null,
        durationMs: 30,
      },
    ]);
  });

  it('knows no sum of which a part is not known, and counts what was not sent apart', () => {
    const call = { parent: 'root', kind: 'model', from: 0, to: 10 } as const;
    const [model] = runMetrics(
      [
        {
          ...call,
          id: 'a',
          attributes: asked({
            ...tokens(5, 1),
            [SPAN_ATTRIBUTES.estimated]: true,
            [SPAN_ATTRIBUTES.cost]: 0.5,
          }),
        },
        {
          ...call,
          id: 'b',
          attributes: asked({ [SPAN_ATTRIBUTES.inputTokens]: 5, [SPAN_ATTRIBUTES.cost]: 0.25 }),
        },
        { ...call, id: 'c', error: 'timeout', attributes: asked({}) },
        { ...call, id: 'd', attributes: asked({ [SPAN_ATTRIBUTES.cached]: true }) },
      ].map(span),
    ).models;
    assert.deepEqual(model, {
      model: 'ollama/small',
      calls: 3,
      failed: 1,
      known: 1,
      inputTokens: 10,
      outputTokens: null,
      estimated: true,
      cost: 0.75,
      durationMs: 30,
    });
  });
});
