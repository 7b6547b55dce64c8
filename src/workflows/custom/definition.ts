import { z } from 'zod';
import { AppError } from '../../core/model/appError';
import { workspacePath } from '../../core/model/workspacePath';
import { MOST_PHASE_LINES } from '../../core/orchestrator/planBudget';

const LEVELS = ['low', 'medium', 'high'] as const;

const id = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
const key = z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]{0,63}$/);
const record = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);
const records = z.array(record).max(50);
const sentence = z.string().min(1).max(500);

const common = {
  key,
  title: sentence.optional(),
  description: z.string().max(2_000).default(''),
  /** Keys of the phases that must be done before: `entity`, or one inside a workflow, `entity/backend`. */
  after: z
    .array(z.string().regex(/^[a-zA-Z][a-zA-Z0-9/-]{0,255}$/))
    .max(50)
    .default([]),
  critical: z.boolean().default(true),
};

export const phaseSchema = z.strictObject({
  ...common,
  agents: z.array(id).min(1).max(20),
  /** What its agents need and make is known already: only what the plan is to be held to besides. */
  inputs: records.default([]),
  outputs: records.default([]),
  /** By path, the record whose text the file is to hold: the only files that the phase can propose. */
  writes: z.record(z.string().refine(isWritable), record).default({}),
  budgetLines: z.int().min(50).max(MOST_PHASE_LINES).optional(),
  maxRetries: z.int().min(0).max(10).optional(),
  complexity: z.enum(LEVELS).optional(),
  risk: z.enum(LEVELS).optional(),
  /** What a person looks at to see that the phase did its work. */
  criteria: z.array(sentence).max(20).default([]),
});

/** Another workflow as a phase: its phases run here, with a request of their own. */
export const heldSchema = z.strictObject({
  ...common,
  /** Its id, as `groundwork workflows` lists it. */
  workflow: id,
  /** A sentence for one that is data, without it that of the whole; for another, what its command takes. */
  request: z.union([z.string().max(20_000), z.record(z.string(), z.unknown())]).optional(),
});

/** A workflow as data: `.groundwork/workflows/<id>.yaml`, or registered by an extension. */
export const workflowDefinitionSchema = z.strictObject({
  id,
  title: sentence,
  description: z.string().max(2_000).default(''),
  phases: z
    .array(z.union([phaseSchema, heldSchema]))
    .min(1)
    .max(50),
});
export type WorkflowDefinition = z.infer<typeof workflowDefinitionSchema>;
export type PhaseDefinition = z.infer<typeof phaseSchema>;
export type HeldDefinition = z.infer<typeof heldSchema>;

export const isHeld = (node: WorkflowDefinition['phases'][number]): node is HeldDefinition =>
  'workflow' in node;

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
