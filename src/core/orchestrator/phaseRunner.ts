import { AppError, toAppError } from '../model/appError';
import type { FileChange } from '../model/changeSet';
import type { AgentId, RunId } from '../model/ids';
import type { Phase, Run } from '../model/run';
import type { Executor, ExecutorResult, Question, StepNote } from '../ports/executor';
import type { NewFinding, StateStore } from '../ports/stateStore';
import type { Clock, Log, Random } from '../ports/system';
import type { WorkspaceFiles } from '../ports/workspaceFiles';
import { spanned } from '../observability/spanned';
import type { Tracer } from '../observability/tracer';
import { SPAN_ATTRIBUTES } from '../model/span';
import type { ActiveSpan } from '../ports/activeSpan';
import { startReview } from '../review/fileReview';
import { layeredFiles } from './layeredFiles';
import { collectFragments, collectOutputs } from './phaseOutput';
import type { PlannedPhase, Workflow } from './plan';
import { RunPaused, withRetries } from './retry';
import type { LiveProgress } from './runProjection';
import type { PhaseOutcome } from './scheduler';

interface PhaseRunnerPorts {
  readonly store: StateStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly tracer: Tracer;
}

/** A run that is being carried out. */
export interface LaunchedRun {
  readonly run: Run;
  readonly workflow: Workflow;
  readonly phases: readonly Phase[];
  /** The workspace as this launch found it. */
  readonly files: WorkspaceFiles;
  readonly signal: AbortSignal;
  readonly span: ActiveSpan;
}

/** `attempt` is 1-based; `previous` is what the one before failed with. */
interface Attempt {
  readonly attempt: number;
  readonly previous: AppError | null;
  readonly span: ActiveSpan;
}

interface PhaseResult {
  readonly files: readonly FileChange[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly fragments: Readonly<Record<string, string>>;
  readonly notes: readonly StepNote[];
  readonly findings: readonly NewFinding[];
}

/** Runs one phase: its agents in order, with retries, each attempt recorded; completes it in one commit of the store. */
export class PhaseRunner {
  private readonly ports: PhaseRunnerPorts;
  private readonly notify: (runId: RunId) => void;
  private readonly live = new Map<RunId, Map<string, string[]>>();

  constructor(ports: PhaseRunnerPorts, notify: (runId: RunId) => void) {
    this.ports = ports;
    this.notify = notify;
  }

  progress(runId: RunId): LiveProgress {
    return this.live.get(runId) ?? new Map();
  }

  async run(launched: LaunchedRun, planned: PlannedPhase): Promise<PhaseOutcome> {
    const { store, clock, random } = this.ports;
    const { run, signal } = launched;
    const phase = findPhase(launched, planned.key);
    try {
      await withRetries(
        {
          maxRetries: phase.maxRetries,
          clock,
          random,
          signal,
          baseDelayMs: 250,
          onFailure: async (attempt, error) => {
            this.ports.log.warn('attempt failed', { phase: planned.key, attempt, code: error.code });
          },
        },
        (attempt, previous) => {
          const span = launched.span.child('phase', `phase ${planned.key}`, {
            [SPAN_ATTRIBUTES.phase]: planned.key,
            [SPAN_ATTRIBUTES.attempt]: attempt,
          });
          return this.attempt(launched, planned, phase, { attempt, previous, span });
        },
      );
      return 'completed';
    } catch (thrown) {
      if (thrown instanceof RunPaused) {
        await store.updatePhaseStatus(phase.id, 'waiting');
        return 'paused';
      }
      const error = toAppError(thrown);
      if (error.code === 'storageFailed' || error.code === 'storeFenced') throw error;
      if (error.code === 'cancelled') {
        await store.updatePhaseStatus(phase.id, 'pending');
        return 'skipped';
      }
      await store.updatePhaseStatus(phase.id, 'failed', `${error.message} ${error.suggestion}`);
      return planned.critical ? 'failed' : 'completed';
    } finally {
      this.notify(run.id);
    }
  }

  private async attempt(
    launched: LaunchedRun,
    planned: PlannedPhase,
    phase: Phase,
    { attempt, previous, span }: Attempt,
  ): Promise<void> {
    const { store, tracer } = this.ports;
    const { run } = launched;
    // What the store is told in one turn reaches the disk in one go.
    const [execution] = await Promise.all([
      store.createExecution(phase.id, run.id, attempt),
      attempt === 1 ? store.updatePhaseStatus(phase.id, 'inProgress') : undefined,
    ]);
    this.liveSteps(run.id, planned.key).length = 0;
    this.notify(run.id);
    try {
      const result = await this.runAgents(launched, planned, phase, { attempt, previous, span });
      span.end();
      await Promise.all([
        store.completeExecution(execution.id),
        tracer.flush(run.id),
        this.complete(phase, result),
      ]);
    } catch (thrown) {
      const isPause = thrown instanceof RunPaused;
      span.end(isPause ? undefined : toAppError(thrown).code);
      await Promise.all([
        isPause
          ? store.completeExecution(execution.id)
          : store.failExecution(execution.id, toAppError(thrown).message),
        tracer.flush(run.id),
      ]);
      throw thrown;
    }
  }

  private async runAgents(
    { run, workflow, files: workspace, signal }: LaunchedRun,
    planned: PlannedPhase,
    phase: Phase,
    { attempt, previous, span }: Attempt,
  ): Promise<PhaseResult> {
    const phases = await this.ports.store.getPhases(run.id);
    const earlier = (await this.ports.store.getReview(run.id))
      .map((review) => review.change)
      .filter((change) => change.phase !== planned.key);
    const outputs: Record<string, unknown> = {};
    const inherited = collectOutputs(phases);
    const inheritedFragments = collectFragments(phases);
    const fragments: Record<string, string> = {};
    const files: FileChange[] = [];
    const notes: StepNote[] = [];
    const findings: NewFinding[] = [];
    for (const agent of planned.agents) {
      throwIfAborted(signal);
      const executor = findExecutor(workflow, agent);
      const agentSpan = span.child('agent', `invoke_agent ${agent}`, {
        [SPAN_ATTRIBUTES.operation]: 'invoke_agent',
        [SPAN_ATTRIBUTES.agent]: agent,
      });
      const work = executor.execute({
        request: run.request,
        inputs: { ...inherited, ...outputs },
        fragments: { ...inheritedFragments, ...fragments },
        files: layeredFiles(workspace, [...earlier, ...files]),
        attempt,
        previousFailure: previous,
        signal,
        progress: (step) => {
          this.liveSteps(run.id, planned.key).push(step);
          this.notify(run.id);
        },
        span: agentSpan,
        ask: (question) => this.ask(run.id, phase, question),
      });
      const result: ExecutorResult = await spanned(agentSpan, work, isFailure);
      outputs[agent] = result.output;
      files.push(...result.files.map((change) => ({ ...change, phase: planned.key, agent })));
      Object.assign(fragments, result.fragments);
      notes.push(...result.notes);
      findings.push(...result.findings);
    }
    refuseOverlaps([...earlier, ...files]);
    return { files, outputs, fragments, notes, findings };
  }

  private complete(phase: Phase, result: PhaseResult): Promise<void> {
    const { outputs, fragments, notes, files, findings } = result;
    return this.ports.store.completePhase(
      phase.id,
      { outputs, fragments, notes },
      files.map(startReview),
      findings,
    );
  }

  private async ask(runId: RunId, phase: Phase, question: Question): Promise<string> {
    const asked = await this.ports.store.openIntervention(runId, { ...question, phaseId: phase.id });
    if (asked.answer !== null) return asked.answer;
    throw new RunPaused(question.question);
  }

  private liveSteps(runId: RunId, phaseKey: string): string[] {
    const phases = this.live.get(runId) ?? new Map<string, string[]>();
    this.live.set(runId, phases);
    const steps = phases.get(phaseKey) ?? [];
    phases.set(phaseKey, steps);
    return steps;
  }
}

/** A question to a person is no failure. */
const isFailure = (thrown: unknown): boolean => !(thrown instanceof RunPaused);

function findPhase({ phases }: LaunchedRun, key: string): Phase {
  const phase = phases.find((candidate) => candidate.key === key);
  if (phase !== undefined) return phase;
  throw new AppError('internal', `The run has no phase ${key}.`, 'Start the run again.');
}

function findExecutor(workflow: Workflow, agent: AgentId): Executor {
  const executor =
    workflow.executors.find((candidate) => candidate.agent === agent) ?? workflow.executorOf?.(agent);
  if (executor !== undefined) return executor;
  throw new AppError('internal', `The agent ${agent} has no executor.`, 'Update Groundwork.');
}

/** Two agents that propose the same file would overwrite each other: a mistake of the workflow, not of the person. */
function refuseOverlaps(files: readonly FileChange[]): void {
  const seen = new Set<string>();
  for (const file of files) {
    if (seen.has(file.path)) {
      throw new AppError(
        'internal',
        `Two agents propose ${file.path}.`,
        'File an issue with the report of the run.',
      );
    }
    seen.add(file.path);
  }
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted)
    throw new AppError('cancelled', 'The run was cancelled.', 'Resume it from the Runs view.');
}
