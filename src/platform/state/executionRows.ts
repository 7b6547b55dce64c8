import { z } from 'zod';
import { AppError } from '../../core/model/appError';
import { executionId, type ExecutionId } from '../../core/model/ids';
import type { Execution } from '../../core/model/run';
import type { StateStore } from '../../core/ports/stateStore';
import { requirePhase } from './phaseRows';
import { executionIdColumn, nullableText, phaseIdColumn, runIdColumn, text } from './rowSchemas';
import type { SqlReader } from './sqlDatabase';
import { insert, requireRow, type StoreContext } from './storeContext';

const executionRow = z
  .object({
    id: executionIdColumn,
    phase_id: phaseIdColumn,
    run_id: runIdColumn,
    attempt_number: z.number(),
    status: z.enum(['inProgress', 'completed', 'failed']),
    error: nullableText,
    started_at: text,
    completed_at: nullableText,
  })
  .transform((row): Execution => ({
    id: row.id,
    phaseId: row.phase_id,
    runId: row.run_id,
    attempt: row.attempt_number,
    status: row.status,
    error: row.error,
    startedAt: row.started_at,
    completedAt: row.completed_at,
  }));

type ExecutionMethods = Pick<
  StateStore,
  'createExecution' | 'completeExecution' | 'failExecution' | 'getExecutions'
>;

export function executionMethods(context: StoreContext): ExecutionMethods {
  const end = (id: ExecutionId, status: Execution['status'], error: string | null): Promise<void> =>
    context.commit((reader) => {
      requireExecution(reader, id);
      const sql = 'UPDATE executions SET status = ?, error = ?, completed_at = ? WHERE id = ?';
      const params = [status, error, context.clock.now().toISOString(), id];
      return { operations: [{ sql, params }], result: undefined };
    });
  return {
    createExecution: (phaseId, runId, attempt) =>
      context.commit((reader) => {
        requirePhase(reader, phaseId);
        const execution: Execution = {
          id: executionId(context.random.id()),
          phaseId,
          runId,
          attempt,
          status: 'inProgress',
          error: null,
          startedAt: context.clock.now().toISOString(),
          completedAt: null,
        };
        const row = {
          id: execution.id,
          phase_id: phaseId,
          run_id: runId,
          attempt_number: attempt,
          status: execution.status,
          started_at: execution.startedAt,
        };
        const retries = {
          sql: 'UPDATE phases SET retries = max(retries, ?) WHERE id = ?',
          params: [attempt - 1, phaseId],
        };
        return { operations: [insert('executions', row), retries], result: execution };
      }),
    completeExecution: (id) => end(id, 'completed', null),
    failExecution: (id, error) => end(id, 'failed', error),
    getExecutions: async (runId) =>
      (await context.read()).all(executionRow, 'SELECT * FROM executions WHERE run_id = ? ORDER BY rowid', [
        runId,
      ]),
  };
}

function requireExecution(reader: SqlReader, id: ExecutionId): void {
  const [found] = reader.all(z.unknown(), 'SELECT 1 FROM executions WHERE id = ?', [id]);
  requireRow(found, () => new AppError('notFound', `There is no execution ${id}.`, 'Open the run again.'));
}
