import type { AgentUse } from '../model/agentUse';
import { AppError, toAppError } from '../model/appError';
import type { FileChange } from '../model/changeSet';
import type { RunId } from '../model/ids';
import type { Phase, Run } from '../model/run';
import { SPAN_ATTRIBUTES } from '../model/span';
import type { RunAlerts } from '../observability/runAlerts';
import type { Tracer } from '../observability/tracer';
import type { AnswerCache, Question } from '../ports/executor';
import type { StateStore } from '../ports/stateStore';
import type { Clock, Log, Random } from '../ports/system';
import type { Team } from '../ports/team';
import { startReview } from '../review/fileReview';
import { LiveProgress, type LiveRun } from './liveProgress';
import { runAgents, type AgentTools, type Attempt, type LaunchedRun, type PhaseResult } from './phaseAgents';
import type { ExpandedPhase } from './expandPlan';
import { RunPaused, withRetries } from './retry';
import type { PhaseOutcome } from './scheduler';

interface PhaseRunnerPorts {
  readonly store: StateStore;
  readonly team: Team;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly tracer: Tracer;
  readonly alerts: Pick<RunAlerts, 'look'>;
}

const FIRST_DELAY_MS = 250;
const ANSWER = 'modelAnswer';

/** Runs one phase with retries, each attempt recorded; completes it in one commit of the store. */
export class PhaseRunner {
  private readonly ports: PhaseRunnerPorts;
  private readonly notify: (runId: RunId) => void;
  private readonly live: LiveProgress;
  private readonly failures = new Map<RunId, AppError>();

  constructor(ports: PhaseRunnerPorts, notify: (runId: RunId) => void) {
    this.ports = ports;
    this.notify = notify;
    this.live = new LiveProgress(ports.clock, notify);
  }

  progress(runId: RunId): LiveRun {
    return this.live.of(runId);
  }

  /** What the last phase that failed in this process failed with. */
  failure(runId: RunId): AppError | undefined {
    return this.failures.get(runId);
  }

  async run(launched: LaunchedRun, planned: ExpandedPhase): Promise<PhaseOutcome> {
    const { store } = this.ports;
    const { run } = launched;
    const phase = findPhase(launched, planned.key);
    this.failures.delete(run.id);
    try {
      if (await this.isWithoutNeeds(planned, phase)) return 'completed';
      await this.tryHard(launched, planned, phase);
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
      this.failures.set(run.id, error);
      if (planned.critical) launched.onCriticalFailure();
      await store.updatePhaseStatus(phase.id, 'failed', `${error.message} ${error.suggestion}`);
      return planned.critical ? 'failed' : 'completed';
    } finally {
      await this.ports.alerts.look(run.id, 'underWay');
      this.notify(run.id);
    }
  }

  /** Leaves a phase out that has lost what it needs; the rest of the run goes on without its workflow. */
  private async isWithoutNeeds({ needs }: ExpandedPhase, { id, runId }: Phase): Promise<boolean> {
    if (needs.length === 0) return false;
    const { store } = this.ports;
    const lost = (await store.getPhases(runId)).find(
      ({ key, status }) => needs.includes(key) && (status === 'failed' || status === 'skipped'),
    );
    if (lost !== undefined) await store.updatePhaseStatus(id, 'skipped', `It needs ${lost.title}.`);
    return lost !== undefined;
  }

  /** When the context is too long, everything again with no more than the phase cannot do without. */
  private async tryHard(launched: LaunchedRun, planned: ExpandedPhase, phase: Phase): Promise<void> {
    let made = 0;
    const tryAt = (level: Attempt['level'], before: AppError | null): Promise<void> =>
      withRetries(
        {
          ...this.ports,
          maxRetries: phase.maxRetries,
          signal: launched.signal,
          baseDelayMs: FIRST_DELAY_MS,
          onFailure: async (attempt, { code }) => {
            this.ports.log.warn('attempt failed', {
              run: launched.run.id,
              phase: planned.key,
              attempt,
              code,
            });
          },
        },
        (attempt, previous) => {
          made += 1;
          const span = launched.span.child('phase', `phase ${planned.key}`, {
            [SPAN_ATTRIBUTES.phase]: planned.key,
            [SPAN_ATTRIBUTES.attempt]: made,
          });
          const tried = { attempt, previous: previous ?? before, level, span };
          return this.attempt(launched, planned, phase, tried, made);
        },
      );
    try {
      await tryAt('full', null);
    } catch (thrown) {
      if (thrown instanceof RunPaused || toAppError(thrown).code !== 'contextLimit') throw thrown;
      await tryAt('minimal', toAppError(thrown));
    }
  }

  /** `number` counts the attempts of all levels. */
  private async attempt(
    launched: LaunchedRun,
    planned: ExpandedPhase,
    phase: Phase,
    attempt: Attempt,
    number: number,
  ): Promise<void> {
    const { store, tracer } = this.ports;
    const { run } = launched;
    const begun = Promise.all([
      store.createExecution(phase.id, run.id, number),
      number === 1 ? store.updatePhaseStatus(phase.id, 'inProgress') : undefined,
    ]);
    this.live.restart(run.id, planned.key);
    const tools = this.tools(run, planned, phase);
    const used = (use: AgentUse): void => this.live.used(run.id, planned.key, use);
    const work = runAgents(this.ports, launched, planned, phase, attempt, tools, used);
    // While that is on its way to the disk the agents work: what could be lost is the start of a phase that starts again.
    await Promise.allSettled([begun, work]);
    const [execution] = await begun;
    try {
      const result = await work;
      attempt.span.end();
      await store.saveTexts(result.files.flatMap(textsOf));
      // What the store is told in one turn reaches the disk in one go.
      await Promise.all([
        store.completeExecution(execution.id),
        tracer.flush(run.id),
        this.complete(phase, result),
      ]);
    } catch (thrown) {
      const isPause = thrown instanceof RunPaused;
      attempt.span.end(isPause ? undefined : toAppError(thrown).code);
      await Promise.all([
        isPause
          ? store.completeExecution(execution.id)
          : store.failExecution(execution.id, toAppError(thrown).message),
        tracer.flush(run.id),
      ]);
      throw thrown;
    } finally {
      this.live.quiet(run.id, planned.key);
    }
  }

  private tools(run: Run, planned: ExpandedPhase, phase: Phase): AgentTools {
    return {
      progress: (step) => this.live.step(run.id, phase.key, step),
      sending: (lines) => this.live.sending(run.id, phase.key, lines),
      streamed: (characters) => this.live.stream(run.id, phase.key, characters),
      // Workflows that a run holds twice ask twice.
      ask: (question) =>
        this.ask(run.id, phase, { ...question, key: `${planned.scope.path}${question.key}` }),
      answers: this.answers(run, phase),
    };
  }

  /** Answers are artifacts of the run that asked; any run finds them. */
  private answers(run: Run, phase: Phase): AnswerCache {
    const { store } = this.ports;
    return {
      find: async (request) => {
        const found = await store.findArtifact(ANSWER, request);
        return found === undefined ? undefined : store.readArtifact(found.id);
      },
      keep: async (request, text) => {
        await store.addArtifact(run.id, { phaseId: phase.id, name: request, path: null, type: ANSWER, text });
      },
    };
  }

  private complete(phase: Phase, { files, findings, ...output }: PhaseResult): Promise<void> {
    return this.ports.store.completePhase(phase.id, output, files.map(startReview), findings);
  }

  private async ask(runId: RunId, phase: Phase, question: Question): Promise<string> {
    const asked = await this.ports.store.openIntervention(runId, { ...question, phaseId: phase.id });
    if (asked.answer !== null) return asked.answer;
    throw new RunPaused(question.question);
  }
}

const textsOf = ({ base, proposed }: FileChange): readonly string[] =>
  base === null ? [proposed] : [base, proposed];

function findPhase({ phases }: LaunchedRun, key: string): Phase {
  const phase = phases.find((candidate) => candidate.key === key);
  if (phase !== undefined) return phase;
  throw new AppError('internal', `The run has no phase ${key}.`, 'Start the run again.');
}
