import type { ConfigProblem } from '../core/config/configProblem';
import type { ReadDocument } from '../core/extensions/groundworkApi';
import type { KeyService } from '../core/keys/providerKeys';
import type { TeamListing, WorkflowsListing } from '../core/model/teamListing';
import type { DialogueService } from '../core/orchestrator/dialogueService';
import type { DraftService } from '../core/orchestrator/draftService';
import type { RunService } from '../core/orchestrator/runService';
import type { ReviewService } from '../core/review/reviewService';

/** The part of the app that the editor layer uses. */
export interface GroundworkApp {
  readonly runs: RunService;
  readonly review: ReviewService;
  readonly dialogue: DialogueService;
  readonly drafts: DraftService;
  readonly keys: KeyService;
  agents(): Promise<TeamListing>;
  workflows(): Promise<WorkflowsListing>;
  /** What a run of the workflow `custom` is started with. */
  workflowRequest(id: string, userRequest: string): Promise<unknown>;
  document(path: string): Promise<ReadDocument>;
  /** What keeps definitions of the workspace and of extensions from counting. */
  definitionProblems(): Promise<readonly ConfigProblem[]>;
}
