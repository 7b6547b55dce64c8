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
}
