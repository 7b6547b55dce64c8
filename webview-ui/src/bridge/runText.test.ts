import assert from 'node:assert/strict';
import { runView } from '../../../test/fakes/runView';
import { duration, headingsAt, statusLine } from './runText';

describe('statusLine', () => {
  for (const [change, pending, expected] of [
    [{ remaining: ['Add sheet', 'Edit sheet'] }, 0, '90% complete, remaining: Add sheet, Edit sheet'],
    [{ remaining: ['A', 'B', 'C', 'D', 'E'] }, 0, '90% complete, remaining: A, B, C and 2 more'],
    [{}, 0, '90% complete'],
    [{ status: 'review', percent: 100 }, 2, 'Complete: ready for your review'],
    [{ status: 'review', percent: 100 }, 0, 'Complete: every change is decided'],
  ] as const) {
    it(expected, () => {
      assert.equal(
        statusLine(
          runView({ ...change, remaining: 'remaining' in change ? [...change.remaining] : [] }),
          pending,
        ),
        expected,
      );
    });
  }
});

describe('duration', () => {
  for (const [milliseconds, expected] of [
    [0, '0.0 s'],
    [430, '0.4 s'],
    [12_300, '12 s'],
    [185_000, '3 min 5 s'],
  ] as const) {
    it(expected, () => assert.equal(duration(milliseconds), expected));
  }
});

describe('headingsAt', () => {
  it('names the workflows that begin at a phase, and none again', () => {
    const phases = [
      { key: 'a', groups: [] },
      { key: 'part/deep/x', groups: ['The part', 'The deep'] },
      { key: 'part/deep/y', groups: ['The part', 'The deep'] },
      { key: 'part/z', groups: ['The part'] },
      { key: 'other/deep/x', groups: ['The other', 'The deep'] },
      { key: 'b', groups: [] },
    ];
    assert.deepEqual(
      phases.map((_, index) => headingsAt(phases, index).map(({ title, depth }) => `${depth} ${title}`)),
      [[], ['0 The part', '1 The deep'], [], [], ['0 The other', '1 The deep'], []],
    );
  });
});
