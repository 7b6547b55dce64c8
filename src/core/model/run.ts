import type {
  AgentId,
  ArtifactId,
  ContentHash,
  ExecutionId,
  FindingId,
  InterventionId,
  PhaseId,
  RunId,
  WorkspacePath,
} from './ids';

export const RUN_STATUSES = [
  'planning',
  'executing',
  'interrupted', // the process that carried it out ended; resuming goes on
  'waiting', // for a decision
  'review', // everything is proposed, a person decides
  'completed',
  'failed',
  'cancelled',
  'rolledBack',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const PHASE_STATUSES = ['pending', 'inProgress', 'waiting', 'completed', 'failed', 'skipped'] as const;
export type PhaseStatus = (typeof PHASE_STATUSES)[number];

/** One request of a person, carried out. Times are ISO 8601 in UTC. */
export interface Run {
  readonly id: RunId;
  readonly workflow: string;
  /** What was asked, in one line. */
  readonly task: string;
  readonly status: RunStatus;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  /** The request as the workflow validated it, so that a resumed run plans the same. JSON. */
  readonly request: unknown;
  readonly error: string | null;
}

export interface Phase {
  readonly id: PhaseId;
  readonly runId: RunId;
  /** Stable name inside the plan, e.g. `backend`. */
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly agents: readonly AgentId[];
  /** Keys of the phases this one waits for. */
  readonly dependencies: readonly string[];
  readonly critical: boolean;
  readonly status: PhaseStatus;
  readonly position: number;
  readonly retries: number;
  readonly maxRetries: number;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  /** What the phase handed on (JSON), null until it completed. */
  readonly output: unknown;
  readonly error: string | null;
}

export interface Execution {
  readonly id: ExecutionId;
  readonly phaseId: PhaseId;
  readonly runId: RunId;
  /** 1-based. */
  readonly attempt: number;
  readonly status: 'inProgress' | 'completed' | 'failed';
  readonly error: string | null;
  readonly startedAt: string;
  readonly completedAt: string | null;
}

export const SEVERITIES = ['major', 'medium', 'minor'] as const;
export type Severity = (typeof SEVERITIES)[number];
export const CHECK_KINDS = [
  'parse',
  'format',
  'lint',
  'type',
  'test',
  'build',
  'security',
  'custom',
] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

/** Something that a check or a planner found. Lines and columns are 1-based. */
export interface Finding {
  readonly id: FindingId;
  readonly runId: RunId;
  readonly severity: Severity;
  readonly category: CheckKind;
  readonly message: string;
  readonly path: WorkspacePath | null;
  readonly line: number | null;
  readonly column: number | null;
  /** The tool that said it, e.g. `mypy`, and its rule. */
  readonly source: string;
  readonly rule: string | null;
  readonly resolved: boolean;
}

/** The check that stands for a proof which has not come to its end. */
export const UNFINISHED_PROOF = 'Proof';

/** What the evidence of one check is: only `passed` is a proof. */
export interface CheckResult {
  readonly check: string;
  readonly kind: CheckKind;
  readonly status: 'running' | 'passed' | 'failed' | 'notChecked';
  /** Why it was not checked, or how much was (e.g. `14 files`). */
  readonly detail: string;
  readonly durationMs: number;
}

export interface Artifact {
  readonly id: ArtifactId;
  readonly runId: RunId;
  readonly phaseId: PhaseId | null;
  readonly name: string;
  readonly path: WorkspacePath | null;
  readonly type: string;
  readonly size: number;
  readonly hash: ContentHash;
  readonly createdAt: string;
}

export interface DecisionOption {
  readonly id: string;
  readonly label: string;
  readonly consequence: string;
  readonly recommended: boolean;
}

/** A question to a person that outlives restarts (table `manual_interventions`). */
export interface Intervention {
  readonly id: InterventionId;
  readonly runId: RunId;
  readonly phaseId: PhaseId | null;
  /** Stable inside the run: asking the same again finds the answer. */
  readonly key: string;
  readonly reason: string;
  readonly question: string;
  readonly options: readonly DecisionOption[];
  readonly status: 'open' | 'answered';
  readonly answer: string | null;
  readonly createdAt: string;
  readonly resolvedAt: string | null;
}
