import { AppError } from '../model/appError';
import type { RunId } from '../model/ids';
import type { Phase, Run } from '../model/run';
import type { NewFinding, NewPhase, StateStore } from '../ports/stateStore';
import { expandPlan, type ExpandedPlan } from './expandPlan';
import type { Workflow } from './plan';

const INTERRUPTED = 'The process that carried it out ended. Resume it: what is done stays done.';

/** The rows of runs as the parts of the engine read and write them; tells of each change. */
export class RunRows {
  private readonly store: StateStore;
  private readonly workflows: readonly Workflow[];
  private readonly maxRetries: () => number;
  private readonly notify: (runId: RunId) => void;

  constructor(
    ports: { readonly store: StateStore; readonly workflows: readonly Workflow[] },
    maxRetries: () => number,
    notify: (runId: RunId) => void,
  ) {
    this.store = ports.store;
    this.workflows = ports.workflows;
    this.maxRetries = maxRetries;
    this.notify = notify;
  }

  workflow(id: string): Workflow {
    const workflow = this.workflows.find((candidate) => candidate.id === id);
    if (workflow !== undefined) return workflow;
    throw new AppError(
      'notFound',
      `There is no workflow ${id}.`,
      'Update Groundwork: the run was made by another version.',
    );
  }

  /** What a run is to do, with what the workflows that it holds are to do. */
  plan({ workflow, request }: Pick<Run, 'workflow' | 'request'>): ExpandedPlan {
    return expandPlan(this.workflow(workflow), request, (id) => this.workflow(id));
  }

  async require(runId: RunId): Promise<Run> {
    const run = await this.store.getRun(runId);
    if (run !== undefined) return run;
    throw new AppError('notFound', `There is no run ${runId}.`, 'List the runs with "groundwork runs".');
  }

  /** Also those of a run that a crash cut off before it had any. */
  async phasesOf(runId: RunId, plan: ExpandedPlan): Promise<readonly Phase[]> {
    const phases = await this.store.getPhases(runId);
    if (phases.length > 0) return phases;
    return this.store.createPhases(runId, this.planned(plan));
  }

  planned(plan: ExpandedPlan): readonly NewPhase[] {
    const maxRetries = this.maxRetries();
    return plan.phases.map((phase) => ({
      maxRetries,
      ...phase,
      title: [...phase.scope.titles, phase.title].join(' › '),
    }));
  }

  async reopen(runId: RunId, isOpen: (phase: Phase) => boolean): Promise<void> {
    for (const phase of await this.store.getPhases(runId)) {
      if (isOpen(phase)) await this.store.updatePhaseStatus(phase.id, 'pending');
    }
  }

  /** A run that is carried out again finds the same again. */
  async addNewFindings(runId: RunId, findings: readonly NewFinding[]): Promise<void> {
    if (findings.length === 0) return;
    const known = new Set(
      (await this.store.getFindings(runId)).map(({ rule, path }) => `${rule ?? ''} ${path ?? ''}`),
    );
    const added = findings.filter(({ rule, path }) => !known.has(`${rule ?? ''} ${path ?? ''}`));
    if (added.length > 0) await this.store.addFindings(runId, added);
  }

  async reopenUnfinished(runId: RunId): Promise<void> {
    await this.reopen(runId, ({ status }) => status !== 'completed' && status !== 'skipped');
  }

  /** Says of a run that nobody carries it out any more. */
  async interrupt(runId: RunId): Promise<void> {
    for (const execution of await this.store.getExecutions(runId)) {
      if (execution.status === 'inProgress')
        await this.store.failExecution(execution.id, 'It was interrupted.');
    }
    await this.reopen(runId, (phase) => phase.status === 'inProgress');
    await this.setStatus(runId, 'interrupted', INTERRUPTED);
  }

  async setStatus(runId: RunId, status: Run['status'], error?: string): Promise<void> {
    await this.store.updateRunStatus(runId, status, error);
    this.notify(runId);
  }
}
