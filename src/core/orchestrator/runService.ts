import type { ArchivedRun } from '../model/archivedRun';
import type { InterventionId, RunId } from '../model/ids';
import type { RunView } from '../model/runView';
import type { RunOutput } from './runOutput';
import type { Event } from '../../shared/emitter';

/** Starts and steers runs. Every method may throw AppError. */
export interface RunService {
  /** Plans and executes in the background; resolves as soon as the run is recorded. */
  start(workflow: string, request: unknown): Promise<RunId>;
  /** Resolves when the run rests: review, waiting, completed, failed or cancelled. */
  settled(runId: RunId): Promise<RunView>;
  /** Newest first, without files and steps filled in beyond their counts. */
  list(): Promise<readonly RunView[]>;
  /** Runs that were forgotten, newest first: only their reports are left. */
  archived(): Promise<readonly ArchivedRun[]>;
  view(runId: RunId): Promise<RunView | undefined>;
  /** What its agents handed on, apart from files. */
  output(runId: RunId): Promise<RunOutput>;
  /** Goes on with what was not finished: its phases, or the proof of a run that is in review. */
  resume(runId: RunId): Promise<void>;
  /** Ends what the run has under way, child processes and streams of models included; it can be resumed. */
  cancel(runId: RunId): Promise<void>;
  cancelAll(): Promise<void>;
  /** Runs a failed phase again ('Fix and retry'). */
  retry(runId: RunId, phaseKey: string): Promise<void>;
  /** Leaves a failed phase and what depends on it out ('Skip that part'). */
  skip(runId: RunId, phaseKey: string): Promise<void>;
  /** Restores every file that the run wrote ('Roll back everything'). */
  rollback(runId: RunId): Promise<RollbackOutcome>;
  answer(interventionId: InterventionId, option: string): Promise<void>;
  /** Also of a run that is archived. */
  report(runId: RunId, format: 'markdown' | 'json'): Promise<string>;
  /** Runs the proof again on what is pending or accepted now. */
  verify(runId: RunId): Promise<void>;
  /** Begins the proofs again that did not come to their end: once, when a window opens. */
  resumeProofs(): Promise<void>;
  /** Ends everything under way, tools included, so that the next process goes on; before the store is closed. */
  leave(): Promise<void>;
  readonly onDidChange: Event<{ readonly runId: RunId }>;
}

export interface RollbackOutcome {
  readonly restored: readonly string[];
  /** Files with later hand edits that could not be merged; they are left as they are. */
  readonly kept: readonly { readonly path: string; readonly reason: string }[];
}
