import { z } from 'zod';
import { AppError } from '../../core/model/appError';
import { phaseId, type PhaseId, type RunId } from '../../core/model/ids';
import { PHASE_STATUSES, type Phase, type PhaseStatus } from '../../core/model/run';
import type { NewPhase, StateStore } from '../../core/ports/stateStore';
import { foundIn, insertFindings } from './findingRows';
import type { Operation } from './journalRecord';
import { replacePhaseFiles, textsOf } from './reviewRows';
import { agentIdColumn, flag, json, nullableText, phaseIdColumn, runIdColumn, text } from './rowSchemas';
import { requireRun } from './runRows';
import type { SqlReader } from './sqlDatabase';
import { insert, requireRow, type StoreContext } from './storeContext';

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

type PhaseMethods = Pick<StateStore, 'createPhases' | 'updatePhaseStatus' | 'completePhase' | 'getPhases'>;

export function phaseMethods(context: StoreContext): PhaseMethods {
  const now = (): string => context.clock.now().toISOString();
  return {
    createPhases: (runId, phases) =>
      context.commit((reader) => {
        requireRun(reader, runId);
        const first = phasesOf(reader, runId).length;
        const created = phases.map((phase, index) =>
          newPhase(phaseId(context.random.id()), runId, phase, first + index),
        );
        return { operations: created.map((phase) => insertPhase(phase, now())), result: created };
      }),
    updatePhaseStatus: (id, status, error) =>
      context.commit((reader) => {
        const phase = requirePhase(reader, id);
        return { operations: [statusChange(phase, status, error ?? null, now())], result: undefined };
      }),
    completePhase: async (id, output, files, findings) => {
      await context.saveBlobs(textsOf(files));
      return context.commit((reader) => {
        const phase = requirePhase(reader, id);
        const operations: Operation[] = [
          statusChange(phase, 'completed', null, now()),
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

/** Throws AppError `notFound`. */
export function requirePhase(reader: SqlReader, id: PhaseId): Phase {
  const [phase] = reader.all(phaseRow, 'SELECT * FROM phases WHERE id = ?', [id]);
  return requireRow(phase, () => new AppError('notFound', `There is no phase ${id}.`, 'Open the run again.'));
}

function phasesOf(reader: SqlReader, runId: RunId): readonly Phase[] {
  return reader.all(phaseRow, 'SELECT * FROM phases WHERE run_id = ? ORDER BY position', [runId]);
}

function newPhase(id: PhaseId, runId: RunId, phase: NewPhase, position: number): Phase {
  return {
    id,
    runId,
    key: phase.key,
    title: phase.title,
    description: phase.description,
    agents: phase.agents,
    dependencies: phase.dependencies,
    critical: phase.critical,
    status: 'pending',
    position,
    retries: 0,
    maxRetries: phase.maxRetries,
    startedAt: null,
    completedAt: null,
    output: null,
    error: null,
  };
}

function insertPhase(phase: Phase, createdAt: string): Operation {
  return insert('phases', {
    id: phase.id,
    run_id: phase.runId,
    key: phase.key,
    name: phase.title,
    description: phase.description,
    agents: JSON.stringify(phase.agents),
    dependencies: JSON.stringify(phase.dependencies),
    critical: phase.critical,
    status: phase.status,
    position: phase.position,
    retries: phase.retries,
    max_retries: phase.maxRetries,
    created_at: createdAt,
  });
}

/** A phase that starts again starts anew: its time, its error and the end of the last try go. */
function statusChange(phase: Phase, status: PhaseStatus, error: string | null, now: string): Operation {
  const isOver = status === 'completed' || status === 'failed' || status === 'skipped';
  const startedAt = status === 'inProgress' ? now : status === 'pending' ? null : phase.startedAt;
  return {
    sql: 'UPDATE phases SET status = ?, started_at = ?, completed_at = ?, error = ? WHERE id = ?',
    params: [status, startedAt, isOver ? now : null, error, phase.id],
  };
}
