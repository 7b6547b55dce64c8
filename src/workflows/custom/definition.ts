import { z } from 'zod';
import { AppError } from '../../core/model/appError';
import { workspacePath } from '../../core/model/workspacePath';

const LEVELS = ['low', 'medium', 'high'] as const;

const id = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
const key = z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]{0,63}$/);
const record = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);
const records = z.array(record).max(50);
const sentence = z.string().min(1).max(500);

const phaseSchema = z.strictObject({
  key,
  title: sentence.optional(),
  description: z.string().max(2_000).default(''),
  agents: z.array(id).min(1).max(20),
  /** Keys of the phases that must be done before. */
  after: z.array(key).max(50).default([]),
  /** What its agents need and make is known already: only what the plan is to be held to besides. */
  inputs: records.default([]),
  outputs: records.default([]),
  /** By path, the record whose text the file is to hold: the only files that the phase can propose. */
  writes: z.record(z.string().refine(isWritable), record).default({}),
  critical: z.boolean().default(true),
  budgetLines: z.int().min(50).max(1_500).optional(),
  maxRetries: z.int().min(0).max(10).optional(),
  complexity: z.enum(LEVELS).optional(),
  risk: z.enum(LEVELS).optional(),
  /** What a person looks at to see that the phase did its work. */
  criteria: z.array(sentence).max(20).default([]),
});

/** A workflow as data: `.groundwork/workflows/<id>.yaml`, or registered by an extension. */
export const workflowDefinitionSchema = z.strictObject({
  id,
  title: sentence,
  description: z.string().max(2_000).default(''),
  phases: z.array(phaseSchema).min(1).max(50),
});
export type WorkflowDefinition = z.infer<typeof workflowDefinitionSchema>;
export type PhaseDefinition = WorkflowDefinition['phases'][number];

/** What git and Groundwork itself go by is written by nobody's agent. */
function isWritable(path: string): boolean {
  if (/^\.(git|groundwork)(\/|$)/i.test(path)) return false;
  try {
    workspacePath(path);
    return true;
  } catch (failure) {
    if (failure instanceof AppError) return false;
    throw failure;
  }
}
