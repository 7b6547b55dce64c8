import { z } from 'zod';
import { AppError } from '../../core/model/appError';
import { interventionId, type InterventionId } from '../../core/model/ids';
import type { Intervention } from '../../core/model/run';
import type { StateStore } from '../../core/ports/stateStore';
import { interventionIdColumn, json, nullableText, phaseIdColumn, runIdColumn, text } from './rowSchemas';
import { requireRun } from './runRows';
import { insert, requireRow, type StoreContext } from './storeContext';

const optionSchema = z.object({ id: text, label: text, consequence: text, recommended: z.boolean() });

const interventionRow = z
  .object({
    id: interventionIdColumn,
    run_id: runIdColumn,
    phase_id: phaseIdColumn.nullable(),
    key: text,
    reason: text,
    action_required: text,
    options: json(z.array(optionSchema)),
    status: z.enum(['open', 'answered']),
    answer: nullableText,
    created_at: text,
    resolved_at: nullableText,
  })
  .transform((row): Intervention => ({
    id: row.id,
    runId: row.run_id,
    phaseId: row.phase_id,
    key: row.key,
    reason: row.reason,
    question: row.action_required,
    options: row.options,
    status: row.status,
    answer: row.answer,
    createdAt: row.created_at,
    resolvedAt: row.resolved_at,
  }));

type InterventionMethods = Pick<StateStore, 'openIntervention' | 'answerIntervention' | 'getInterventions'>;

export function interventionMethods(context: StoreContext): InterventionMethods {
  return {
    openIntervention: (runId, asked) =>
      context.commit((reader) => {
        requireRun(reader, runId);
        const select = 'SELECT * FROM manual_interventions WHERE run_id = ? AND key = ?';
        const [found] = reader.all(interventionRow, select, [runId, asked.key]);
        if (found !== undefined) return { operations: [], result: found };
        const { phaseId, key, reason, question, options } = asked;
        const id = interventionId(context.random.id());
        const created: Intervention = {
          id,
          runId,
          phaseId,
          key,
          reason,
          question,
          options,
          status: 'open',
          answer: null,
          createdAt: context.clock.now().toISOString(),
          resolvedAt: null,
        };
        return { operations: [insertIntervention(created)], result: created };
      }),
    answerIntervention: (id, answer) =>
      context.commit((reader) => {
        const [found] = reader.all(interventionRow, 'SELECT * FROM manual_interventions WHERE id = ?', [id]);
        requireRow(found, () => unknownQuestion(id));
        const sql =
          "UPDATE manual_interventions SET status = 'answered', answer = ?, resolved_at = ? WHERE id = ?";
        const params = [answer, context.clock.now().toISOString(), id];
        return { operations: [{ sql, params }], result: undefined };
      }),
    getInterventions: async (runId) =>
      (await context.read()).all(
        interventionRow,
        'SELECT * FROM manual_interventions WHERE run_id = ? ORDER BY rowid',
        [runId],
      ),
  };
}

function insertIntervention(created: Intervention): ReturnType<typeof insert> {
  return insert('manual_interventions', {
    id: created.id,
    run_id: created.runId,
    phase_id: created.phaseId,
    key: created.key,
    reason: created.reason,
    action_required: created.question,
    options: JSON.stringify(created.options),
    status: created.status,
    created_at: created.createdAt,
  });
}

function unknownQuestion(id: InterventionId): AppError {
  return new AppError('notFound', `There is no question ${id}.`, 'Open the run again.');
}
