import type { ConfigProblem } from '../config/configProblem';
import type { AgentListing } from './agentListing';
import type { WorkflowListing } from './workflowListing';

/** Who can take part, and what keeps definitions of the workspace and of extensions from counting. */
export interface TeamListing {
  readonly agents: readonly AgentListing[];
  readonly problems: readonly ConfigProblem[];
}

export interface WorkflowsListing {
  readonly workflows: readonly WorkflowListing[];
  readonly problems: readonly ConfigProblem[];
}
