import assert from 'node:assert/strict';
import { phasesAt } from '../../../test/fakes/scriptedRun';
import type { ModelsView, PhaseView } from '../../../src/core/model/runView';
import { noModels } from '../../../test/fakes/runView';
import { contextMeter, modelNotes, usageLine } from './modelText';

const ASKED: ModelsView = {
  ...noModels,
  agents: 2,
  calls: 1,
  known: 1,
  lines: 412,
  inputTokens: 4_811,
  outputTokens: 912,
};

function phase(models: PhaseView['models'], gaps: PhaseView['gaps'] = []): PhaseView {
  const [first] = phasesAt(0, '');
  assert.ok(first);
  return { ...first, models, gaps };
}

describe('usageLine', () => {
  const rows: readonly (readonly [Partial<ModelsView>, string | null])[] = [
    [{ calls: 0, known: 0 }, null],
    [{ agents: 0, known: 0, cost: 0 }, '1 model call · 4,811 tokens in · 912 out · $0'],
    [{ cost: 0.012_34 }, '1 model call · 4,811 tokens in · 912 out · $0.0123 · 1 answer from the cache'],
    [
      { cost: 12.345, known: 0, estimated: true },
      '1 model call · 4,811 tokens in · 912 out · $12.35 (estimate)',
    ],
    [{ cost: 0.000_01, calls: 2, known: 0 }, '2 model calls · 4,811 tokens in · 912 out · under $0.0001'],
    [{ cost: null, known: 0 }, '1 model call · 4,811 tokens in · 912 out · no price set'],
    [{ inputTokens: null, known: 0 }, '1 model call · tokens not counted by the provider'],
    [{ calls: 0, known: 2 }, '2 answers from the cache'],
  ];
  for (const [change, expected] of rows) {
    it(expected ?? 'says nothing of a run without a model', () => {
      assert.equal(usageLine({ ...ASKED, ...change })?.replaceAll('\u00a0', ' ') ?? null, expected);
    });
  }
});

describe('contextMeter', () => {
  it('is what was sent against the budget, in lines and tokens', () => {
    assert.deepEqual(contextMeter(phase({ ...ASKED, budget: 500, streamed: null })), {
      lines: 412,
      budget: 500,
      text: 'Context: 412 of 500 lines, about 4,944 of 6,000 tokens',
    });
  });

  it('is not there where nothing has an end, or nobody was asked', () => {
    assert.equal(contextMeter(phase(null)), null);
    assert.equal(contextMeter(phase({ ...ASKED, budget: null, streamed: null })), null);
  });
});

describe('modelNotes', () => {
  it('says in plain words who was left out and why', () => {
    const givenUp = [
      { agent: 'schema-analyzer', item: 'reference/dialects.md', lines: 88 },
      { agent: 'theme-designer', item: null, lines: 1 },
    ];
    const notes = modelNotes(
      phase({ ...ASKED, budget: 500, streamed: 1_200, cost: 0, givenUp }, [
        { agent: 'query-optimizer', kind: 'skipped', reason: 'It broke.' },
        { agent: 'table-builder', kind: 'paused', reason: 'query-optimizer did not run.' },
      ]),
    );
    assert.deepEqual(
      notes.filter((_, index) => index !== 1),
      [
        'The model is answering: about 300 tokens so far',
        'No room in the context for reference/dialects.md of schema-analyzer (88 lines)',
        'No room in the context for theme-designer (1 line)',
        'Went on without query-optimizer: It broke.',
        'table-builder did not run: query-optimizer did not run.',
      ],
    );
  });

  it('says nothing of a phase without a model', () => assert.deepEqual(modelNotes(phase(null)), []));
});
