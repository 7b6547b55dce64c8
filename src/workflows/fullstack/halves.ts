import { detectionOutputSchema } from '../../core/model/generation';
import type { AgentOutputs } from '../../core/orchestrator/plan';
import { AGENTS } from './plan';
import { projectProfileSchema, type ProjectProfile } from './stack';

/** The projects that a run works on, as detection found them. */
export interface Halves {
  readonly backend: ProjectProfile | null;
  readonly frontend: ProjectProfile | null;
}

export function halvesOf(outputs: AgentOutputs): Halves {
  const detection = detectionOutputSchema.safeParse(outputs[AGENTS.detection]);
  if (!detection.success) return { backend: null, frontend: null };
  const profile = projectProfileSchema.nullable();
  return { backend: profile.parse(detection.data.backend), frontend: profile.parse(detection.data.frontend) };
}
