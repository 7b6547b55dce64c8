import { z } from 'zod';
import { agentGapSchema, agentUseSchema } from '../model/agentUse';
import type { Phase } from '../model/run';
import type { HandedOn } from '../ports/executor';
import type { AgentOutputs } from './plan';

/** What a completed phase keeps in the store: its agents' outputs, the notes for the checklist, who did not take part. */
const phaseOutputSchema = z.object({
  outputs: z.record(z.string(), z.unknown()),
  fragments: z.record(z.string(), z.string()),
  notes: z.array(z.object({ step: z.string(), kind: z.enum(['present', 'leftOut']), detail: z.string() })),
  gaps: z.array(agentGapSchema).default([]),
  uses: z.array(agentUseSchema).default([]),
});
export type PhaseOutput = z.infer<typeof phaseOutputSchema>;

const NOTHING: PhaseOutput = { outputs: {}, fragments: {}, notes: [], gaps: [], uses: [] };

export function readPhaseOutput(phase: Phase): PhaseOutput {
  const parsed = phaseOutputSchema.safeParse(phase.output);
  return parsed.success ? parsed.data : NOTHING;
}

/** Outputs of all completed phases, by agent id. */
export function collectOutputs(phases: readonly Phase[]): AgentOutputs {
  const outputs: Record<string, unknown> = {};
  for (const { outputs: own } of handedOn(phases)) Object.assign(outputs, own);
  return outputs;
}

/** Completed phases with what each hands on, in the given order. */
export function handedOn(phases: readonly Phase[]): readonly HandedOn[] {
  return phases.flatMap((phase) =>
    phase.status === 'completed' ? [{ phase: phase.key, outputs: readPhaseOutput(phase).outputs }] : [],
  );
}

/** Fragments that all completed phases generated. */
export function collectFragments(phases: readonly Phase[]): Readonly<Record<string, string>> {
  const fragments: Record<string, string> = {};
  for (const phase of phases) {
    if (phase.status === 'completed') Object.assign(fragments, readPhaseOutput(phase).fragments);
  }
  return fragments;
}
