import { AppError, toAppError } from '../model/appError';
import type { RunId } from '../model/ids';
import type { Phase, Run } from '../model/run';
import { SPAN_ATTRIBUTES } from '../model/span';
import type { RunAlerts } from '../observability/runAlerts';
import type { ActiveSpan } from '../ports/activeSpan';
import type { ProjectParts } from '../ports/verifier';
import type { LiveRun } from './liveProgress';
import type { LaunchedRun } from './phaseAgents';
import { PhaseRunner } from './phaseRunner';
import { ignoredFiles } from './repository';
import type { RunEnginePorts } from './runEnginePorts';
import type { RunRows } from './runRows';
import type { RunVerification } from './runVerification';
import { projectPartsOf } from './scopeOutcome';
import { schedule, type PhaseOutcome } from './scheduler';
import { workspaceSnapshot } from './workspaceSnapshot';

/** Why a run was aborted: this process ends. */
const LEFT = 'left';

interface ActiveRun {
  readonly controller: AbortController;
  /** A question was answered while other phases ran: whoever asked it goes on when they are done. */
  isAnswered: boolean;
  readonly done: Promise<void>;
}

type RunLauncherPorts = RunEnginePorts & { readonly alerts: Pick<RunAlerts, 'look'> };

/** Carries out the phases of runs in the background, up to where a person decides. */
export class RunLauncher {
  private readonly ports: RunLauncherPorts;
  private readonly rows: RunRows;
  private readonly verification: RunVerification;
  private readonly phaseRunner: PhaseRunner;
  private readonly active = new Map<RunId, ActiveRun>();
  private readonly failures = new Map<RunId, AppError>();

  constructor(
    ports: RunLauncherPorts,
    rows: RunRows,
    verification: RunVerification,
    notify: (runId: RunId) => void,
  ) {
    this.ports = ports;
    this.rows = rows;
    this.verification = verification;
    this.phaseRunner = new PhaseRunner(ports, notify);
  }

  isActive(runId: RunId): boolean {
    return this.active.has(runId);
  }

  /** A question of a run was answered. False when the run is not carried out here: somebody has to resume it. */
  answered(runId: RunId): boolean {
    const active = this.active.get(runId);
    if (active !== undefined) active.isAnswered = true;
    return active !== undefined;
  }

  /** Resolves when the run is no longer carried out. */
  async done(runId: RunId): Promise<void> {
    for (let active = this.active.get(runId); active !== undefined; active = this.active.get(runId)) {
      await active.done;
    }
  }

  /** Ends everything under way as a crash would, but in good order: the next process goes on. */
  async leave(): Promise<void> {
    const active = [...this.active.values()];
    for (const { controller } of active) controller.abort(LEFT);
    await Promise.all(active.map(({ done }) => done));
  }

  progress(runId: RunId): LiveRun {
    return this.phaseRunner.progress(runId);
  }

  /** What the last launch of a run in this process failed with. */
  failure(runId: RunId): AppError | undefined {
    return this.failures.get(runId) ?? this.phaseRunner.failure(runId);
  }

  /** Ends what the run has under way, child processes and streams included. */
  async cancel(runId: RunId): Promise<void> {
    const active = this.active.get(runId);
    active?.controller.abort();
    await active?.done;
    await this.verification.cancel(runId);
  }

  launch(run: Run): void {
    const controller = new AbortController();
    this.failures.delete(run.id);
    const span = this.ports.tracer.begin(run.id, 'launch', `invoke_workflow ${run.workflow}`, {
      [SPAN_ATTRIBUTES.operation]: 'invoke_workflow',
      'gen_ai.workflow.name': run.workflow,
    });
    const done = this.execute(run, controller.signal, span)
      .catch(async (failure: unknown) => {
        if (controller.signal.reason === LEFT) return this.rows.interrupt(run.id);
        const error = toAppError(failure);
        this.failures.set(run.id, error);
        span.end(error.code);
        this.ports.log.error('run failed', { run: run.id, code: error.code, message: error.message });
        await this.rows.setStatus(run.id, error.code === 'cancelled' ? 'cancelled' : 'failed', error.message);
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
      .then(() => this.ports.alerts.look(run.id, 'atRest'))
      .finally(() => this.active.delete(run.id))
      .then(() => (active.isAnswered ? this.goOnIfWaiting(run.id) : undefined));
    const active: ActiveRun = { controller, isAnswered: false, done };
    this.active.set(run.id, active);
  }

  private async goOnIfWaiting(runId: RunId): Promise<void> {
    try {
      const run = await this.ports.store.getRun(runId);
      if (run?.status !== 'waiting') return;
      await this.rows.reopenUnfinished(runId);
      this.launch(run);
    } catch (failure) {
      this.ports.log.error('run does not go on', { run: runId, message: toAppError(failure).message });
    }
  }

  async verify(run: Run): Promise<void> {
    await this.verification.start(run.id, await this.projectParts(run));
  }

  async projectParts(run: Run): Promise<ProjectParts> {
    const phases = await this.ports.store.getPhases(run.id);
    const paths = (await this.ports.store.getReview(run.id)).map(({ change }) => change.path);
    return projectPartsOf(this.rows.plan(run), phases, paths);
  }

  private async execute(run: Run, signal: AbortSignal, span: ActiveSpan): Promise<void> {
    const plan = this.rows.plan(run);
    const phases = await this.rows.phasesOf(run.id, plan);
    const { concurrency, onCriticalFailure } = this.ports.config().execution;
    const ended = new AbortController();
    const launched = {
      run,
      phases,
      files: workspaceSnapshot(this.ports.files),
      signal,
      span,
      // What is under way comes to its end: its results are kept.
      onCriticalFailure: () => {
        if (onCriticalFailure === 'abort') ended.abort();
      },
    };
    const begun = this.rows.setStatus(run.id, 'executing');
    const work = schedule({
      phases: plan.phases,
      known: knownOutcomes(phases),
      concurrency,
      signal: AbortSignal.any([signal, ended.signal]),
      run: (phase) => this.phaseRunner.run(launched, phase),
    });
    await Promise.allSettled([begun, work]);
    await begun;
    const outcomes = await work;
    if (signal.aborted)
      throw new AppError('cancelled', 'The run was cancelled.', 'Resume it from the Runs view.');
    await this.conclude(launched, [...outcomes.values()]);
  }

  private async conclude(
    { run, signal, span }: LaunchedRun,
    outcomes: readonly PhaseOutcome[],
  ): Promise<void> {
    // Together with what it took, so that both reach the disk in one go.
    const rest = async (status: Run['status'], error?: string): Promise<void> => {
      span.end();
      await Promise.all([this.rows.setStatus(run.id, status, error), this.ports.tracer.flush(run.id)]);
    };
    if (outcomes.includes('paused')) return rest('waiting');
    const phases = await this.ports.store.getPhases(run.id);
    const failed = phases.find((phase) => phase.status === 'failed' && phase.critical);
    if (failed !== undefined) {
      return rest('failed', failed.error ?? `${failed.title} failed.`);
    }
    const reviews = await this.ports.store.getReview(run.id);
    await this.rows.addNewFindings(run.id, await ignoredFiles(this.ports.git, reviews, { signal }));
    if (reviews.length > 0) await this.verification.announce(run.id);
    await rest(reviews.length === 0 ? 'completed' : 'review');
    if (reviews.length > 0) await this.verify(run);
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
