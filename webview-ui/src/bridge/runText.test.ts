import assert from 'node:assert/strict';
import type { RunView } from '../../../src/core/model/runView';
import { duration, proofLine, statusLine } from './runText';

function run(change: Partial<RunView>): RunView {
  return {
    id: '1',
    workflow: 'fullstack',
    task: 'Fullstack generation: Product',
    status: 'executing',
    createdAt: '',
    completedAt: null,
    error: null,
    percent: 90,
    remaining: [],
    phases: [],
    files: [],
    checks: [],
    findings: [],
    verdict: { kind: 'within', message: null },
    commit: null,
    interventions: [],
    nextSteps: [],
    ...change,
  };
}

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
          run({ ...change, remaining: 'remaining' in change ? [...change.remaining] : [] }),
          pending,
        ),
        expected,
      );
    });
  }
});

describe('proofLine', () => {
  const check = (status: RunView['checks'][number]['status']): RunView['checks'][number] => ({
    check: 'ruff',
    kind: 'lint',
    status,
    detail: '',
    durationMs: 0,
  });
  const finding = (resolved: boolean): RunView['findings'][number] => ({
    id: '1',
    severity: 'major',
    category: 'lint',
    message: '',
    path: null,
    line: null,
    source: 'ruff',
    resolved,
  });
  for (const [statuses, resolved, expected] of [
    [['passed', 'running', 'running'], [], 'Proof under way: 1 of 3 checks done'],
    [['passed', 'passed'], [true], 'Proof: 2 checks passed'],
    [['passed', 'notChecked'], [], 'Proof: 1 check passed, 1 not checked'],
    [['failed', 'passed'], [false, false], 'Proof: 1 check failed, 1 check passed, 2 findings'],
    [['notChecked'], [], 'Proof: 1 not checked'],
    [[], [false], null],
  ] as const) {
    it(expected ?? 'says nothing without a check', () => {
      assert.equal(proofLine({ checks: statuses.map(check), findings: resolved.map(finding) }), expected);
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
