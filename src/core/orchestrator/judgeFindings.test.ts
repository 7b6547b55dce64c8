import { strict as assert } from 'assert';
import { DEFAULT_CONFIG } from '../config/configSchema';
import type { CheckResult, Severity } from '../model/run';
import { judgeFindings, type Evidence } from './judgeFindings';

const finding = (severity: Severity, resolved = false): Evidence['findings'][number] => ({
  severity,
  resolved,
  category: 'lint',
});
const check = (status: CheckResult['status'], kind: CheckResult['kind'] = 'lint') => ({
  check: 'ruff',
  kind,
  status,
});

const FREE = { maxMajor: 1, maxMedium: 2, acceptFailedChecks: true };
const STRICT = DEFAULT_CONFIG.findings;

const CASES: readonly (readonly [string, Evidence, typeof STRICT, ReturnType<typeof judgeFindings>])[] = [
  ['nothing found', { findings: [], checks: [] }, STRICT, { kind: 'within', message: null }],
  [
    'a major finding',
    { findings: [finding('major')], checks: [] },
    STRICT,
    { kind: 'abort', message: '1 major finding, the configuration allows none.' },
  ],
  [
    'a resolved one',
    { findings: [finding('major', true)], checks: [check('passed')] },
    STRICT,
    { kind: 'within', message: null },
  ],
  [
    'as many major ones as are allowed',
    { findings: [finding('major')], checks: [check('failed')] },
    FREE,
    { kind: 'within', message: null },
  ],
  [
    'one more',
    { findings: [finding('major'), finding('major')], checks: [check('failed')] },
    FREE,
    { kind: 'abort', message: '2 major findings, the configuration allows 1.' },
  ],
  [
    'a medium finding',
    { findings: [finding('medium')], checks: [] },
    STRICT,
    { kind: 'warn', message: '1 medium finding, the configuration allows none.' },
  ],
  [
    'more medium ones than are allowed',
    { findings: [finding('medium'), finding('medium'), finding('medium')], checks: [check('failed')] },
    FREE,
    { kind: 'warn', message: '3 medium findings, the configuration allows 2.' },
  ],
  ['minor ones', { findings: [finding('minor')], checks: [] }, STRICT, { kind: 'within', message: null }],
  [
    'a failed check with a finding',
    { findings: [finding('minor')], checks: [check('failed')] },
    STRICT,
    { kind: 'abort', message: 'ruff failed.' },
  ],
  [
    'a failed check that no finding explains',
    { findings: [finding('minor')], checks: [check('failed', 'type')] },
    FREE,
    { kind: 'abort', message: 'ruff failed.' },
  ],
  [
    'a check that did not run',
    { findings: [], checks: [check('notChecked')] },
    STRICT,
    { kind: 'within', message: null },
  ],
];

describe('judgeFindings', () => {
  for (const [name, evidence, thresholds, verdict] of CASES) {
    it(`${verdict.kind}: ${name}`, () => {
      assert.deepEqual(judgeFindings(evidence, thresholds), verdict);
    });
  }
});
