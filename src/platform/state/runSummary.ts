import { AppError } from '../../core/model/appError';
import type { RunId } from '../../core/model/ids';
import type { CheckResult, Execution, Finding, Intervention, Phase, Run } from '../../core/model/run';
import type { AppliedWrite, FindingsSummary, StateStore } from '../../core/ports/stateStore';
import type { FileReview } from '../../core/review/fileReview';

type Source = Omit<StateStore, 'exportRunSummary' | 'close'>;

/** Everything a report says, from one run. */
export interface RunSummary {
  readonly run: Run;
  readonly phases: readonly (Phase & { readonly attempts: readonly Execution[] })[];
  readonly files: readonly SummaryFile[];
  readonly checks: readonly CheckResult[];
  readonly findings: readonly Finding[];
  readonly findingsSummary: FindingsSummary;
  readonly decisions: readonly Intervention[];
}

export interface SummaryFile {
  readonly path: string;
  readonly action: 'create' | 'edit';
  readonly title: string;
  readonly phase: string;
  readonly status: 'pending' | 'partial' | 'accepted' | 'rejected';
  readonly acceptedHunks: number;
  readonly rejectedHunks: number;
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
  return {
    run,
    phases: (await store.getPhases(runId)).map((phase) => ({
      ...phase,
      attempts: executions.filter((execution) => execution.phaseId === phase.id),
    })),
    files: (await store.getReview(runId)).map((file) => summarizeFile(file, writes)),
    checks: await store.getChecks(runId),
    findings: await store.getFindings(runId),
    findingsSummary: await store.getFindingsSummary(runId),
    decisions: await store.getInterventions(runId),
  };
}

function summarizeFile(file: FileReview, writes: readonly AppliedWrite[]): SummaryFile {
  const { path, base, title, phase } = file.change;
  return {
    path,
    action: base === null ? 'create' : 'edit',
    title,
    phase,
    status: statusOf(file),
    acceptedHunks: file.decisions.filter((decision) => decision.kind === 'accepted').length,
    rejectedHunks: file.rejectedHunks,
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
