import { z } from 'zod';
import { runViewSchema } from '../core/model/runView';

/** What the extension tells the panel. Times are ISO 8601. */
export const toPanelSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('run'),
    run: runViewSchema,
    /** Newest first, for the chooser. */
    runs: z.array(z.strictObject({ id: z.string(), task: z.string(), status: z.string() })),
    pendingHunks: z.number(),
    now: z.string(),
  }),
  z.strictObject({
    kind: z.literal('nothing'),
    reason: z.enum(['noRuns', 'untrusted', 'noFolder', 'failed']),
    message: z.string(),
  }),
]);
export type ToPanel = z.infer<typeof toPanelSchema>;

const run = { runId: z.string() };
const phase = { ...run, phaseKey: z.string() };

/**
 * What the panel asks for. It names things that the store knows; it never sends a command line or a path that the
 * extension would not look up.
 */
export const fromPanelSchema = z.discriminatedUnion('kind', [
  /** `runId`: the run that was shown before a reload. */
  z.strictObject({ kind: z.literal('ready'), runId: z.string().nullable() }),
  z.strictObject({ kind: z.literal('selectRun'), ...run }),
  z.strictObject({ kind: z.literal('generate') }),
  z.strictObject({ kind: z.literal('openFile'), ...run, path: z.string() }),
  z.strictObject({ kind: z.literal('openFinding'), ...run, findingId: z.string() }),
  z.strictObject({ kind: z.literal('answer'), ...run, interventionId: z.string(), option: z.string() }),
  z.strictObject({ kind: z.literal('retry'), ...phase }),
  z.strictObject({ kind: z.literal('skip'), ...phase }),
  z.strictObject({ kind: z.literal('rollback'), ...run }),
  z.strictObject({ kind: z.literal('cancel'), ...run }),
  z.strictObject({ kind: z.literal('resume'), ...run }),
  z.strictObject({ kind: z.literal('check'), ...run }),
  z.strictObject({ kind: z.literal('report'), ...run }),
  z.strictObject({ kind: z.literal('review'), ...run }),
  z.strictObject({ kind: z.literal('acceptAll'), ...run }),
  z.strictObject({ kind: z.literal('rejectAll'), ...run }),
  /** Position in the run's next steps. */
  z.strictObject({ kind: z.literal('nextStep'), ...run, index: z.int().min(0) }),
]);
export type FromPanel = z.infer<typeof fromPanelSchema>;

/** What the panel keeps over a reload. */
export const panelStateSchema = z.object({ runId: z.string() });
