import { Emitter } from '../../shared/emitter';
import { AppError } from '../model/appError';
import type { ArchivedRun } from '../model/archivedRun';
import type { InterventionId, RunId } from '../model/ids';
import { RunAlerts } from '../observability/runAlerts';
import type { Execution, Finding, Phase } from '../model/run';
import type { RunView } from '../model/runView';
import { GAP, UNADAPTED } from './findingRules';
import { planRollback } from '../review/rollback';
import { leftBehindSteps } from './leftBehind';
import { collectOutputs, readPhaseOutput } from './phaseOutput';
import { leftOutWith, skippedWith } from './leftOutWith';
import { recoverRuns } from './recoverRuns';
import { committedRevisions } from './repository';
import { ReviewFollower } from './reviewFollower';
import { checkCleanTree, commitOf } from './runCommit';
import type { RunEnginePorts } from './runEnginePorts';
import { RunLauncher } from './runLauncher';
import type { RunOutput } from './runOutput';
import { projectRun } from './runProjection';
import { RunRows } from './runRows';
import type { RollbackOutcome, RunService } from './runService';
import { nextStepsOf } from './scopeOutcome';
import { validatePlan } from './validatePlan';
import { RunVerification } from './runVerification';

/** Starts and steers runs: what people ask of them. Launcher, follower and verification do the work. */
export class RunEngine implements RunService {
  private readonly ports: RunEnginePorts;
  private readonly changed = new Emitter<{ readonly runId: RunId }>();
  private readonly rows: RunRows;
  private readonly verification: RunVerification;
  private readonly launcher: RunLauncher;
  private readonly follower: ReviewFollower;

  readonly onDidChange = this.changed.event;

  constructor(ports: RunEnginePorts) {
    this.ports = ports;
    const notify = (runId: RunId): void => this.changed.fire({ runId });
    this.rows = new RunRows(ports, () => ports.config().execution.maxRetries, notify);
    const own = { ...ports, alerts: new RunAlerts(ports, notify) };
    this.verification = new RunVerification(own, notify);
    this.launcher = new RunLauncher(own, this.rows, this.verification, notify);
    this.follower = new ReviewFollower(ports, this.rows, this.launcher, this.verification, notify);
  }

  async start(workflowId: string, request: unknown): Promise<RunId> {
    const workflow = this.rows.workflow(workflowId);
    const parsed = workflow.parse(request);
    const plan = this.rows.plan({ workflow: workflowId, request: parsed });
    validatePlan(plan);
    const warnings = await checkCleanTree(this.ports.git, this.ports.config().git);
    const run = await this.ports.store.createRun(
      {
        workflow: workflowId,
        task: workflow.describe(parsed),
        request: parsed,
      },
      this.rows.planned(plan),
    );
    await this.rows.addNewFindings(run.id, warnings);
    this.launcher.launch(run);
    return run.id;
  }

  async settled(runId: RunId): Promise<RunView> {
    await this.launcher.done(runId);
    const failure = this.launcher.failure(runId);
    // What failed is the record itself: what it says of the run is no longer true.
    if (failure?.code === 'storageFailed' || failure?.code === 'storeFenced') throw failure;
    await this.follower.caughtUp(runId);
    await this.verification.settled(runId);
    return this.requireView(runId);
  }

  async list(): Promise<readonly RunView[]> {
    const runs = await this.ports.store.listRuns();
    return Promise.all(runs.map((run) => this.requireView(run.id)));
  }

  archived(): Promise<readonly ArchivedRun[]> {
    return this.ports.store.listArchived();
  }

  async view(runId: RunId): Promise<RunView | undefined> {
    const { store, review, clock, config, files, git } = this.ports;
    await this.follower.caughtUp(runId);
    const run = await store.getRun(runId);
    if (run === undefined) return undefined;
    const plan = this.rows.plan(run);
    const phases = await store.getPhases(runId);
    const findings = await store.getFindings(runId);
    const executions = await store.getExecutions(runId);
    const view = projectRun({
      run,
      plan,
      phases,
      executions,
      // What came to its end at the first attempt says itself what it took.
      spans: isTroubled(phases, executions, findings) ? await store.getSpans(runId) : [],
      reviews: await store.getReview(runId),
      pending: await review.files(runId),
      checks: this.verification.current(runId) ?? (await store.getChecks(runId)),
      findings,
      interventions: await store.getInterventions(runId),
      alerts: await store.getAlerts(runId),
      commit: await commitOf(store, run),
      nextSteps: nextStepsOf(plan, phases),
      live: this.launcher.progress(runId),
      thresholds: config().findings,
      now: clock.now(),
    });
    const before = await leftBehindSteps({ ...view, findings }, files, git);
    return { ...view, nextSteps: [...before, ...view.nextSteps] };
  }

  async output(runId: RunId): Promise<RunOutput> {
    const run = await this.rows.require(runId);
    const phases = await this.ports.store.getPhases(runId);
    const kept = phases.filter(({ status }) => status === 'completed').map(readPhaseOutput);
    const failed = run.status === 'failed' || run.status === 'cancelled';
    return {
      outputs: collectOutputs(phases),
      uses: kept.flatMap(({ uses }) => uses),
      gaps: kept.flatMap(({ gaps }) => gaps),
      failure: failed ? (this.launcher.failure(runId) ?? failedBefore(run.error)) : null,
    };
  }

  async resume(runId: RunId): Promise<void> {
    if (this.launcher.isActive(runId)) return;
    const run = await this.rows.require(runId);
    const isProposed =
      (run.status === 'review' || run.status === 'completed') &&
      (await this.ports.store.getReview(runId)).length > 0;
    if (isProposed && (await this.verification.isUnfinished(runId))) return this.launcher.verify(run);
    if (run.status === 'review') return;
    if (run.status === 'completed' || run.status === 'rolledBack') {
      throw new AppError(
        'invalidInput',
        `The run is ${run.status}: nothing is left to resume.`,
        'Start a new run.',
      );
    }
    await this.rows.reopenUnfinished(runId);
    this.launcher.launch(run);
  }

  cancel(runId: RunId): Promise<void> {
    return this.launcher.cancel(runId);
  }

  async cancelAll(): Promise<void> {
    const runs = await this.ports.store.listRuns();
    await Promise.all(runs.map(({ id }) => this.cancel(id)));
  }

  async leave(): Promise<void> {
    await Promise.all([this.verification.leave(), this.launcher.leave()]);
  }

  async retry(runId: RunId, phaseKey: string): Promise<void> {
    const run = await this.rows.require(runId);
    await this.cancel(runId);
    const skipped = skippedWith(this.rows.plan(run), phaseKey);
    await this.rows.reopen(
      runId,
      ({ key, status }) =>
        key === phaseKey || status === 'inProgress' || (status === 'skipped' && skipped.has(key)),
    );
    this.launcher.launch(run);
  }

  async skip(runId: RunId, phaseKey: string): Promise<void> {
    const run = await this.rows.require(runId);
    await this.cancel(runId);
    const phases = await this.ports.store.getPhases(runId);
    const left = leftOutWith(this.rows.plan(run), phaseKey);
    for (const phase of phases) {
      if (left.has(phase.key) && phase.status !== 'completed') {
        await this.ports.store.updatePhaseStatus(phase.id, 'skipped');
      }
    }
    this.launcher.launch(run);
  }

  async rollback(runId: RunId): Promise<RollbackOutcome> {
    const { store, files, writer } = this.ports;
    await this.cancel(runId);
    const writes = await store.getWrites(runId);
    const plan = await planRollback(
      writes,
      (path) => files.read(path),
      (hash) => store.readBlob(hash),
      await committedRevisions(this.ports.git, await store.getReview(runId)),
    );
    await writer.apply(plan.writes);
    await writer.tidy(plan.gone);
    await store.dropWrites(runId, plan.undone);
    await this.ports.review.takenBack(
      runId,
      plan.kept.map(({ path }) => path),
    );
    // After what the review's events may still have under way, which would call the run completed again.
    await this.follower.enqueue(runId, () => this.rows.setStatus(runId, 'rolledBack'));
    return { restored: plan.writes.map((write) => write.path), kept: plan.kept };
  }

  async answer(interventionId: InterventionId, option: string): Promise<void> {
    const { store } = this.ports;
    for (const run of await store.listRuns()) {
      const asked = await store.getInterventions(run.id);
      if (!asked.some((intervention) => intervention.id === interventionId)) continue;
      await store.answerIntervention(interventionId, option);
      if (!this.launcher.answered(run.id)) await this.resume(run.id);
      return;
    }
    throw new AppError('notFound', 'That question is no longer open.', 'Open the run again.');
  }

  async report(runId: RunId, format: 'markdown' | 'json'): Promise<string> {
    return this.ports.store.exportRunSummary(runId, format);
  }

  /** See recoverRuns. */
  recover(): Promise<void> {
    return recoverRuns(this.ports, this.rows, this.follower);
  }

  resumeProofs(): Promise<void> {
    return this.follower.resumeProofs();
  }

  async verify(runId: RunId): Promise<void> {
    await this.launcher.verify(await this.rows.require(runId));
    await this.verification.settled(runId);
  }

  private async requireView(runId: RunId): Promise<RunView> {
    await this.rows.require(runId);
    const view = await this.view(runId);
    if (view !== undefined) return view;
    throw new AppError('notFound', `There is no run ${runId}.`, 'List the runs with "groundwork runs".');
  }
}

/** The failure of a run that another process carried out: its code is not kept. */
function failedBefore(error: string | null): AppError {
  return new AppError('agentFailed', error ?? 'The run failed.', 'Resume the run.');
}

/** Whether attempts were made, or agents worked in vain, of which no completed phase speaks. */
function isTroubled(
  phases: readonly Phase[],
  executions: readonly Execution[],
  findings: readonly Finding[],
): boolean {
  return (
    executions.length > phases.filter(({ status }) => status === 'completed').length ||
    findings.some(({ rule }) => rule?.startsWith(GAP) === true || rule?.startsWith(UNADAPTED) === true)
  );
}
