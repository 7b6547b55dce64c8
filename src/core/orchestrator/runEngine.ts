import { Emitter } from '../../shared/emitter';
import type { Config } from '../config/configSchema';
import { AppError, toAppError } from '../model/appError';
import type { InterventionId, RunId } from '../model/ids';
import type { Phase, Run } from '../model/run';
import type { RunView } from '../model/runView';
import { SPAN_ATTRIBUTES } from '../model/span';
import type { Tracer } from '../observability/tracer';
import type { ActiveSpan } from '../ports/activeSpan';
import type { Git } from '../ports/git';
import type { Clock, Log, Random } from '../ports/system';
import type { NewFinding, StateStore } from '../ports/stateStore';
import type { ProjectParts, Verifier } from '../ports/verifier';
import type { WorkspaceFiles, WorkspaceWriter } from '../ports/workspaceFiles';
import { planRollback } from '../review/rollback';
import type { ReviewService } from '../review/reviewService';
import type { ReviewSession } from '../review/reviewSession';
import { unreadableFile } from '../review/unreadableFile';
import { LackingDependencies } from './lackingDependencies';
import { PhaseRunner } from './phaseRunner';
import { collectOutputs } from './phaseOutput';
import { validatePlan, type Plan, type PlannedPhase, type Workflow } from './plan';
import { committedRevisions, ignoredFiles } from './repository';
import { projectRun } from './runProjection';
import type { RollbackOutcome, RunService } from './runService';
import { checkCleanTree, commitAccepted, commitOf } from './runCommit';
import { RunVerification } from './runVerification';
import { schedule, type PhaseOutcome } from './scheduler';
import { workspaceSnapshot } from './workspaceSnapshot';

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
  /** What is in force now. */
  readonly config: () => Config;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly tracer: Tracer;
}

/** Why a run was aborted: this process ends. */
const LEFT = 'left';
const INTERRUPTED = 'The process that carried it out ended. Resume it: what is done stays done.';

interface ActiveRun {
  readonly controller: AbortController;
  /** A question was answered while other phases ran: whoever asked it goes on when they are done. */
  isAnswered: boolean;
  readonly done: Promise<void>;
}

/** Carries runs out: plans, schedules phases, keeps the store, projects what people see. */
export class RunEngine implements RunService {
  private readonly ports: RunEnginePorts;
  private readonly changed = new Emitter<{ readonly runId: RunId }>();
  private readonly active = new Map<RunId, ActiveRun>();
  /** Those whose proof an earlier process left unfinished. */
  private readonly unproved = new Set<RunId>();
  /** What a run's status still has to take over from its review. */
  private readonly following = new Map<RunId, Promise<void>>();
  private readonly phaseRunner: PhaseRunner;
  private readonly verification: RunVerification;
  private readonly lacking: LackingDependencies;

  readonly onDidChange = this.changed.event;

  constructor(ports: RunEnginePorts) {
    this.ports = ports;
    const notify = (runId: RunId): void => this.changed.fire({ runId });
    this.phaseRunner = new PhaseRunner(ports, notify);
    this.verification = new RunVerification(ports, notify);
    this.lacking = new LackingDependencies(ports);
    ports.review.onDidChange(({ runId }) => this.follow(runId));
  }

  async start(workflowId: string, request: unknown): Promise<RunId> {
    const workflow = this.workflow(workflowId);
    const parsed = workflow.parse(request);
    const plan = workflow.plan(parsed);
    validatePlan(plan);
    const warnings = await checkCleanTree(this.ports.git, this.ports.config().git);
    const run = await this.ports.store.createRun({
      workflow: workflowId,
      task: workflow.describe(parsed),
      request: parsed,
    });
    await this.phasesOf(run.id, plan);
    await this.addNewFindings(run.id, warnings);
    this.launch(run);
    return run.id;
  }

  async settled(runId: RunId): Promise<RunView> {
    for (let active = this.active.get(runId); active !== undefined; active = this.active.get(runId)) {
      await active.done;
    }
    await this.following.get(runId);
    await this.verification.settled(runId);
    return this.requireView(runId);
  }

  async list(): Promise<readonly RunView[]> {
    const runs = await this.ports.store.listRuns();
    return Promise.all(runs.map((run) => this.requireView(run.id)));
  }

  async view(runId: RunId): Promise<RunView | undefined> {
    const { store, review, clock, config } = this.ports;
    await this.following.get(runId);
    const run = await store.getRun(runId);
    if (run === undefined) return undefined;
    const workflow = this.workflow(run.workflow);
    const phases = await store.getPhases(runId);
    return projectRun({
      run,
      plan: workflow.plan(run.request),
      phases,
      executions: await store.getExecutions(runId),
      reviews: await store.getReview(runId),
      pending: await review.files(runId),
      checks: this.verification.current(runId) ?? (await store.getChecks(runId)),
      findings: await store.getFindings(runId),
      interventions: await store.getInterventions(runId),
      commit: await commitOf(store, run),
      nextSteps: workflow.nextSteps(run.request, collectOutputs(phases)),
      live: this.phaseRunner.progress(runId),
      thresholds: config().findings,
      now: clock.now(),
    });
  }

  async resume(runId: RunId): Promise<void> {
    if (this.active.has(runId)) return;
    const run = await this.requireRun(runId);
    const isProposed = run.status === 'review' || run.status === 'completed';
    if (isProposed && (await this.verification.isUnfinished(runId))) return this.startVerification(run);
    if (run.status === 'review') return;
    if (run.status === 'completed' || run.status === 'rolledBack') {
      throw new AppError(
        'invalidInput',
        `The run is ${run.status}: nothing is left to resume.`,
        'Start a new run.',
      );
    }
    await this.reopen(runId, ({ status }) => status !== 'completed' && status !== 'skipped');
    this.launch(run);
  }

  async cancel(runId: RunId): Promise<void> {
    const active = this.active.get(runId);
    active?.controller.abort();
    await active?.done;
    await this.verification.cancel(runId);
  }

  async leave(): Promise<void> {
    const active = [...this.active.values()];
    for (const { controller } of active) controller.abort(LEFT);
    await Promise.all([this.verification.leave(), ...active.map(({ done }) => done)]);
  }

  async retry(runId: RunId, phaseKey: string): Promise<void> {
    const run = await this.requireRun(runId);
    await this.cancel(runId);
    await this.reopen(runId, (phase) => phase.key === phaseKey || phase.status === 'inProgress');
    this.launch(run);
  }

  async skip(runId: RunId, phaseKey: string): Promise<void> {
    const run = await this.requireRun(runId);
    await this.cancel(runId);
    const phases = await this.ports.store.getPhases(runId);
    const left = new Set([phaseKey]);
    for (const phase of phases) {
      if (phase.dependencies.some((dependency) => left.has(dependency)) && !isClosing(phase))
        left.add(phase.key);
    }
    for (const phase of phases) {
      if (left.has(phase.key) && phase.status !== 'completed') {
        await this.ports.store.updatePhaseStatus(phase.id, 'skipped');
      }
    }
    this.launch(run);
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
    await this.enqueue(runId, () => this.setStatus(runId, 'rolledBack'));
    return { restored: plan.writes.map((write) => write.path), kept: plan.kept };
  }

  async answer(interventionId: InterventionId, option: string): Promise<void> {
    const { store } = this.ports;
    for (const run of await store.listRuns()) {
      const asked = await store.getInterventions(run.id);
      if (!asked.some((intervention) => intervention.id === interventionId)) continue;
      await store.answerIntervention(interventionId, option);
      const active = this.active.get(run.id);
      if (active !== undefined) active.isAnswered = true;
      else await this.resume(run.id);
      return;
    }
    throw new AppError('notFound', 'That question is no longer open.', 'Open the run again.');
  }

  async report(runId: RunId, format: 'markdown' | 'json'): Promise<string> {
    await this.requireRun(runId);
    return this.ports.store.exportRunSummary(runId, format);
  }

  /**
   * Ends what a crash cut off: runs that nobody carries out any more, accepts between journal and disk, and the status of
   * runs that were decided. For the one process that holds the store, before anything else.
   */
  async recover(): Promise<void> {
    const { store, review, log } = this.ports;
    for (const run of await store.listRuns()) {
      if (run.status === 'planning' || run.status === 'executing') await this.interrupt(run.id);
      if (await this.verification.interrupted(run.id)) this.unproved.add(run.id);
      if (run.status === 'review' || run.status === 'failed' || run.status === 'waiting') {
        try {
          await review.reconcile(run.id);
        } catch (failure) {
          const file = unreadableFile(failure);
          if (file === undefined) throw failure;
          log.warn('the accepts of a run could not be settled', { run: run.id, message: file.message });
          continue;
        }
      }
      if (run.status === 'review') await this.closeReview(run);
      await this.lacking.recover(run);
    }
  }

  async resumeProofs(): Promise<void> {
    for (const run of await this.ports.store.listRuns({ status: 'review' })) {
      if (await this.verification.brokeOff(run.id)) this.unproved.add(run.id);
    }
    for (const runId of this.unproved) {
      this.unproved.delete(runId);
      const run = await this.requireRun(runId);
      if (isReviewed(run)) await this.startVerification(run);
    }
  }

  async verify(runId: RunId): Promise<void> {
    const run = await this.requireRun(runId);
    await this.startVerification(run);
    await this.verification.settled(runId);
  }

  private launch(run: Run): void {
    const controller = new AbortController();
    const span = this.ports.tracer.begin(run.id, 'launch', `invoke_workflow ${run.workflow}`, {
      [SPAN_ATTRIBUTES.operation]: 'invoke_workflow',
      'gen_ai.workflow.name': run.workflow,
    });
    const done = this.execute(run, controller.signal, span)
      .catch(async (failure: unknown) => {
        if (controller.signal.reason === LEFT) return this.interrupt(run.id);
        const error = toAppError(failure);
        span.end(error.code);
        this.ports.log.error('run failed', { run: run.id, code: error.code, message: error.message });
        await this.setStatus(run.id, error.code === 'cancelled' ? 'cancelled' : 'failed', error.message);
      })
      .catch((failure: unknown) => {
        // The store itself failed: the journal has everything that was acknowledged, nothing more can be kept.
        this.ports.log.error('run could not be recorded', {
          run: run.id,
          message: toAppError(failure).message,
        });
      })
      .then(() => {
        span.end();
        return this.ports.tracer.flush(run.id);
      })
      .finally(() => this.active.delete(run.id))
      .then(() => (active.isAnswered ? this.goOnIfWaiting(run.id) : undefined));
    const active: ActiveRun = { controller, isAnswered: false, done };
    this.active.set(run.id, active);
  }

  private async goOnIfWaiting(runId: RunId): Promise<void> {
    try {
      if ((await this.ports.store.getRun(runId))?.status === 'waiting') await this.resume(runId);
    } catch (failure) {
      this.ports.log.error('run does not go on', { run: runId, message: toAppError(failure).message });
    }
  }

  private async execute(run: Run, signal: AbortSignal, span: ActiveSpan): Promise<void> {
    const workflow = this.workflow(run.workflow);
    const plan = workflow.plan(run.request);
    const phases = await this.phasesOf(run.id, plan);
    const launched = { run, workflow, phases, files: workspaceSnapshot(this.ports.files), signal, span };
    await this.setStatus(run.id, 'executing');
    const { concurrency, onCriticalFailure } = this.ports.config().execution;
    const ended = new AbortController();
    const outcomes = await schedule({
      phases: plan.phases,
      known: knownOutcomes(phases),
      concurrency,
      signal: AbortSignal.any([signal, ended.signal]),
      run: async (phase: PlannedPhase) => {
        const outcome = await this.phaseRunner.run(launched, phase);
        // What is under way comes to its end: its results are kept.
        if (outcome === 'failed' && onCriticalFailure === 'abort') ended.abort();
        return outcome;
      },
    });
    if (signal.aborted)
      throw new AppError('cancelled', 'The run was cancelled.', 'Resume it from the Runs view.');
    await this.conclude(run, [...outcomes.values()], signal);
  }

  private async conclude(run: Run, outcomes: readonly PhaseOutcome[], signal: AbortSignal): Promise<void> {
    if (outcomes.includes('paused')) return this.setStatus(run.id, 'waiting');
    const phases = await this.ports.store.getPhases(run.id);
    const failed = phases.find((phase) => phase.status === 'failed' && phase.critical);
    if (failed !== undefined) {
      return this.setStatus(run.id, 'failed', failed.error ?? `${failed.title} failed.`);
    }
    const reviews = await this.ports.store.getReview(run.id);
    await this.addNewFindings(run.id, await ignoredFiles(this.ports.git, reviews, { signal }));
    if (reviews.length > 0) await this.verification.announce(run.id);
    await this.setStatus(run.id, reviews.length === 0 ? 'completed' : 'review');
    if (reviews.length > 0) await this.startVerification(run);
  }

  /** A run that is carried out again finds the same again. */
  private async addNewFindings(runId: RunId, findings: readonly NewFinding[]): Promise<void> {
    const { store } = this.ports;
    const known = new Set(
      (await store.getFindings(runId)).map(({ rule, path }) => `${rule ?? ''} ${path ?? ''}`),
    );
    const added = findings.filter(({ rule, path }) => !known.has(`${rule ?? ''} ${path ?? ''}`));
    if (added.length > 0) await store.addFindings(runId, added);
  }

  private async startVerification(run: Run): Promise<void> {
    await this.verification.start(run.id, await this.projectParts(run));
  }

  private async projectParts(run: Run): Promise<ProjectParts> {
    const phases = await this.ports.store.getPhases(run.id);
    return this.workflow(run.workflow).projectParts(collectOutputs(phases));
  }

  private follow(runId: RunId): void {
    this.enqueue(runId, () => this.afterReview(runId)).catch((failure: unknown) => {
      this.ports.log.error('review not followed', { run: runId, message: toAppError(failure).message });
    });
  }

  /** What reads a run's status and then writes it, one after another. */
  private enqueue(runId: RunId, task: () => Promise<void>): Promise<void> {
    const next = (this.following.get(runId) ?? Promise.resolve()).then(task);
    this.following.set(
      runId,
      next.catch(() => undefined),
    );
    return next;
  }

  private async afterReview(runId: RunId): Promise<void> {
    for (const other of await this.lacking.decided(runId)) this.changed.fire({ runId: other });
    const run = await this.ports.store.getRun(runId);
    if (run !== undefined && isReviewed(run)) {
      await this.closeReview(run);
      await this.verification.reviewed(runId, () => this.projectParts(run));
    }
    this.changed.fire({ runId });
  }

  /** A run whose hunks are all decided is completed, and in review again when one is undone. */
  private async closeReview(run: Run): Promise<void> {
    const files = await this.ports.review.files(run.id);
    const status = files.every((file) => file.hunks.length === 0) ? 'completed' : 'review';
    if (status === run.status) return;
    const { git, store, config } = this.ports;
    // Before the status: what a crash cuts off here is done at the next recovery, and the same commit is made once.
    if (status === 'completed') {
      await this.addNewFindings(run.id, await commitAccepted(git, store, run, config().git));
    }
    await store.updateRunStatus(run.id, status);
  }

  private async interrupt(runId: RunId): Promise<void> {
    const { store } = this.ports;
    for (const execution of await store.getExecutions(runId)) {
      if (execution.status === 'inProgress') await store.failExecution(execution.id, 'It was interrupted.');
    }
    await this.reopen(runId, (phase) => phase.status === 'inProgress');
    await this.setStatus(runId, 'interrupted', INTERRUPTED);
  }

  /** Also those of a run that a crash cut off before it had any. */
  private async phasesOf(runId: RunId, plan: Plan): Promise<readonly Phase[]> {
    const { store, config } = this.ports;
    const phases = await store.getPhases(runId);
    if (phases.length > 0) return phases;
    const { maxRetries } = config().execution;
    return store.createPhases(
      runId,
      plan.phases.map((phase) => ({ maxRetries, ...phase })),
    );
  }

  private async reopen(runId: RunId, isOpen: (phase: Phase) => boolean): Promise<void> {
    for (const phase of await this.ports.store.getPhases(runId)) {
      if (isOpen(phase)) await this.ports.store.updatePhaseStatus(phase.id, 'pending');
    }
  }

  private async setStatus(runId: RunId, status: Run['status'], error?: string): Promise<void> {
    await this.ports.store.updateRunStatus(runId, status, error);
    this.changed.fire({ runId });
  }

  private workflow(id: string): Workflow {
    const workflow = this.ports.workflows.find((candidate) => candidate.id === id);
    if (workflow !== undefined) return workflow;
    throw new AppError(
      'notFound',
      `There is no workflow ${id}.`,
      'Update Groundwork: the run was made by another version.',
    );
  }

  private async requireRun(runId: RunId): Promise<Run> {
    const run = await this.ports.store.getRun(runId);
    if (run !== undefined) return run;
    throw new AppError('notFound', `There is no run ${runId}.`, 'List the runs with "groundwork runs".');
  }

  private async requireView(runId: RunId): Promise<RunView> {
    await this.requireRun(runId);
    const view = await this.view(runId);
    if (view !== undefined) return view;
    throw new AppError('notFound', `There is no run ${runId}.`, 'List the runs with "groundwork runs".');
  }
}

function knownOutcomes(phases: readonly Phase[]): ReadonlyMap<string, PhaseOutcome> {
  const known = new Map<string, PhaseOutcome>();
  for (const phase of phases) {
    if (phase.status === 'completed') known.set(phase.key, 'completed');
    if (phase.status === 'failed') known.set(phase.key, phase.critical ? 'failed' : 'completed');
    // A part that a person left out does not hold up what comes after it.
    if (phase.status === 'skipped') known.set(phase.key, 'completed');
  }
  return known;
}

function isReviewed(run: Run): boolean {
  return run.status === 'review' || run.status === 'completed';
}

/** The closing phase writes the spec and the merge base: it runs also when a part was left out. */
function isClosing(phase: Phase): boolean {
  return phase.key === 'nextSteps';
}
