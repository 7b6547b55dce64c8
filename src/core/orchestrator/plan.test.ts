import assert from 'node:assert/strict';
import { agentId } from '../model/ids';
import { validatePlan, type PlannedPhase } from './plan';

const phase = (key: string, dependencies: readonly string[] = [], agents = ['agent']): PlannedPhase => ({
  key,
  title: key,
  description: key,
  agents: agents.map(agentId),
  dependencies,
  critical: true,
  maxRetries: 0,
  steps: [],
});

describe('validatePlan', () => {
  it('takes a DAG', () => {
    validatePlan({ phases: [phase('a'), phase('b', ['a']), phase('c', ['a']), phase('d', ['b', 'c'])] });
  });

  const bad: readonly (readonly [string, readonly PlannedPhase[], RegExp])[] = [
    ['two phases of one name', [phase('a'), phase('a')], /same key/],
    ['a dependency that is not there', [phase('a', ['x'])], /a waits for x/],
    ['a phase without agents', [phase('a', [], [])], /a has no agent/],
    ['a phase that waits for itself', [phase('a', ['a'])], /each other: a/],
    [
      'a cycle behind a good phase',
      [phase('a'), phase('b', ['a', 'c']), phase('c', ['b'])],
      /each other: b, c/,
    ],
  ];
  for (const [name, phases, message] of bad) {
    it(`refuses ${name}`, () => assert.throws(() => validatePlan({ phases }), message));
  }
});
