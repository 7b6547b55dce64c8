import { z } from 'zod';

/** The conversion of the budgets (seed 001): a line of prompt is about a dozen tokens. */
export const TOKENS_PER_LINE = 12;

/** Something that would have been sent and was not, since the budget of the phase has an end. */
const givenUpSchema = z.object({
  agent: z.string(),
  /** `reference/dialects.md`; null for the whole agent. */
  item: z.string().nullable(),
  lines: z.number(),
  reason: z.string(),
});

/** What an agent sent to a model and what came of it. */
export const agentUseSchema = z.object({
  agent: z.string(),
  /** Where its prompt came from. */
  source: z.enum(['built-in', 'workspace', 'extension']).default('built-in'),
  model: z.string(),
  /** Of its phase's budget. The head of the prompt and the records count for the first agent of a phase. */
  lines: z.number(),
  /** Phases whose records it was told, with their bytes. */
  recalled: z.array(z.object({ phase: z.string(), bytes: z.number() })),
  givenUp: z.array(givenUpSchema),
  evicted: z.array(z.object({ phase: z.string(), bytes: z.number(), reason: z.string() })),
  /** Calls that were made: none when the answer was known. */
  calls: z.number(),
  /** Tokens of all calls; null where nobody counts. `estimated`: at least one call was counted by us. */
  usage: z
    .object({ input: z.number(), output: z.number(), estimated: z.boolean().default(false) })
    .nullable(),
  /** In US dollars; null where no price is configured. */
  cost: z.number().nullable(),
});
export type AgentUse = z.infer<typeof agentUseSchema>;

/** An agent that did not take part in a phase that went on without it. */
export const agentGapSchema = z.object({
  agent: z.string(),
  /** `skipped`: it failed or had no room; `paused`: it needs what such an agent would have made. */
  kind: z.enum(['skipped', 'paused']),
  reason: z.string(),
});
export type AgentGap = z.infer<typeof agentGapSchema>;
