import { strict as assert } from 'assert';
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

  it('takes what the request gives, what ancestors make, and one file written by phases in order', () => {
    validatePlan({
      given: ['user_request'],
      phases: [
        { ...phase('a'), inputs: ['user_request'], outputs: ['spec'], writes: ['model.py'] },
        phase('b', ['a']),
        { ...phase('c', ['b']), inputs: ['spec', 'user_request'], writes: ['model.py'] },
      ],
    });
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
    ['an input that nobody makes', [{ ...phase('a'), inputs: ['spec'] }], /a needs spec/],
    [
      'an input that only a phase at the same time makes',
      [
        { ...phase('a'), outputs: ['spec'] },
        { ...phase('b'), inputs: ['spec'] },
      ],
      /b needs spec, which no phase before it makes/,
    ],
    [
      'an input that only a later phase makes',
      [
        { ...phase('a'), inputs: ['spec'] },
        { ...phase('b', ['a']), outputs: ['spec'] },
      ],
      /a needs spec/,
    ],
    [
      'two phases at once that write one file',
      [phase('a'), { ...phase('b', ['a']), writes: ['x.py'] }, { ...phase('c', ['a']), writes: ['x.py'] }],
      /b and c may run at once and both write x\.py/,
    ],
  ];
  for (const [name, phases, message] of bad) {
    it(`refuses ${name}`, () => assert.throws(() => validatePlan({ phases }), message));
  }
});
