import assert from 'node:assert/strict';
import { MODEL, verify } from '../../test/fakes/scriptedProof';
import { DEFAULT_CONFIG, type Config } from '../core/config/configSchema';

describe('checks of the configuration', () => {
  const contract = (settings: Partial<Config['verification']['custom'][string]> = {}) => ({
    ...DEFAULT_CONFIG.verification,
    custom: {
      contract: { command: ['check', '--all'], folder: 'api', severity: 'medium' as const, ...settings },
    },
  });

  it('runs a check of the configuration, as arguments in its folder', async () => {
    const settings = contract({ timeoutSeconds: 7 });
    const { checks, tools } = await verify(() => ({ check: () => ({}) }), { settings });
    assert.equal(checks['contract']?.status, 'passed');
    const [request] = tools.requests.filter(({ argv }) => argv[0].endsWith('/check'));
    assert.deepEqual(request?.argv.slice(1), ['--all']);
    assert.match(request.cwd, /\/api$/);
    assert.equal(request.timeoutMs, 7000);
  });

  it('runs a tool that is somewhere else on the machine, and says which is not there', async () => {
    const command = ['/opt/checks/contract', '--all'];
    const there = await verify(() => ({ '/opt/checks/contract': () => ({}) }), {
      settings: contract({ command }),
    });
    assert.equal(there.checks['contract']?.status, 'passed');
    const [request] = there.tools.requests.filter(({ argv }) => argv[1] === '--all');
    assert.equal(request?.argv[0], '/opt/checks/contract');
    const gone = await verify(() => ({}), { settings: contract({ command }) });
    assert.equal(gone.checks['contract']?.status, 'notChecked');
    assert.match(gone.checks['contract'].detail, /^\/opt\/checks\/contract is no file of this machine/);
  });

  it('finds what a check of the configuration says of the change only', async () => {
    const failing = { exitCode: 3, stderr: 'error: the contract is broken' };
    const caused = await verify(
      (overlays) => ({ check: () => (overlays.texts.get(MODEL) === 'new' ? failing : {}) }),
      { settings: contract() },
    );
    assert.equal(caused.checks['contract']?.status, 'failed');
    assert.deepEqual(
      caused.report.findings.map(({ severity, category, message }) => [severity, category, message]),
      [['medium', 'custom', 'contract ended with 3: error: the contract is broken']],
    );
    const older = await verify(() => ({ check: () => failing }), { settings: contract() });
    assert.deepEqual(older.report.findings, []);
    assert.notEqual(older.checks['contract']?.status, 'failed');
  });
});
