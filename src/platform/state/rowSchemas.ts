import { z } from 'zod';
import {
  agentId,
  artifactId,
  contentHash,
  executionId,
  findingId,
  interventionId,
  phaseId,
  runId,
} from '../../core/model/ids';
import { workspacePath } from '../../core/model/workspacePath';
import { TextMemo } from '../../shared/textMemo';

/** Columns as sql.js gives them, turned into the model's types. */
export const text = z.string();
export const nullableText = z.string().nullable();
export const flag = z.number().transform((value) => value !== 0);

export const runIdColumn = z.string().transform(runId);
export const phaseIdColumn = z.string().transform(phaseId);
export const executionIdColumn = z.string().transform(executionId);
export const findingIdColumn = z.string().transform(findingId);
export const artifactIdColumn = z.string().transform(artifactId);
export const interventionIdColumn = z.string().transform(interventionId);
export const agentIdColumn = z.string().transform(agentId);
export const hashColumn = z.string().transform(contentHash);
export const pathColumn = z.string().transform(workspacePath);

/** In UTF-16 units of a column's texts: those of the runs that people look at. */
const REMEMBERED = 1_000_000;

/** JSON in a text column, checked by the schema of its content: once for all rows with that text, so nobody changes it. */
export function json<T>(content: z.ZodType<T>): z.ZodType<T> {
  const read = new TextMemo<T>(REMEMBERED);
  return z.string().transform((value) => read.get(value, () => content.parse(JSON.parse(value))));
}
