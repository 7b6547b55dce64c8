import { z } from 'zod';

/** Front matter of `agents/<id>/core.md`. */
export const agentFrontMatterSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string().min(1),
  phase: z.string().min(1),
  capabilities: z.array(z.string().min(1)).min(1),
  inputs: z.array(z.string().min(1)),
  outputs: z.array(z.string().min(1)).min(1),
  critical: z.boolean(),
  /** `blueprint`: deterministic code; `model`: a language model; `both`: the model adapts what the blueprint made. */
  executor: z.enum(['blueprint', 'model', 'both']),
});

/** An agent as data: what it is for and its prompt of 50 to 100 lines. */
export interface AgentDefinition extends z.infer<typeof agentFrontMatterSchema> {
  readonly prompt: string;
}
