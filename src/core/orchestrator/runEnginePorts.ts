import type { Config } from '../config/configSchema';
import type { Tracer } from '../observability/tracer';
import type { Git } from '../ports/git';
import type { StateStore } from '../ports/stateStore';
import type { Clock, Log, Random } from '../ports/system';
import type { Team } from '../ports/team';
import type { Verifier } from '../ports/verifier';
import type { WorkspaceFiles, WorkspaceWriter } from '../ports/workspaceFiles';
import type { ReviewService } from '../review/reviewService';
import type { ReviewSession } from '../review/reviewSession';
import type { Workflow } from './plan';

export interface RunEnginePorts {
  readonly store: StateStore;
  readonly review: ReviewService & Pick<ReviewSession, 'reconcile' | 'takenBack'>;
  readonly files: WorkspaceFiles;
  readonly writer: WorkspaceWriter;
  /** Null when nothing may run tools: an untrusted workspace, `--no-verify`. */
  readonly verifier: Verifier | null;
  /** Null where nothing of the workspace may run. */
  readonly git: Git | null;
  readonly workflows: readonly Workflow[];
  readonly team: Team;
  /** What is in force now. */
  readonly config: () => Config;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly tracer: Tracer;
}
