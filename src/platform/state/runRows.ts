import { z } from 'zod';
import { AppError } from '../../core/model/appError';
import { runId, type RunId } from '../../core/model/ids';
import { RUN_STATUSES, type Run, type RunStatus } from '../../core/model/run';
import type { StateStore } from '../../core/ports/stateStore';
import { json, nullableText, runIdColumn, text } from './rowSchemas';
import { CachedQuery } from './cachedQuery';
import { insertPhases, newPhases } from './newPhases';
import type { SqlReader } from './sqlDatabase';
import { insert, requireRow, type StoreContext } from './storeContext';

const runRow = z
  .object({
    id: runIdColumn,
    workflow: text,
    task: text,
    status: z.enum(RUN_STATUSES),
    created_at: text,
    started_at: nullableText,
    completed_at: nullableText,
    metadata: json(z.object({ request: z.unknown() })),
    error: nullableText,
  })
  .transform((row): Run => ({
    id: row.id,
    workflow: row.workflow,
    task: row.task,
    status: row.status,
    createdAt: row.created_at,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    request: row.metadata.request ?? null,
    error: row.error,
  }));

const runOfId = new CachedQuery(runRow, 'runs', 'id = ?');

type RunMethods = Pick<
  StateStore,
  'createRun' | 'updateRunStatus' | 'getRun' | 'listRuns' | 'getRecoverableRuns'
>;

export function runMethods(context: StoreContext): RunMethods {
  return {
    createRun: ({ workflow, task, request }, phases = []) =>
      context.commit(() => {
        const run: Run = {
          id: runId(context.random.id()),
          workflow,
          task,
          status: 'planning',
          createdAt: context.clock.now().toISOString(),
          startedAt: null,
          completedAt: null,
          request: request ?? null,
          error: null,
        };
        const row = {
          id: run.id,
          workflow,
          task,
          status: run.status,
          created_at: run.createdAt,
          metadata: JSON.stringify({ request: run.request }),
        };
        return {
          operations: [
            insert('runs', row),
            ...insertPhases(newPhases(context, run.id, phases, 0), run.createdAt),
          ],
          result: run,
        };
      }),
    updateRunStatus: (id, status, error) =>
      context.commit((reader) => {
        requireRun(reader, id);
        const now = context.clock.now().toISOString();
        const params = [
          status,
          status === 'executing' ? now : null,
          isOver(status) ? now : null,
          error ?? null,
          id,
        ];
        const sql =
          'UPDATE runs SET status = ?, started_at = coalesce(started_at, ?), completed_at = ?, error = ? WHERE id = ?';
        return { operations: [{ sql, params }], result: undefined };
      }),
    getRun: async (id) => findRun(await context.read(), id),
    listRuns: async (filter) => {
      const runs = (await context.read()).all(runRow, 'SELECT * FROM runs ORDER BY rowid DESC');
      return filter?.status === undefined ? runs : runs.filter((run) => run.status === filter.status);
    },
    getRecoverableRuns: async () =>
      (await context.read()).all(
        runRow,
        "SELECT * FROM runs WHERE status IN ('planning', 'executing') ORDER BY rowid DESC",
      ),
  };
}

function findRun(reader: SqlReader, id: RunId): Run | undefined {
  return runOfId.all(reader, id)[0];
}

/** Throws AppError `notFound`. */
export function requireRun(reader: SqlReader, id: RunId): void {
  requireRow(
    findRun(reader, id),
    () => new AppError('notFound', `There is no run ${id}.`, 'List the runs with "groundwork runs".'),
  );
}

function isOver(status: RunStatus): boolean {
  switch (status) {
    case 'completed':
    case 'failed':
    case 'cancelled':
    case 'rolledBack':
      return true;
    case 'planning':
    case 'executing':
    case 'interrupted':
    case 'waiting':
    case 'review':
      return false;
  }
}
