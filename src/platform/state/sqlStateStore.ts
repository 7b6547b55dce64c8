import type { StateStore } from '../../core/ports/stateStore';
import { alertMethods } from './alertRows';
import { artifactMethods } from './artifactRows';
import { executionMethods } from './executionRows';
import { findingMethods } from './findingRows';
import { interventionMethods } from './interventionRows';
import { phaseMethods } from './phaseRows';
import { archivedReport, listArchive } from './runArchive';
import { reviewMethods } from './reviewRows';
import { runMethods } from './runRows';
import { renderReport } from '../../core/report/renderReport';
import { summarizeRun } from '../../core/report/summarizeRun';
import type { StoreContext } from './storeContext';
import { spanMethods } from './spanRows';
import { writeMethods } from './writeRows';

/** The port over a context: the methods of each table beside their rows. */
export function sqlStateStore(context: StoreContext, close: () => Promise<void>): StateStore {
  const tables = {
    ...runMethods(context),
    ...phaseMethods(context),
    ...executionMethods(context),
    ...findingMethods(context),
    ...spanMethods(context),
    ...alertMethods(context),
    ...artifactMethods(context),
    ...interventionMethods(context),
    ...reviewMethods(context),
    ...writeMethods(context),
  };
  return {
    ...tables,
    size: () => context.size(),
    listArchived: async () => {
      // One whose removal was lost with a damaged journal is back.
      const there = new Set((await tables.listRuns()).map(({ id }) => id));
      return (await listArchive(context.archive)).filter(({ id }) => !there.has(id));
    },
    exportRunSummary: async (runId, format) => {
      if ((await tables.getRun(runId)) === undefined) {
        const archived = await archivedReport(context.archive, runId, format);
        if (archived !== undefined) return archived;
      }
      const summary = await summarizeRun(tables, runId);
      return format === 'markdown' ? renderReport(summary) : `${JSON.stringify(summary, undefined, 2)}\n`;
    },
    close,
  };
}
