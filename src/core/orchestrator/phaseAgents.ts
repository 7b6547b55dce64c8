import type { AgentGap, AgentUse } from '../model/agentUse';
import { AppError, toAppError } from '../model/appError';
import type { FileChange } from '../model/changeSet';
import type { AgentId } from '../model/ids';
import type { Phase, Run } from '../model/run';
import { SPAN_ATTRIBUTES } from '../model/span';
import { spanned } from '../observability/spanned';
import type { ActiveSpan } from '../ports/activeSpan';
import { LeftOut, type Executor, type ExecutorContext, type StepNote } from '../ports/executor';
import type { NewFinding, StateStore } from '../ports/stateStore';
import type { Log } from '../ports/system';
import type { Team } from '../ports/team';
import type { WorkspaceFiles } from '../ports/workspaceFiles';
import { AgentGaps, gapFinding } from './agentGaps';
import { chainedChange } from './chainedChange';
import { traceMessages } from './handedMessages';
import { layeredFiles } from './layeredFiles';
import { minimalAgents } from './minimalAgents';
import { collectFragments, collectOutputs, handedOn } from './phaseOutput';
import { phasesBefore } from './phasesBefore';
import type { ExpandedPhase } from './expandPlan';
import type { Workflow } from './plan';
import { mayRetry, RunPaused } from './retry';
import { nearestLast } from './scopeOutcome';

interface PhaseAgentsPorts {
  readonly store: StateStore;
  readonly team: Team;
  readonly log: Log;
}

/** A run that is being carried out. */
export interface LaunchedRun {
  readonly run: Run;
  readonly phases: readonly Phase[];
  /** The workspace as this launch found it. */
  readonly files: WorkspaceFiles;
  readonly signal: AbortSignal;
  readonly span: ActiveSpan;
  /** Told of a critical phase that failed for good, before that is recorded. */
  readonly onCriticalFailure: () => void;
}

/** `attempt` is 1-based; `previous` is what the one before failed with. */
export interface Attempt {
  readonly attempt: number;
  readonly previous: AppError | null;
  readonly level: ExecutorContext['level'];
  readonly span: ActiveSpan;
}

export interface PhaseResult {
  readonly files: readonly FileChange[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly fragments: Readonly<Record<string, string>>;
  readonly notes: readonly StepNote[];
  readonly findings: readonly NewFinding[];
  readonly gaps: readonly AgentGap[];
  readonly uses: readonly AgentUse[];
}

/** What an executor may do while it works. */
export type AgentTools = Pick<ExecutorContext, 'progress' | 'sending' | 'streamed' | 'ask' | 'answers'>;

/**
 * Runs the agents of a phase one after another, once. One that is not critical and has failed for good is left out, and
 * with it those that need what it would have made; a critical one fails the attempt.
 */
export async function runAgents(
  ports: PhaseAgentsPorts,
  launched: LaunchedRun,
  planned: ExpandedPhase,
  phase: Phase,
  attempt: Attempt,
  tools: AgentTools,
  used: (use: AgentUse) => void,
): Promise<PhaseResult> {
  const { store, log } = ports;
  const team = await ports.team.members();
  const { run, signal } = launched;
  const { scope } = planned;
  const before = phasesBefore(await store.getPhases(run.id), phase.key);
  const others = (await store.getReview(run.id)).map(({ change }) => change).filter(isOfOther(phase));
  const earlier = others.filter((change) => before.some(({ key }) => key === change.phase));
  const gaps = new AgentGaps(team, before);
  const ordered = nearestLast(before, scope.path);
  const inherited = { outputs: collectOutputs(ordered), fragments: collectFragments(ordered) };
  const outputs: Record<string, unknown> = {};
  const fragments: Record<string, string> = {};
  const files: FileChange[] = [];
  const notes: StepNote[] = [];
  const findings: NewFinding[] = [];
  const uses: AgentUse[] = [];

  const kept = attempt.level === 'full' ? planned.agents : minimalAgents(planned.agents, team);
  const leaveOut = (agent: AgentId, kind: AgentGap['kind'], reason: string): void => {
    log.warn('agent left out', { run: run.id, phase: phase.key, agent, kind, reason });
    gaps.add(agent, kind, reason);
  };
  for (const agent of planned.agents) {
    if (!kept.includes(agent)) leaveOut(agent, 'skipped', 'the context was too long for everybody');
  }
  for (const agent of kept) {
    throwIfAborted(signal);
    const isCritical = team.member(agent)?.critical !== false;
    const pause = gaps.reasonToPause(agent);
    if (pause !== undefined) {
      if (isCritical) throw cannotWork(agent, pause);
      leaveOut(agent, 'paused', pause);
      continue;
    }
    const here = kept.filter((other) => !gaps.found.some((gap) => gap.agent === other));
    try {
      const span = attempt.span.child('agent', `invoke_agent ${agent}`, {
        [SPAN_ATTRIBUTES.operation]: 'invoke_agent',
        [SPAN_ATTRIBUTES.agent]: agent,
      });
      const told = { ...inherited.outputs, ...outputs };
      traceMessages(span, agent, team, told);
      const work = findExecutor(scope.workflow, agent).execute({
        request: scope.request,
        inputs: told,
        handedOn: handedOn(before),
        fragments: { ...inherited.fragments, ...fragments },
        files: layeredFiles(launched.files, [...earlier, ...files]),
        attempt: attempt.attempt,
        previousFailure: attempt.previous,
        phase: {
          key: phase.key,
          agents: here,
          budgetLines: planned.budgetLines ?? null,
          uses: [...uses],
          given: scope.given,
        },
        level: attempt.level,
        signal,
        span,
        ...tools,
      });
      const result = await spanned(span, work, isFailure);
      outputs[agent] = result.output;
      gaps.worked(agent);
      files.push(...result.files.map((change) => ({ ...change, phase: phase.key, agent })));
      Object.assign(fragments, result.fragments);
      notes.push(...result.notes);
      findings.push(...result.findings);
      if (result.use !== undefined) {
        uses.push(tell(log, run, phase, result.use));
        used(result.use);
      }
    } catch (thrown) {
      const reason = isCritical ? undefined : reasonToGoOn(thrown, attempt, phase);
      if (reason === undefined) throw thrown;
      leaveOut(agent, 'skipped', reason);
    }
  }
  const proposed = files.map((file) => goOnFrom(earlier, file));
  refuseOverlaps([...others.filter((other) => !isContinued(other, earlier, proposed)), ...proposed]);
  findings.push(...gaps.found.map((gap) => gapFinding(phase, gap)));
  return { files: proposed, outputs, fragments, notes, findings, gaps: gaps.found, uses };
}

/** What an agent that is not critical failed with, when another attempt would not help; else undefined. */
function reasonToGoOn(thrown: unknown, { attempt }: Attempt, { maxRetries }: Phase): string | undefined {
  if (thrown instanceof LeftOut) return `the budget of the phase has no room for it: ${thrown.message}`;
  if (thrown instanceof RunPaused) return undefined;
  const error = toAppError(thrown);
  const endsTheRun = ['cancelled', 'storageFailed', 'storeFenced', 'contextLimit'].includes(error.code);
  return endsTheRun || mayRetry(error, attempt, maxRetries) ? undefined : error.message;
}

/** What was sent, and what was not, is in the log of the run. */
function tell(log: Log, run: Run, phase: Phase, use: AgentUse): AgentUse {
  const place = { run: run.id, phase: phase.key, agent: use.agent };
  for (const { phase: from, bytes } of use.recalled)
    log.debug('record handed over', { ...place, from, bytes });
  for (const { phase: from, ...rest } of use.evicted) log.info('record evicted', { ...place, from, ...rest });
  for (const { agent, ...rest } of use.givenUp)
    log.info('given up for the budget', { ...place, of: agent, ...rest });
  const { model, calls, lines, usage, cost } = use;
  log.info('model asked', { ...place, model, calls, lines, ...usage, cost });
  return use;
}

/** Neither a question to a person nor a budget without room is a failure. */
const isFailure = (thrown: unknown): boolean =>
  !(thrown instanceof RunPaused) && !(thrown instanceof LeftOut);

const isOfOther =
  ({ key }: Phase) =>
  (change: FileChange): boolean =>
    change.phase !== key;

function findExecutor(workflow: Workflow, agent: AgentId): Executor {
  const executor =
    workflow.executors.find((candidate) => candidate.agent === agent) ?? workflow.executorOf?.(agent);
  if (executor !== undefined) return executor;
  throw new AppError('internal', `The agent ${agent} has no executor.`, 'Update Groundwork.');
}

/** What a phase before proposed of the same file is part of the change from now on. */
function goOnFrom(earlier: readonly FileChange[], file: FileChange): FileChange {
  const first = earlier.find(({ path }) => path === file.path);
  return first === undefined ? file : (chainedChange(first, file) ?? refuseOverlap(file));
}

const isContinued = (
  change: FileChange,
  earlier: readonly FileChange[],
  proposed: readonly FileChange[],
): boolean => earlier.includes(change) && proposed.some(({ path }) => path === change.path);

/** Two agents that propose the same file would overwrite each other: a mistake of the workflow, not of the person. */
function refuseOverlaps(files: readonly FileChange[]): void {
  const seen = new Set<string>();
  for (const file of files) {
    if (seen.has(file.path)) refuseOverlap(file);
    seen.add(file.path);
  }
}

function refuseOverlap({ path }: FileChange): never {
  throw new AppError('internal', `Two agents propose ${path}.`, 'File an issue with the report of the run.');
}

function cannotWork(agent: AgentId, reason: string): AppError {
  return new AppError(
    'dependencyMissing',
    `${agent} cannot work: ${reason}.`,
    'Try the phase of the agent again that was left out.',
  );
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted)
    throw new AppError('cancelled', 'The run was cancelled.', 'Resume it from the Runs view.');
}
