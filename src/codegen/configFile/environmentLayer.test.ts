import assert from 'node:assert/strict';
import { formatConfigProblem } from '../../core/config/configProblem';
import { resolveConfig } from '../../core/config/resolveConfig';
import { allSettings } from '../../core/config/settingNodes';
import { environmentLayer, variableOf, type Environment } from './environmentLayer';

const read = (environment: Environment) => resolveConfig([environmentLayer(environment)], 'untrusted');

const BROKEN: readonly (readonly [Environment, string])[] = [
  [
    { GROUNDWORK_EXECUTION_CONCURENCY: '4' },
    'GROUNDWORK_EXECUTION_CONCURENCY: There is no such setting. Did you mean `GROUNDWORK_EXECUTION_CONCURRENCY`?',
  ],
  [
    { GROUNDWORK_EXECUTION_CONCURRENCY: 'many' },
    'GROUNDWORK_EXECUTION_CONCURRENCY: `execution.concurrency` is "many". Write a whole number from 1 to 16.',
  ],
  [
    { GROUNDWORK_VERIFICATION_CHECKS: '[lint' },
    'GROUNDWORK_VERIFICATION_CHECKS: The value is no YAML. Write a value as in the configuration file, e.g. `4` or `[lint, type]`.',
  ],
];

describe('the environment', () => {
  it('has a variable for each setting', () => {
    const names = allSettings().map(({ section, key }) => variableOf([section, key]));
    assert.ok(names.includes('GROUNDWORK_FINDINGS_MAX_MAJOR'));
    assert.equal(new Set(names).size, names.length);
  });

  it('says values as the file would', () => {
    const reading = read({
      GROUNDWORK_EXECUTION_MAX_RETRIES: '3',
      GROUNDWORK_VERIFICATION_CHECKS: '[lint, type]',
      GROUNDWORK_FINDINGS_ACCEPT_FAILED_CHECKS: 'true',
      GROUNDWORK_MODELS_DEFAULT: 'ollama/qwen3',
      GROUNDWORK_LOGGING_LEVEL: '',
    });
    assert.equal(reading.kind, 'valid');
    assert.equal(reading.config.execution.maxRetries, 3);
    assert.deepEqual(reading.config.verification.checks, ['lint', 'type']);
    assert.equal(reading.config.findings.acceptFailedChecks, true);
    assert.equal(reading.config.models.default, 'ollama/qwen3');
    assert.equal(reading.config.logging.level, undefined);
  });

  it('leaves variables of others alone', () => {
    const others = {
      GROUNDWORK_TEST_TIMEOUT: '1',
      GROUNDWORK_HOME: '/',
      PATH: '/bin',
      GROUNDWORK_GITEA: 'x',
    };
    assert.equal(read(others).kind, 'valid');
  });

  for (const [environment, expected] of BROKEN) {
    it(`is refused: ${JSON.stringify(environment)}`, () => {
      const reading = read(environment);
      assert.equal(reading.kind, 'broken');
      assert.deepEqual(reading.problems.map(formatConfigProblem), [expected]);
    });
  }
});
