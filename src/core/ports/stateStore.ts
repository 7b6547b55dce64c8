import type { Alert } from '../model/alert';
import type { ArchivedRun } from '../model/archivedRun';
import type {
  ArtifactId,
  ContentHash,
  ExecutionId,
  FindingId,
  InterventionId,
  PhaseId,
  RunId,
} from '../model/ids';
import type {
  Artifact,
  CheckResult,
  Execution,
  Finding,
  Intervention,
  Phase,
  PhaseStatus,
  Run,
  RunStatus,
} from '../model/run';
import type { Span } from '../model/span';
import type { FileReview } from '../review/fileReview';

export type NewRun = Pick<Run, 'workflow' | 'task' | 'request'>;
export type NewPhase = Pick<
  Phase,
  'key' | 'title' | 'description' | 'agents' | 'dependencies' | 'critical' | 'maxRetries'
>;
export type NewFinding = Omit<Finding, 'id' | 'runId' | 'resolved'>;
export type NewIntervention = Pick<Intervention, 'phaseId' | 'key' | 'reason' | 'question' | 'options'>;
export type NewArtifact = Pick<Artifact, 'phaseId' | 'name' | 'path' | 'type'> & { readonly text: string };

export interface FindingsSummary {
  readonly major: number;
  readonly medium: number;
  readonly minor: number;
}

/** What was accepted, in order, with the texts needed to take it back. */
export interface AppliedWrite {
  readonly sequence: number;
  readonly runId: RunId;
  readonly path: string;
  /** Content before, null when there was no file. */
  readonly before: ContentHash | null;
  readonly after: ContentHash | null;
  readonly at: string;
}

/**
 * The run store (seed 004). A method that resolved is on disk: it survives `kill -9` and power loss. Every write may
 * throw AppError `storeFenced` (another process took the lease over) or `storageFailed` (disk full, no permission).
 */
export interface StateStore {
  /** With its phases, where they are known, in one commit. */
  createRun(run: NewRun, phases?: readonly NewPhase[]): Promise<Run>;
  updateRunStatus(id: RunId, status: RunStatus, error?: string): Promise<void>;
  getRun(id: RunId): Promise<Run | undefined>;
  /** Newest first. */
  listRuns(filter?: { readonly status?: RunStatus }): Promise<readonly Run[]>;
  /** Runs that were cut off: status planning or executing. */
  getRecoverableRuns(): Promise<readonly Run[]>;

  createPhases(runId: RunId, phases: readonly NewPhase[]): Promise<readonly Phase[]>;
  updatePhaseStatus(id: PhaseId, status: PhaseStatus, error?: string): Promise<void>;
  /** Marks the phase completed and keeps what it hands on, its proposed files and its findings, in one commit. */
  completePhase(
    id: PhaseId,
    output: unknown,
    files: readonly FileReview[],
    findings: readonly NewFinding[],
  ): Promise<void>;
  getPhases(runId: RunId): Promise<readonly Phase[]>;

  createExecution(phaseId: PhaseId, runId: RunId, attempt: number): Promise<Execution>;
  completeExecution(id: ExecutionId): Promise<void>;
  failExecution(id: ExecutionId, error: string): Promise<void>;
  getExecutions(runId: RunId): Promise<readonly Execution[]>;

  addFindings(runId: RunId, findings: readonly NewFinding[]): Promise<readonly Finding[]>;
  resolveFindings(ids: readonly FindingId[]): Promise<void>;
  getFindings(runId: RunId): Promise<readonly Finding[]>;
  getFindingsSummary(runId: RunId): Promise<FindingsSummary>;

  saveCheck(runId: RunId, result: CheckResult): Promise<void>;
  /** Forgets a check that says nothing any more; one that is not there is forgotten already. */
  dropCheck(runId: RunId, check: string): Promise<void>;
  getChecks(runId: RunId): Promise<readonly CheckResult[]>;

  /** What a run did and when, in the order in which it ended. */
  addSpans(runId: RunId, spans: readonly Span[]): Promise<void>;
  getSpans(runId: RunId): Promise<readonly Span[]>;

  /** False when the run had one of that kind already: it stays as it was. */
  raiseAlert(runId: RunId, alert: Pick<Alert, 'kind' | 'message'>): Promise<boolean>;
  getAlerts(runId: RunId): Promise<readonly Alert[]>;

  addArtifact(runId: RunId, artifact: NewArtifact): Promise<Artifact>;
  getArtifacts(runId: RunId): Promise<readonly Artifact[]>;
  readArtifact(id: ArtifactId): Promise<string>;
  /** The newest of that type and name, of any run. */
  findArtifact(type: string, name: string): Promise<Artifact | undefined>;

  /** Asking the same key again returns the stored question with its answer. */
  openIntervention(runId: RunId, intervention: NewIntervention): Promise<Intervention>;
  answerIntervention(id: InterventionId, answer: string): Promise<void>;
  getInterventions(runId: RunId): Promise<readonly Intervention[]>;

  /** The pending review of a run, in review order; texts come from the blob folder. */
  getReview(runId: RunId): Promise<readonly FileReview[]>;
  /** Replaces the reviews of these paths; those of other paths stay. In one commit. */
  saveReview(runId: RunId, files: readonly FileReview[]): Promise<void>;
  /** Journals before-images; called before the workspace is written. */
  recordWrites(
    runId: RunId,
    writes: readonly { path: string; before: string | null; after: string | null }[],
  ): Promise<readonly AppliedWrite[]>;
  getWrites(runId: RunId): Promise<readonly AppliedWrite[]>;
  /** Forgets journalled writes that did not reach the workspace or were rolled back. */
  dropWrites(runId: RunId, sequences: readonly number[]): Promise<void>;
  /** Texts that a commit will refer to, ahead of it, so that it need not wait for them. */
  saveTexts(texts: readonly string[]): Promise<void>;
  readBlob(hash: ContentHash): Promise<string>;

  /** Runs that retention removed, newest first; `exportRunSummary` still knows their reports. */
  listArchived(): Promise<readonly ArchivedRun[]>;
  /** Bytes on disk: runs, texts, what is archived. */
  size(): Promise<number>;
  exportRunSummary(runId: RunId, format: 'markdown' | 'json'): Promise<string>;
  /** Writes a snapshot, closes the database and gives the lease back. */
  close(): Promise<void>;
}
