import type { Config } from '../config/configSchema';
import type { AgentUse } from '../model/agentUse';
import type { Alert } from '../model/alert';
import type { CheckResult, Execution, Finding, Intervention, Phase, Run } from '../model/run';
import type { Span } from '../model/span';
import type { FileView, NextStep, PhaseView, RunView } from '../model/runView';
import type { PendingFile } from '../review/reviewService';
import type { FileReview } from '../review/fileReview';
import { diffLines } from '../review/lineDiff';
import { splitLines } from '../review/lines';
import { judgeFindings } from './judgeFindings';
import type { LiveRun } from './liveProgress';
import { readPhaseOutput } from './phaseOutput';
import { callsByPhase, totalUse } from './totalUse';
import type { ExpandedPlan } from './expandPlan';

export interface ProjectionInput {
  readonly run: Run;
  readonly plan: ExpandedPlan;
  readonly phases: readonly Phase[];
  readonly executions: readonly Execution[];
  /** The trace, where phases do not say all that was spent: attempts that failed or waited for somebody. */
  readonly spans: readonly Span[];
  readonly reviews: readonly FileReview[];
  readonly pending: readonly PendingFile[];
  readonly checks: readonly CheckResult[];
  readonly findings: readonly Finding[];
  readonly interventions: readonly Intervention[];
  readonly alerts: readonly Alert[];
  readonly commit: RunView['commit'];
  readonly nextSteps: readonly NextStep[];
  readonly live: LiveRun;
  readonly thresholds: Config['findings'];
  readonly now: Date;
}

type StepView = PhaseView['steps'][number];

/** Projects the rows of the store to what people see. Pure. */
export function projectRun(input: ProjectionInput): RunView {
  const phases = input.phases.map((phase) => projectPhase(phase, input));
  const steps = phases.flatMap((phase) => phase.steps);
  const finished = steps.filter((step) => step.status === 'done' || step.status === 'skipped').length;
  return {
    id: input.run.id,
    workflow: input.run.workflow,
    task: input.run.task,
    status: input.run.status,
    createdAt: input.run.createdAt,
    completedAt: input.run.completedAt,
    error: input.run.error,
    percent: steps.length === 0 ? 0 : Math.floor((100 * finished) / steps.length),
    remaining: steps
      .filter((step) => step.status !== 'done' && step.status !== 'skipped')
      .map((step) => step.title),
    phases,
    files: input.reviews.map((review) => projectFile(review, input.pending)),
    checks: [...input.checks],
    findings: input.findings.map((finding) => ({ ...finding })),
    verdict: judgeFindings(input, input.thresholds),
    interventions: input.interventions.map((intervention) => ({
      ...intervention,
      options: [...intervention.options],
    })),
    alerts: [...input.alerts],
    commit: input.commit,
    nextSteps: [...input.nextSteps],
    models: totalUse(
      input.phases.flatMap((phase) => usesOf(phase, input)),
      [...callsByPhase(input.spans).values()].flat(),
    ),
  };
}

function projectPhase(phase: Phase, input: ProjectionInput): PhaseView {
  const planned = input.plan.phases.find(({ key }) => key === phase.key);
  return {
    id: phase.id,
    key: phase.key,
    title: planned?.title ?? phase.title,
    groups: [...(planned?.scope.titles ?? [])],
    description: phase.description,
    agents: phase.agents.map((agent) => labelOf(agent, phase, input.plan)),
    status: phase.status,
    startedAt: phase.startedAt,
    durationMs: durationOf(phase, input.now),
    attempts: input.executions.filter((execution) => execution.phaseId === phase.id).length,
    steps: projectSteps(phase, input),
    error: phase.error,
    ...projectAgents(phase, input),
  };
}

/** Who does not ship is shown as such: by the plan, or by what really took part. */
function labelOf(agent: string, phase: Phase, { sources }: ExpandedPlan): string {
  const use = readPhaseOutput(phase).uses.find((candidate) => candidate.agent === agent);
  const source = sources[agent] ?? use?.source ?? 'built-in';
  return source === 'built-in' ? agent : `${agent} (${source})`;
}

function projectAgents(phase: Phase, input: ProjectionInput): Pick<PhaseView, 'gaps' | 'models'> {
  const { gaps } = readPhaseOutput(phase);
  const uses = usesOf(phase, input);
  const calls = callsByPhase(input.spans).get(phase.key) ?? [];
  const { streamed = null, sending = 0 } = input.live.get(phase.key) ?? {};
  if (uses.length === 0 && calls.length === 0 && streamed === null && sending === 0)
    return { gaps, models: null };
  const budget = input.plan.phases.find(({ key }) => key === phase.key)?.budgetLines ?? null;
  const total = totalUse(uses, calls);
  return { gaps, models: { ...total, lines: total.lines + sending, budget, streamed } };
}

/** What its agents sent: those that are done while the phase goes on, all of them once it is completed. */
function usesOf(phase: Phase, { live }: ProjectionInput): readonly AgentUse[] {
  return phase.status === 'completed' ? readPhaseOutput(phase).uses : (live.get(phase.key)?.uses ?? []);
}

function durationOf(phase: Phase, now: Date): number | null {
  if (phase.startedAt === null) return null;
  const end = phase.completedAt === null ? now.getTime() : Date.parse(phase.completedAt);
  return Math.max(0, end - Date.parse(phase.startedAt));
}

function projectSteps(phase: Phase, input: ProjectionInput): StepView[] {
  const planned = input.plan.phases.find((candidate) => candidate.key === phase.key)?.steps ?? [];
  const files = input.reviews.filter((review) => review.change.phase === phase.key);
  const notes = readPhaseOutput(phase).notes;
  const live = input.live.get(phase.key)?.steps ?? [];
  const extra = files.map((review) => review.change.title).filter((title) => !planned.includes(title));
  const titles = [...planned, ...new Set(extra)];
  const firstOpen = titles.find((title) => !live.includes(title));
  return titles.map((title) => {
    const file = files.find((review) => review.change.title === title);
    const note = notes.find((candidate) => candidate.step === title);
    return {
      title,
      path: file?.change.path ?? null,
      status:
        file === undefined && note?.kind === 'leftOut'
          ? 'skipped'
          : stepStatus(phase, live.includes(title), title === firstOpen),
      detail: note?.detail ?? null,
    };
  });
}

function stepStatus(phase: Phase, announced: boolean, isFirstOpen: boolean): StepView['status'] {
  switch (phase.status) {
    case 'completed':
      return 'done';
    case 'skipped':
      return 'skipped';
    case 'failed':
      return announced ? 'done' : isFirstOpen ? 'failed' : 'pending';
    case 'inProgress':
    case 'waiting':
      return announced ? 'done' : isFirstOpen ? 'running' : 'pending';
    case 'pending':
      return 'pending';
  }
}

function projectFile(review: FileReview, pending: readonly PendingFile[]): FileView {
  const file = pending.find((candidate) => candidate.path === review.change.path);
  const counts = countLines(review.change.base ?? '', review.change.proposed);
  return {
    path: review.change.path,
    phase: review.change.phase,
    title: review.change.title,
    action: review.change.base === null ? 'create' : 'edit',
    status: file?.status ?? 'pending',
    pendingHunks: file?.hunks.length ?? 0,
    ...counts,
    viewed: review.viewed,
  };
}

function countLines(base: string, proposed: string): Pick<FileView, 'addedLines' | 'removedLines'> {
  let addedLines = 0;
  let removedLines = 0;
  for (const change of diffLines(splitLines(base), splitLines(proposed))) {
    addedLines += change.newEnd - change.newStart;
    removedLines += change.end - change.start;
  }
  return { addedLines, removedLines };
}
