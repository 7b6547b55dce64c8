import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { formatConfigProblem } from '../../core/config/configProblem';
import { resolveConfig } from '../../core/config/resolveConfig';
import { configFileProblems, parseConfigFile } from './parseConfigFile';
import { renderConfigSchema } from './renderConfigSchema';

const FILE = '.groundwork/config.yaml';
const problems = (text: string): readonly string[] => configFileProblems(FILE, text).map(formatConfigProblem);

/** A broken file, and what is said of it after its name. */
const BROKEN: readonly (readonly [string, ...string[]])[] = [
  [
    'execution:\n  concurency: 4\n',
    '2:3: There is no setting `execution.concurency`. Did you mean `concurrency`?',
  ],
  ['exection:\n  concurrency: 2\n', '1:1: There is no section `exection`. Did you mean `execution`?'],
  ['concurrency: 2\n', '1:1: There is no section `concurrency`. `concurrency` belongs in `execution`.'],
  [
    'findings:\n  maxRetries: 2\n',
    '2:3: There is no setting `findings.maxRetries`. `maxRetries` belongs in `execution`.',
  ],
  [
    'models:\n  apiKey: abc\n',
    '2:3: There is no setting `models.apiKey`, and keys belong in no setting. Remove it, and replace it at its provider if others could read it. Keys belong in "Groundwork: Set Provider Key" or in the environment.',
  ],
  [
    '__proto__:\n  a: 1\n',
    '1:1: There is no section `__proto__`. Leave it out. Sections are execution, findings, verification, rag, git, artifacts, alerts, logging, models.',
  ],
  [
    'execution:\n  concurrency: four\n',
    '2:16: `execution.concurrency` is "four". Write a whole number from 1 to 16.',
  ],
  [
    '# why\n\nexecution:\n  maxRetries: 1\n  concurrency: 0\n',
    '5:16: `execution.concurrency` is 0. Write a whole number from 1 to 16.',
  ],
  [
    'execution:\n  concurrency: 1.5\n',
    '2:16: `execution.concurrency` is 1.5. Write a whole number from 1 to 16.',
  ],
  [
    'execution:\n  maxRetries: 99999999999999999999\n',
    '2:15: `execution.maxRetries` is "99999999999999999999". Write a whole number from 0 to 10.',
  ],
  [
    'execution:\n  onCriticalFailure: stop\n',
    '2:22: `execution.onCriticalFailure` is "stop". Write one of continue, abort.',
  ],
  [
    'execution:\n  onCriticalFailure: contnue\n',
    '2:22: `execution.onCriticalFailure` is "contnue". Did you mean `continue`?',
  ],
  [
    'execution: 4\n',
    '1:12: `execution` is 4. Write its settings below it, indented, e.g. `concurrency: ...`.',
  ],
  [
    '- execution\n',
    '1:1: The configuration is a list. Write sections with settings, e.g. `execution:` and below it `concurrency: 4`.',
  ],
  [
    'git:\n  requireCleanTree: yes\n',
    '2:21: `git.requireCleanTree` is "yes". Write one of off, warn, refuse.',
  ],
  ['findings:\n  maxMajor:\n', '2:12: `findings.maxMajor` is empty. Write a whole number from 0 to 10000.'],
  [
    'verification:\n  checks: [lint, types]\n',
    '2:18: `verification.checks.1` is "types". Did you mean `type`?',
  ],
  [
    'verification:\n  checks: lint\n',
    '2:11: `verification.checks` is "lint". Write a list, e.g. `[lint, type, test]`.',
  ],
  [
    'verification:\n  custom:\n    contract:\n      command: npm run check\n',
    '4:16: `verification.custom.contract.command` is "npm run check". Write the executable and its arguments as a list, e.g. `[npm, run, check]`.',
  ],
  [
    'verification:\n  custom:\n    contract:\n      folder: backend\n',
    '3:5: `verification.custom.contract.command` is missing. Write the executable and its arguments as a list, e.g. `[npm, run, check]`.',
  ],
  [
    'verification:\n  custom:\n    contract:\n      folder: ../other\n      command: [make]\n',
    '4:15: "../other" leaves the workspace. Write a folder relative to the workspace, e.g. `backend`.',
  ],
  [
    'verification:\n  custom:\n    ../x:\n      command: [make]\n',
    '3:5: "../x" is no name of a check. Write letters, digits, spaces, dots and hyphens, e.g. `api-contract`.',
  ],
  [
    'logging:\n  level: verbose\n',
    '2:10: `logging.level` is "verbose". Write one of debug, info, warn, error.',
  ],
  [
    'models:\n  default: gpt\n',
    '2:12: "gpt" names no model. Write provider and name, e.g. `ollama/qwen3`; providers are vscode, ollama, openai, anthropic, extension.',
  ],
  [
    'models:\n  ollamaEndpoint: http://me:secret@host\n',
    '2:19: This text is no address of a server. Write e.g. `http://127.0.0.1:11434`, without a user or a password.',
    '2:19: `models.ollamaEndpoint` holds what looks like a key or a password. Remove it, and replace it at its provider if others could read it. Keys belong in "Groundwork: Set Provider Key" or in the environment.',
  ],
  ['execution:\n  maxRetries: 1\n  maxRetries: 2\n', '3:3: This key is there twice. Keep one of them.'],
  [
    'execution:\n\tmaxRetries: 1\n',
    '2:1: The YAML is broken: Tabs are not allowed as indentation. Look at indentation, colons and quotes.',
  ],
  ['a: &x 1\nb: *x\n', '1:7: Anchors and aliases are refused. Write the value out.'],
  ['? [a]\n: 1\n', '1:1: A key is no plain word. Write keys as plain words.'],
  ['x'.repeat(100_001), '1:1: The file is larger than 100 kB. Keep to settings.'],
  [
    'logging:\n  level: loud\nexecution:\n  maxRetries: 11\n  speed: 1\n',
    '2:10: `logging.level` is "loud". Write one of debug, info, warn, error.',
    '4:15: `execution.maxRetries` is 11. Write a whole number from 0 to 10.',
    '5:3: There is no setting `execution.speed`. Leave it out. `execution` has concurrency, maxRetries, onCriticalFailure.',
  ],
];

describe('a configuration file', () => {
  for (const [text, ...expected] of BROKEN) {
    it(`is refused: ${JSON.stringify(text.slice(0, 60))}`, () => {
      assert.deepEqual(
        problems(text),
        expected.map((problem) => `${FILE}:${problem}`),
      );
    });
  }

  for (const text of ['', '# nothing yet\n', 'execution:\n  # concurrency: 4\n', '\ufeffexecution: {}\n']) {
    it(`may say nothing: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(problems(text), []);
    });
  }

  it('is warned about where a setting holds what looks like a key, and counts', () => {
    const key = 'sk-proj-abcdefghijklmnop0123';
    const text = `verification:\n  custom:\n    api:\n      command: [curl, -H, "Authorization: Bearer ${key}"]\n`;
    const [warning, ...others] = configFileProblems(FILE, text);
    assert.deepEqual(others, []);
    assert.ok(warning !== undefined);
    assert.deepEqual([warning.severity, warning.position?.line], ['warning', 4]);
    assert.match(formatConfigProblem(warning), /`verification\.custom\.api` holds what looks like a key/);
    assert.ok(!formatConfigProblem(warning).includes(key));
    const reading = resolveConfig([parseConfigFile(FILE, text)], 'trusted');
    assert.equal(reading.kind, 'valid');
    assert.equal(reading.warnings.length, 1);
    assert.deepEqual(resolveConfig([parseConfigFile(FILE, 'execution: {}\n')], 'trusted').warnings, []);
  });

  it('says what it says, everything else has its default', () => {
    const text =
      'execution: { concurrency: 4 }\nverification:\n  custom:\n    api contract:\n      command: [npm, run, "check it"]\n';
    const reading = resolveConfig([parseConfigFile(FILE, text)], 'trusted');
    assert.equal(reading.kind, 'valid');
    assert.deepEqual(reading.config.execution, {
      concurrency: 4,
      maxRetries: 1,
      onCriticalFailure: 'continue',
    });
    assert.deepEqual(reading.config.verification.custom['api contract'], {
      command: ['npm', 'run', 'check it'],
      folder: '',
      severity: 'major',
    });
  });

  it('is answered whatever it holds, with places that are in it', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...'execution,maxRetries,custom,verification,command,:,\n,  ,- ,{,},[,],&a,*a,!!,"'.split(','),
      ),
      fc.constantFrom('__proto__', 'constructor', '\t', '|', '>', '<<', '%', '---', '?', '1e999', '~'),
      fc.string({ maxLength: 4 }),
    );
    const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (written) => {
        const lines = written.split(/\n/).length;
        for (const problem of configFileProblems(FILE, written)) {
          assert.ok(problem.message !== '' && problem.suggestion !== '');
          assert.ok(
            problem.position !== null && problem.position.line >= 1 && problem.position.line <= lines + 1,
          );
        }
      }),
      { numRuns: process.env['SOAK'] ? 10_000 : 1_000 },
    );
  });
});

describe('config.schema.json', () => {
  it('is the committed one: run `npm run build` after a change of the configuration', () => {
    assert.equal(readFileSync('media/config.schema.json', 'utf8'), renderConfigSchema());
  });
});
