import { z } from 'zod';
import { AppError } from '../../core/model/appError';
import type { PhaseId, RunId } from '../../core/model/ids';
import { PHASE_STATUSES, type Phase, type PhaseStatus } from '../../core/model/run';
import type { StateStore } from '../../core/ports/stateStore';
import { CachedQuery } from './cachedQuery';
import { foundIn, insertFindings } from './findingRows';
import type { Operation } from './journalRecord';
import { insertPhases, newPhases } from './newPhases';
import { replacePhaseFiles, textsOf } from './reviewRows';
import { agentIdColumn, flag, json, nullableText, phaseIdColumn, runIdColumn, text } from './rowSchemas';
import { requireRun } from './runRows';
import type { SqlReader } from './sqlDatabase';
import { requireRow, type StoreContext } from './storeContext';

const phaseRow = z
  .object({
    id: phaseIdColumn,
    run_id: runIdColumn,
    key: text,
    name: text,
    description: text,
    agents: json(z.array(agentIdColumn)),
    dependencies: json(z.array(z.string())),
    critical: flag,
    status: z.enum(PHASE_STATUSES),
    position: z.number(),
    retries: z.number(),
    max_retries: z.number(),
    started_at: nullableText,
    completed_at: nullableText,
    output: json(z.unknown()).nullable(),
    error: nullableText,
  })
  .transform((row): Phase => ({
    id: row.id,
    runId: row.run_id,
    key: row.key,
    title: row.name,
    description: row.description,
    agents: row.agents,
    dependencies: row.dependencies,
    critical: row.critical,
    status: row.status,
    position: row.position,
    retries: row.retries,
    maxRetries: row.max_retries,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    output: row.output,
    error: row.error,
  }));

const phasesOfRun = new CachedQuery(phaseRow, 'phases', 'run_id = ? ORDER BY position');

type PhaseMethods = Pick<StateStore, 'createPhases' | 'updatePhaseStatus' | 'completePhase' | 'getPhases'>;

export function phaseMethods(context: StoreContext): PhaseMethods {
  const now = (): string => context.clock.now().toISOString();
  return {
    createPhases: (runId, phases) =>
      context.commit((reader) => {
        requireRun(reader, runId);
        const first = phasesOf(reader, runId).length;
        const created = newPhases(context, runId, phases, first);
        return { operations: insertPhases(created, now()), result: created };
      }),
    updatePhaseStatus: (id, status, error) =>
      context.commit((reader) => {
        requirePhase(reader, id);
        return { operations: [statusChange(id, status, error ?? null, now())], result: undefined };
      }),
    completePhase: async (id, output, files, findings) => {
      await context.saveBlobs(textsOf(files));
      return context.commit((reader) => {
        const phase = requirePhase(reader, id);
        const operations: Operation[] = [
          statusChange(id, 'completed', null, now()),
          {
            sql: 'UPDATE phases SET output = ? WHERE id = ?',
            params: [JSON.stringify(output ?? null), id],
          },
          ...replacePhaseFiles(context.blobs, phase.runId, phase.key, files),
          ...insertFindings(foundIn(context, phase.runId, findings), now()),
        ];
        return { operations, result: undefined };
      });
    },
    getPhases: async (runId) => phasesOf(await context.read(), runId),
  };
}

const ownerRow = z.object({ runId: runIdColumn, key: text });

/** Throws AppError `notFound`. */
export function requirePhase(reader: SqlReader, id: PhaseId): z.infer<typeof ownerRow> {
  const [phase] = reader.all(ownerRow, 'SELECT run_id AS runId, key FROM phases WHERE id = ?', [id]);
  return requireRow(phase, () => new AppError('notFound', `There is no phase ${id}.`, 'Open the run again.'));
}

function phasesOf(reader: SqlReader, runId: RunId): readonly Phase[] {
  return phasesOfRun.all(reader, runId);
}

/** A phase that starts again starts anew: its time, its error and the end of the last try go. */
function statusChange(id: PhaseId, status: PhaseStatus, error: string | null, now: string): Operation {
  const isOver = status === 'completed' || status === 'failed' || status === 'skipped';
  const ended = [isOver ? now : null, error];
  const sql = 'UPDATE phases SET status = ?, completed_at = ?, error = ?';
  if (status !== 'inProgress' && status !== 'pending')
    return { sql: `${sql} WHERE id = ?`, params: [status, ...ended, id] };
  const startedAt = status === 'inProgress' ? now : null;
  return { sql: `${sql}, started_at = ? WHERE id = ?`, params: [status, ...ended, startedAt, id] };
}
