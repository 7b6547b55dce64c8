import { z } from 'zod';
import { ALERT_KINDS } from './alert';
import { agentGapSchema } from './agentUse';
import { FILE_STATUSES } from '../review/fileReview';
import { PHASE_STATUSES, RUN_STATUSES } from './run';

/**
 * What panel, tree and command line show of a run: a projection of the store that crosses to the webview, hence zod.
 * Times are ISO 8601, durations milliseconds.
 */
export const stepViewSchema = z.object({
  title: z.string(),
  path: z.string().nullable(),
  status: z.enum(['pending', 'running', 'done', 'skipped', 'failed']),
  detail: z.string().nullable(),
});

/** What models were asked and told; tokens and cost (US dollars) are null where somebody did not count. */
export const modelsViewSchema = z.object({
  /** Agents that asked. */
  agents: z.number(),
  calls: z.number(),
  /** Answers that were known: nothing was sent. */
  known: z.number(),
  /** Lines of the budgets that were used. */
  lines: z.number(),
  inputTokens: z.number().nullable(),
  outputTokens: z.number().nullable(),
  /** Whether some of the tokens, and with them the cost, were counted by us, not by the provider. */
  estimated: z.boolean().default(false),
  cost: z.number().nullable(),
  /** What the budgets had no room for; `item` null: a whole agent. */
  givenUp: z.array(z.object({ agent: z.string(), item: z.string().nullable(), lines: z.number() })),
});
export type ModelsView = z.infer<typeof modelsViewSchema>;

export const phaseViewSchema = z.object({
  id: z.string(),
  /** With the keys of the sub-plans that it is in: `entity/backend`. */
  key: z.string(),
  title: z.string(),
  /** Titles of the sub-plans that it is in, outermost first. */
  groups: z.array(z.string()),
  description: z.string(),
  agents: z.array(z.string()),
  status: z.enum(PHASE_STATUSES),
  startedAt: z.string().nullable(),
  durationMs: z.number().nullable(),
  attempts: z.number(),
  steps: z.array(stepViewSchema),
  error: z.string().nullable(),
  /** Agents that it went on without. */
  gaps: z.array(agentGapSchema),
  /** Null where no model was asked. `budget`: lines; `streamed`: characters of an answer that is coming. */
  models: modelsViewSchema
    .extend({ budget: z.number().nullable(), streamed: z.number().nullable() })
    .nullable(),
});

export const fileViewSchema = z.object({
  path: z.string(),
  phase: z.string(),
  title: z.string(),
  action: z.enum(['create', 'edit']),
  status: z.enum(FILE_STATUSES),
  pendingHunks: z.number(),
  addedLines: z.number(),
  removedLines: z.number(),
  viewed: z.boolean(),
});

export const checkViewSchema = z.object({
  check: z.string(),
  kind: z.string(),
  status: z.enum(['running', 'passed', 'failed', 'notChecked']),
  detail: z.string(),
  durationMs: z.number(),
});

export const findingViewSchema = z.object({
  id: z.string(),
  severity: z.enum(['major', 'medium', 'minor']),
  category: z.string(),
  message: z.string(),
  path: z.string().nullable(),
  line: z.number().nullable(),
  source: z.string(),
  resolved: z.boolean(),
});

export const interventionViewSchema = z.object({
  id: z.string(),
  key: z.string(),
  reason: z.string(),
  question: z.string(),
  options: z.array(
    z.object({ id: z.string(), label: z.string(), consequence: z.string(), recommended: z.boolean() }),
  ),
  answer: z.string().nullable(),
});

export const nextStepSchema = z.object({
  title: z.string(),
  detail: z.string(),
  /** A terminal command in a folder relative to the workspace, or a Groundwork command with its argument. */
  action: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('terminal'), command: z.string(), folder: z.string() }),
    z.object({ kind: z.literal('command'), command: z.string(), argument: z.unknown() }),
  ]),
});
export type NextStep = z.infer<typeof nextStepSchema>;

export const runViewSchema = z.object({
  id: z.string(),
  workflow: z.string(),
  task: z.string(),
  status: z.enum(RUN_STATUSES),
  createdAt: z.string(),
  completedAt: z.string().nullable(),
  error: z.string().nullable(),
  /** 0 to 100, over the steps of all phases. */
  percent: z.number(),
  /** Titles of what is left, e.g. `Add sheet`. */
  remaining: z.array(z.string()),
  phases: z.array(phaseViewSchema),
  files: z.array(fileViewSchema),
  checks: z.array(checkViewSchema),
  findings: z.array(findingViewSchema),
  /** The evidence against the thresholds of the configuration: `abort` is not accepted by `--yes`. */
  verdict: z.object({ kind: z.enum(['within', 'warn', 'abort']), message: z.string().nullable() }),
  interventions: z.array(interventionViewSchema),
  /** What grew beyond what the configuration expects, each said once. */
  alerts: z.array(z.object({ kind: z.enum(ALERT_KINDS), message: z.string(), raisedAt: z.string() })),
  /** Where what was accepted is committed; null where nothing was. */
  commit: z
    .object({
      branch: z.string(),
      commit: z.string(),
      leftOut: z.array(z.object({ path: z.string(), reason: z.string() })),
    })
    .nullable(),
  nextSteps: z.array(nextStepSchema),
  models: modelsViewSchema,
});
export type RunView = z.infer<typeof runViewSchema>;
export type PhaseView = z.infer<typeof phaseViewSchema>;
export type FileView = z.infer<typeof fileViewSchema>;
export type FindingView = z.infer<typeof findingViewSchema>;
