import { z } from 'zod';
import type { Phase } from '../model/run';
import type { AgentOutputs } from './plan';

/** What a completed phase keeps in the store: its agents' outputs and the notes for the checklist. */
const phaseOutputSchema = z.object({
  outputs: z.record(z.string(), z.unknown()),
  fragments: z.record(z.string(), z.string()),
  notes: z.array(z.object({ step: z.string(), kind: z.enum(['present', 'leftOut']), detail: z.string() })),
});
export type PhaseOutput = z.infer<typeof phaseOutputSchema>;

export function readPhaseOutput(phase: Phase): PhaseOutput {
  const parsed = phaseOutputSchema.safeParse(phase.output);
  return parsed.success ? parsed.data : { outputs: {}, fragments: {}, notes: [] };
}

/** Outputs of all completed phases, by agent id. */
export function collectOutputs(phases: readonly Phase[]): AgentOutputs {
  const outputs: Record<string, unknown> = {};
  for (const phase of phases) {
    if (phase.status === 'completed') Object.assign(outputs, readPhaseOutput(phase).outputs);
  }
  return outputs;
}

/** Fragments that all completed phases generated. */
export function collectFragments(phases: readonly Phase[]): Readonly<Record<string, string>> {
  const fragments: Record<string, string> = {};
  for (const phase of phases) {
    if (phase.status === 'completed') Object.assign(fragments, readPhaseOutput(phase).fragments);
  }
  return fragments;
}
