import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CliWorkspace, finished } from './support';

const GENERATE = ['generate', 'fullstack', 'product', '--fields', 'name:string(64)!'] as const;

/** Fails once the change is there, and only then. */
const CONTRACT = `verification:
  checks: [custom]
  custom:
    contract:
      command: [node, -e, "process.exit(require('fs').existsSync('api/schemas/product_schema.py') ? 3 : 0)"]
      folder: backend
`;

describe('groundwork with a configuration', function () {
  this.timeout(120_000);
  let workspace: CliWorkspace;
  beforeEach(() => {
    workspace = new CliWorkspace();
    mkdirSync(path.join(workspace.root, '.groundwork'), { recursive: true });
  });
  afterEach(() => {
    workspace.dispose();
  });
  const configure = (text: string, name = 'config.yaml'): void =>
    writeFileSync(path.join(workspace.root, '.groundwork', name), text);

  it('ends with 2 and says file, line and what to write while it is broken', async () => {
    configure('execution:\n  concurency: 4\n');
    configure('logging: { level: loud }\n', 'config.local.yaml');
    const before = workspace.tree();
    for (const argv of [[...GENERATE, '--no-verify', '--yes'], ['runs']]) {
      const { code, last } = await workspace.run(...argv);
      assert.equal(code, 2);
      assert.equal(last['kind'], 'error');
      assert.equal(
        last['message'],
        [
          'The configuration is broken:',
          '.groundwork/config.yaml:2:3: There is no setting `execution.concurency`. Did you mean `concurrency`?',
          '.groundwork/config.local.yaml:1:19: `logging.level` is "loud". Write one of debug, info, warn, error.',
        ].join('\n'),
      );
    }
    assert.deepEqual([...workspace.tree()], [...before]);
  });

  it('reads no file outside of the workspace', async () => {
    const outside = path.join(workspace.folder, 'outside.yaml');
    writeFileSync(outside, 'execution: { concurrency: 1 }\n');
    symlinkSync(outside, path.join(workspace.root, '.groundwork', 'config.yaml'));
    const { code, last } = await workspace.run('runs');
    assert.equal(code, 2);
    assert.match(String(last['message']), /\.groundwork\/config\.yaml: /);
  });

  it('takes the environment over the files', async () => {
    configure('execution: { maxRetries: 3 }\n');
    const child = workspace.startWith({ GROUNDWORK_EXECUTION_MAX_RETRIES: '11' }, 'runs');
    const { code, last } = await finished(child);
    assert.equal(code, 2);
    assert.match(String(last['message']), /GROUNDWORK_EXECUTION_MAX_RETRIES: .* from 0 to 10/);
  });

  it('--yes accepts no run over the thresholds, and one within them', async () => {
    configure(CONTRACT);
    const before = workspace.tree();
    const refused = await workspace.run(...GENERATE, '--trust', '--yes');
    assert.equal(refused.code, 1, refused.stdout);
    assert.match(
      String(refused.last['message']),
      /nothing was written: 1 major finding, the configuration allows none\. contract ended with 3/,
    );
    assert.deepEqual([...workspace.tree()], [...before]);

    configure(`${CONTRACT}findings: { maxMajor: 1 }\n`);
    const failed = await workspace.run(...GENERATE, '--yes');
    assert.equal(failed.code, 1, failed.stdout);
    assert.match(String(failed.last['message']), /contract failed/);

    configure(`${CONTRACT}findings: { maxMajor: 1, acceptFailedChecks: true }\n`);
    const accepted = await workspace.run(...GENERATE, '--yes');
    assert.equal(accepted.code, 0, accepted.stdout);
    assert.deepEqual(accepted.last['verdict'], { kind: 'within', message: null });
    const checks = accepted.last['checks'] as readonly { check: string; status: string }[];
    assert.deepEqual(
      checks.filter(({ status }) => status !== 'notChecked').map(({ check, status }) => [check, status]),
      [['contract', 'failed']],
    );
  });

  it('runs no command of a folder that nobody trusts', async () => {
    configure(CONTRACT.replace('process.exit(', "require('fs').writeFileSync('ran', ''); process.exit("));
    const child = workspace.startWith({ GROUNDWORK_LOGGING_LEVEL: 'warn' }, ...GENERATE, '--yes');
    const { code, stderr } = await finished(child);
    assert.equal(code, 1);
    assert.match(stderr, /needs --trust, so it does not count .*verification\.custom/);
    assert.equal([...workspace.tree().keys()].includes('backend/ran'), false);
  });
});
