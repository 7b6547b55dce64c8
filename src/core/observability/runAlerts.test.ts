import { strict as assert } from 'assert';
import { openMemoryStore } from '../../../test/fakes/memoryStore';
import { silentLog } from '../../../test/fakes/silentLog';
import { settledRun } from '../../../test/fakes/testEngine';
import { testExecutor, testPhase, testWorkflow } from '../../../test/fakes/testWorkflow';
import { DEFAULT_CONFIG } from '../config/configSchema';
import { AppError } from '../model/appError';
import { runId } from '../model/ids';
import { RunAlerts } from './runAlerts';

const found = testExecutor('backend', () =>
  Promise.resolve({
    findings: [
      {
        severity: 'minor',
        category: 'lint',
        message: 'found',
        path: null,
        line: null,
        column: null,
        source: 'test',
        rule: null,
      },
    ],
  }),
);

describe('alerts of a run', () => {
  it('are recorded once, and shown in view and report, also after it was carried out again', async () => {
    const later = testExecutor('frontend', () =>
      Promise.reject(new AppError('agentFailed', 'It failed.', 'Try again.')),
    );
    const phases = [testPhase('backend'), testPhase('frontend', ['backend'])];
    const { engine, store, id, view } = await settledRun(testWorkflow(phases, [found, later]), {
      alerts: { findings: 0 },
    });
    assert.deepEqual(
      view.alerts.map(({ kind, message }) => [kind, message]),
      [['findings', '1 finding is open, more than 0 (alerts.findings).']],
    );
    await engine.resume(id);
    const again = await engine.settled(id);
    assert.deepEqual(again.alerts, view.alerts);
    assert.match(await engine.report(id, 'markdown'), /## Alerts\n\n- 1 finding is open, more than 0/);
    await store.close();
  });

  it('of the store are looked for when the run rests', async () => {
    const store = await openMemoryStore();
    const { id } = await store.createRun({ workflow: 'w', task: 't', request: null });
    await store.addArtifact(id, {
      phaseId: null,
      name: 'n',
      path: null,
      type: 't',
      text: 'x'.repeat(1_100_000),
    });
    const told: string[] = [];
    const config = () => ({ alerts: { ...DEFAULT_CONFIG.alerts, storeMegabytes: 1 } });
    const alerts = new RunAlerts({ store, config, log: silentLog }, (changed) => told.push(changed));
    await alerts.look(id, 'underWay');
    assert.deepEqual(await store.getAlerts(id), []);
    await alerts.look(id, 'atRest');
    await alerts.look(id, 'atRest');
    assert.match(
      (await store.getAlerts(id)).map(({ message }) => message).join(),
      /takes 1\.1 MB, more than 1/,
    );
    assert.deepEqual(told, [id]);
    // A run that is not there any more is nobody's failure.
    await alerts.look(runId('gone'), 'atRest');
    await store.close();
  });
});
