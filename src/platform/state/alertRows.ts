import { z } from 'zod';
import { ALERT_KINDS, type Alert } from '../../core/model/alert';
import type { StateStore } from '../../core/ports/stateStore';
import { text } from './rowSchemas';
import { requireRun } from './runRows';
import { insert, type StoreContext } from './storeContext';

const alertRow = z
  .object({ kind: z.enum(ALERT_KINDS), message: text, raised_at: text })
  .transform(({ raised_at, ...row }): Alert => ({ ...row, raisedAt: raised_at }));

const ofRun = 'SELECT kind, message, raised_at FROM alerts WHERE run_id = ? ORDER BY rowid';

export function alertMethods(context: StoreContext): Pick<StateStore, 'raiseAlert' | 'getAlerts'> {
  return {
    raiseAlert: (runId, { kind, message }) =>
      context.commit((reader) => {
        requireRun(reader, runId);
        const isKnown = reader.all(alertRow, ofRun, [runId]).some((alert) => alert.kind === kind);
        if (isKnown) return { operations: [], result: false };
        const raised_at = context.clock.now().toISOString();
        return { operations: [insert('alerts', { run_id: runId, kind, message, raised_at })], result: true };
      }),
    getAlerts: async (runId) => (await context.read()).all(alertRow, ofRun, [runId]),
  };
}
