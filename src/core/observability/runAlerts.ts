import type { Config } from '../config/configSchema';
import { toAppError } from '../model/appError';
import type { RunId } from '../model/ids';
import type { StateStore } from '../ports/stateStore';
import type { Log } from '../ports/system';
import { runMetrics } from '../report/runMetrics';
import { exceeded } from './exceeded';

export interface RunAlertsPorts {
  readonly store: Pick<StateStore, 'getSpans' | 'getFindings' | 'raiseAlert' | 'size'>;
  readonly config: () => Pick<Config, 'alerts'>;
  readonly log: Log;
}

/** Says of a run, once each, what grew beyond what the configuration expects. */
export class RunAlerts {
  private readonly ports: RunAlertsPorts;
  private readonly notify: (runId: RunId) => void;

  constructor(ports: RunAlertsPorts, notify: (runId: RunId) => void) {
    this.ports = ports;
    this.notify = notify;
  }

  /** Never fails: a run does not depend on what is told of it. The store is measured when a run rests. */
  async look(runId: RunId, moment: 'underWay' | 'atRest'): Promise<void> {
    const { store, config, log } = this.ports;
    try {
      const findings = await store.getFindings(runId);
      const measured = {
        metrics: runMetrics(await store.getSpans(runId)),
        openFindings: findings.filter(({ resolved }) => !resolved).length,
        storeBytes: moment === 'atRest' ? await store.size() : null,
      };
      for (const [kind, message] of exceeded(measured, config().alerts)) {
        if (!(await store.raiseAlert(runId, { kind, message }))) continue;
        log.warn('alert', { run: runId, kind, message });
        this.notify(runId);
      }
    } catch (failure) {
      log.debug('alerts not looked at', { run: runId, message: toAppError(failure).message });
    }
  }
}
