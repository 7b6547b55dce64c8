import { AppError } from '../model/appError';
import type { Alert } from '../model/alert';
import { assembleOutput, type AssembledOutput } from '../model/assembledOutput';
import type { RunId } from '../model/ids';
import type { CheckResult, Execution, Finding, Intervention, Phase, Run } from '../model/run';
import type { Span } from '../model/span';
import { readPhaseOutput, type PhaseOutput } from '../orchestrator/phaseOutput';
import { commitOf, type RunCommit } from '../orchestrator/runCommit';
import type { AppliedWrite, FindingsSummary, StateStore } from '../ports/stateStore';
import type { FileReview } from '../review/fileReview';
import { placeHunks } from '../review/hunkDecisions';
import { runMessages, type RunMessage } from './runMessages';
import { runMetrics, type RunMetrics } from './runMetrics';

type Source = Omit<StateStore, 'exportRunSummary' | 'listArchived' | 'size' | 'close'>;

/** Everything a report says, from one run. */
export interface RunSummary {
  readonly run: Run;
  readonly phases: readonly SummaryPhase[];
  readonly files: readonly SummaryFile[];
  /** What was made, by what it is for. */
  readonly output: AssembledOutput<SummaryFile>;
  readonly checks: readonly CheckResult[];
  readonly findings: readonly Finding[];
  readonly findingsSummary: FindingsSummary;
  readonly decisions: readonly Intervention[];
  /** What is not there although it could be, with why. */
  readonly gaps: readonly string[];
  readonly commit: RunCommit | null;
  readonly alerts: readonly Alert[];
  /** What agents handed to each other. */
  readonly messages: readonly RunMessage[];
  readonly metrics: RunMetrics;
  readonly spans: readonly Span[];
}

export type SummaryPhase = Omit<Phase, 'output'> & {
  readonly attempts: readonly Execution[];
  readonly notes: PhaseOutput['notes'];
};

export interface SummaryFile {
  readonly path: string;
  readonly action: 'create' | 'edit';
  readonly title: string;
  readonly phase: string;
  readonly status: 'pending' | 'partial' | 'accepted' | 'rejected';
  readonly acceptedHunks: number;
  readonly rejectedHunks: number;
  readonly pendingHunks: number;
  /** Times the workspace was written for it. */
  readonly writes: number;
}

/** Throws AppError `notFound`. */
export async function summarizeRun(store: Source, runId: RunId): Promise<RunSummary> {
  const run = await store.getRun(runId);
  if (run === undefined) {
    throw new AppError('notFound', `There is no run ${runId}.`, 'List the runs with "groundwork runs".');
  }
  const executions = await store.getExecutions(runId);
  const writes = await store.getWrites(runId);
  const spans = await store.getSpans(runId);
  const checks = await store.getChecks(runId);
  const phases = (await store.getPhases(runId)).map(({ output, ...phase }) => ({
    ...phase,
    attempts: executions.filter((execution) => execution.phaseId === phase.id),
    notes: readPhaseOutput({ ...phase, output }).notes,
  }));
  const files = (await store.getReview(runId)).map((file) => summarizeFile(file, writes));
  return {
    run,
    phases,
    files,
    output: assembleOutput({ ...run, files, phases }),
    checks,
    findings: await store.getFindings(runId),
    findingsSummary: await store.getFindingsSummary(runId),
    decisions: await store.getInterventions(runId),
    gaps: gapsOf(phases, checks),
    commit: await commitOf(store, run),
    alerts: await store.getAlerts(runId),
    messages: runMessages(spans),
    metrics: runMetrics(spans),
    spans,
  };
}

function gapsOf(phases: readonly SummaryPhase[], checks: readonly CheckResult[]): readonly string[] {
  return [
    ...phases.flatMap(({ title, status, error }) =>
      status === 'failed' || status === 'skipped'
        ? [`${title}: ${status}${error === null ? '' : `, ${error}`}`]
        : [],
    ),
    ...phases.flatMap(({ notes }) =>
      notes.filter(({ kind }) => kind === 'leftOut').map(({ step, detail }) => `${step}: ${detail}`),
    ),
    ...checks.flatMap(({ check, status, detail }) =>
      status === 'notChecked' ? [`${check}: not checked, ${detail}`] : [],
    ),
  ];
}

function summarizeFile(file: FileReview, writes: readonly AppliedWrite[]): SummaryFile {
  const { path, base, title, phase } = file.change;
  const hunks = placeHunks(file);
  const count = (decision: string): number => hunks.filter((hunk) => hunk.decision === decision).length;
  return {
    path,
    action: base === null ? 'create' : 'edit',
    title,
    phase,
    status: statusOf(file),
    acceptedHunks: count('accepted'),
    rejectedHunks: count('rejected'),
    pendingHunks: count('pending'),
    writes: writes.filter((write) => write.path === path).length,
  };
}

/** As far as the store knows: whether a file went stale shows only against the workspace. */
function statusOf({ change, base, proposed, decisions }: FileReview): SummaryFile['status'] {
  const isRejectedNewFile = base === null && proposed === '' && change.proposed !== '';
  const isPending = base !== proposed && !isRejectedNewFile;
  if (isPending) return decisions.length > 0 ? 'partial' : 'pending';
  return decisions.some((decision) => decision.kind === 'accepted') ? 'accepted' : 'rejected';
}
