import type { AgentGap, AgentUse } from '../model/agentUse';
import type { AppError } from '../model/appError';
import type { AgentOutputs } from './plan';

/** What the agents of a run made, apart from files. */
export interface RunOutput {
  /** Of completed phases, by agent id. */
  readonly outputs: AgentOutputs;
  readonly uses: readonly AgentUse[];
  readonly gaps: readonly AgentGap[];
  /** What the run failed with, or null. */
  readonly failure: AppError | null;
}
