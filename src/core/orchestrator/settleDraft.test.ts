import { strict as assert } from 'assert';
import type { UncertainPoint } from './draftService';
import { settleDraft, type PointAnswer } from './settleDraft';

const point = (path: string, chosen: string | boolean): UncertainPoint => ({
  path,
  chosen,
  alternatives: [null],
  question: `${path}?`,
});
const DRAFT = {
  entity: {
    name: 'product',
    fields: [
      { name: 'name', type: 'string' },
      { name: 'price', type: 'int' },
    ],
  },
  uncertain: [
    point('fields.price.type', 'int'),
    point('fields.price.label', 'Price'),
    point('features.audit', true),
  ],
};
const chosen = (value: string | boolean | null): PointAnswer => ({ kind: 'chosen', value });
const BACK: PointAnswer = { kind: 'back' };

/** The questions that were asked, and what came of them. */
async function answered(...answers: readonly PointAnswer[]) {
  const asked: string[] = [];
  const outcome = await settleDraft(DRAFT, ({ path }) => {
    const answer = answers[asked.length];
    asked.push(path);
    return answer === undefined
      ? Promise.reject(new Error(`Nobody answers ${path}.`))
      : Promise.resolve(answer);
  });
  return { asked, outcome };
}

describe('settleDraft', () => {
  it('makes the entity of the answers', async () => {
    const { outcome } = await answered(chosen('decimal'), chosen('Cost'), chosen(false));
    assert.deepEqual(outcome, {
      kind: 'settled',
      entity: {
        name: 'product',
        fields: [
          { name: 'name', type: 'string' },
          { name: 'price', type: 'decimal', label: 'Cost' },
        ],
        features: { audit: false },
      },
    });
  });

  it('does not ask about what an answer left out', async () => {
    const { asked, outcome } = await answered(chosen(null), chosen(true));
    assert.deepEqual(asked, ['fields.price.type', 'features.audit']);
    assert.deepEqual(outcome.kind === 'settled' && outcome.entity, {
      name: 'product',
      fields: [{ name: 'name', type: 'string' }],
      features: { audit: true },
    });
  });

  it('goes back to the answer before and forgets it, over points that were not asked', async () => {
    const { asked, outcome } = await answered(
      chosen(null),
      BACK,
      chosen('float'),
      chosen('Price'),
      chosen(true),
    );
    assert.deepEqual(asked, [
      'fields.price.type',
      'features.audit',
      'fields.price.type',
      'fields.price.label',
      'features.audit',
    ]);
    assert.deepEqual(outcome.kind === 'settled' && outcome.entity, {
      name: 'product',
      fields: [
        { name: 'name', type: 'string' },
        { name: 'price', type: 'float', label: 'Price' },
      ],
      features: { audit: true },
    });
  });

  it('ends where the person left, or went back from the first', async () => {
    assert.deepEqual((await answered({ kind: 'left' })).outcome, { kind: 'left' });
    assert.deepEqual((await answered(BACK)).outcome, { kind: 'back' });
    assert.deepEqual((await answered(chosen('x'), BACK, BACK)).outcome, { kind: 'back' });
  });
});
