import { z } from 'zod';
import { SPAN_KINDS, type Span } from '../../core/model/span';
import type { StateStore } from '../../core/ports/stateStore';
import { json, nullableText, runIdColumn, text } from './rowSchemas';
import { requireRun } from './runRows';
import { insert, type StoreContext } from './storeContext';

const spanRow = z
  .object({
    run_id: runIdColumn,
    span_id: text,
    parent_id: nullableText,
    kind: z.enum(SPAN_KINDS),
    name: text,
    started_at: text,
    ended_at: text,
    error: nullableText,
    attributes: json(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  })
  .transform((row): Span => ({
    runId: row.run_id,
    spanId: row.span_id,
    parentId: row.parent_id,
    kind: row.kind,
    name: row.name,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    error: row.error,
    attributes: row.attributes,
  }));

export function spanMethods(context: StoreContext): Pick<StateStore, 'addSpans' | 'getSpans'> {
  return {
    addSpans: (runId, spans) =>
      context.commit((reader) => {
        requireRun(reader, runId);
        const operations = spans.map((span) =>
          insert('spans', {
            run_id: runId,
            span_id: span.spanId,
            parent_id: span.parentId,
            kind: span.kind,
            name: span.name,
            started_at: span.startedAt,
            ended_at: span.endedAt,
            error: span.error,
            attributes: JSON.stringify(span.attributes),
          }),
        );
        return { operations, result: undefined };
      }),
    getSpans: async (runId) =>
      (await context.read()).all(spanRow, 'SELECT * FROM spans WHERE run_id = ? ORDER BY rowid', [runId]),
  };
}
