import { z } from 'zod';

export const AGENT_TEAMS = ['fullstack', 'scaffold', 'admin', 'migration', 'task'] as const;

/** Names a record that one agent hands to another, or that the request gives: `schema_definition`. */
const recordName = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower case with underscores');

/** An agent's id is the name of its folder: nothing that could lead elsewhere. */
export const agentIdSchema = z.string().regex(/^[a-z][a-z0-9-]*$/);

/** Front matter of `agents/<id>/core.md`. */
export const agentFrontMatterSchema = z.strictObject({
  id: agentIdSchema,
  title: z.string().min(1),
  team: z.enum(AGENT_TEAMS),
  phase: z.string().min(1),
  capabilities: z.array(z.string().min(1)).min(1),
  inputs: z.array(recordName),
  /** Used when there, no reason to stop when not. */
  optionalInputs: z.array(recordName).default([]),
  outputs: z.array(recordName).min(1),
  critical: z.boolean(),
  /** `blueprint`: deterministic code; `model`: a language model; `both`: the model adapts what the blueprint made. */
  executor: z.enum(['blueprint', 'model', 'both']),
  /** Set while its executor is missing: what it will come with. The agent can be planned with, not run. */
  planned: z.string().min(1).optional(),
});

/** An agent as data: what it is for and its prompt of 50 to 100 lines. */
export interface AgentDefinition extends z.infer<typeof agentFrontMatterSchema> {
  readonly prompt: string;
}
