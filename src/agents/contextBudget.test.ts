import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AppError } from '../core/model/appError';
import { MOST_PHASE_LINES, MOST_RUN_LINES } from '../core/orchestrator/planBudget';
import { fitContext, linesOf, PHASE_BUDGETS, type ContextAgent } from './contextBudget';

function agent(
  id: string,
  critical: boolean,
  prompt: number,
  references: readonly number[] = [],
): ContextAgent {
  return {
    id,
    critical,
    items: [
      { agent: id, kind: 'prompt', name: 'core.md', lines: prompt },
      ...references.map((lines, index) => ({
        agent: id,
        kind: 'reference' as const,
        name: `${String(index)}.md`,
        lines,
      })),
    ],
  };
}

const agents = fc
  .array(
    fc.tuple(
      fc.boolean(),
      fc.integer({ min: 1, max: 200 }),
      fc.array(fc.integer({ min: 1, max: 150 }), { maxLength: 3 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((list) =>
    list.map(([critical, prompt, references], index) =>
      agent(`a${String(index)}`, critical, prompt, references),
    ),
  );

describe('fitContext', () => {
  it('has the budgets of the seeds', () => {
    assert.deepEqual(Object.values(PHASE_BUDGETS), [500, 800, 1500, 1500, 1000]);
    const together = Object.values(PHASE_BUDGETS).reduce((sum, lines) => sum + lines, 0);
    assert.equal(together, MOST_RUN_LINES);
    assert.equal(Math.max(...Object.values(PHASE_BUDGETS)), MOST_PHASE_LINES);
  });

  it('gives up references first, the longest first, then agents that are not critical, and says so', () => {
    const list = [agent('a', true, 100, [60, 90]), agent('b', false, 90, [10]), agent('c', false, 80)];
    const fitted = fitContext(list, 400);
    assert.deepEqual(
      fitted.givenUp.map(({ agent: id, item, lines }) => [id, item?.name, lines]),
      [
        ['a', '1.md', 90],
        ['a', '0.md', 60],
      ],
    );
    const tight = fitContext(list, 200);
    assert.deepEqual(
      tight.givenUp.map(({ agent: id, item }) => item?.name ?? id),
      ['1.md', '0.md', '0.md', 'c', 'b'],
    );
    assert.equal(tight.tokens, 1200);
  });

  it('keeps an agent that another one needs', () => {
    const list = [agent('a', true, 100), agent('b', false, 90), agent('c', false, 80)];
    const fitted = fitContext(list, 240, new Map([['a', ['c']]]));
    assert.deepEqual(
      fitted.givenUp.map(({ agent: id }) => id),
      ['b'],
    );
  });

  it('never exceeds the budget, gives up nothing that fits, and never a critical prompt', () => {
    fc.assert(
      fc.property(agents, fc.integer({ min: 50, max: 1500 }), (list, budget) => {
        const must = linesOf(list.filter(({ critical }) => critical).map(withoutReferences));
        try {
          const fitted = fitContext(list, budget);
          assert.ok(fitted.lines <= budget);
          assert.equal(fitted.tokens, fitted.lines * 12);
          const lost = fitted.givenUp.reduce((sum, { lines }) => sum + lines, 0);
          assert.equal(fitted.lines + lost, linesOf(list));
          if (linesOf(list) <= Math.floor(budget * 0.8)) assert.deepEqual(fitted.givenUp, []);
          for (const { id, critical } of list) {
            if (critical) assert.ok(fitted.agents.some((kept) => kept.id === id));
          }
        } catch (failure) {
          assert.ok(failure instanceof AppError && failure.code === 'contextLimit', String(failure));
          assert.ok(must > budget);
        }
      }),
      { numRuns: process.env['SOAK'] === undefined ? 1_000 : 10_000 },
    );
  });
});

function withoutReferences(of: ContextAgent): ContextAgent {
  return { ...of, items: of.items.filter(({ kind }) => kind === 'prompt') };
}
