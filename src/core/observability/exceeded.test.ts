import { strict as assert } from 'assert';
import { DEFAULT_CONFIG } from '../config/configSchema';
import { exceeded, type Measured } from './exceeded';

const phase = (minutes: number): Measured['metrics']['phases'][number] => ({
  phase: 'backend',
  durationMs: minutes * 60_000,
  attempts: 1,
  context: null,
});
const model = (tokens: number | null, cost: number | null): Measured['metrics']['models'][number] => ({
  model: 'm',
  calls: 1,
  failed: 0,
  known: 0,
  estimated: false,
  inputTokens: tokens,
  outputTokens: tokens,
  cost,
  durationMs: 1,
});
const limits = { phaseMinutes: 2, tokens: 100, costDollars: 0.5, findings: 3, storeMegabytes: 10 };
const measured = (changes: Partial<Measured> = {}): Measured => ({
  metrics: { phases: [phase(2)], models: [model(50, 0.5)] },
  openFindings: 3,
  storeBytes: 10_000_000,
  ...changes,
});

describe('what is above the limits of alerts', () => {
  it('is nothing at the limits', () => assert.deepEqual([...exceeded(measured(), limits)], []));

  it('is nothing that nobody counted', () => {
    const metrics = { phases: [], models: [model(null, null)] };
    const zero = { phaseMinutes: 0, tokens: 0, costDollars: 0, findings: 0, storeMegabytes: 0 };
    assert.deepEqual([...exceeded({ metrics, openFindings: 0, storeBytes: null }, zero)], []);
  });

  it('is nothing in a small run by default', () => {
    const small = measured({ metrics: { phases: [phase(1)], models: [] } });
    assert.deepEqual([...exceeded(small, DEFAULT_CONFIG.alerts)], []);
  });

  const cases: readonly (readonly [string, Partial<Measured>, RegExp])[] = [
    [
      'phaseMinutes',
      { metrics: { phases: [phase(1), phase(2.5)], models: [] } },
      /backend took 2\.5 minutes/,
    ],
    [
      'tokens',
      { metrics: { phases: [], models: [model(30, 0), model(21, 0)] } },
      /102 tokens, more than 100/,
    ],
    ['costDollars', { metrics: { phases: [], models: [model(1, 0.6)] } }, /\$0\.60, more than \$0\.5/],
    ['findings', { openFindings: 4 }, /4 findings are open, more than 3/],
    ['storeMegabytes', { storeBytes: 12_400_000 }, /12 MB, more than 10/],
  ];
  for (const [kind, changes, expected] of cases) {
    it(`is ${kind}, with its setting`, () => {
      const [alert, ...others] = exceeded(measured(changes), limits);
      assert.equal(alert?.[0], kind);
      assert.match(alert[1], expected);
      assert.ok(alert[1].includes(`(alerts.${kind})`));
      assert.deepEqual(others, []);
    });
  }
});
