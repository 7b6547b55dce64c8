import { toAppError } from '../model/appError';
import type { RunId } from '../model/ids';
import type { Run } from '../model/run';
import { LackingDependencies } from './lackingDependencies';
import { commitAccepted } from './runCommit';
import type { RunEnginePorts } from './runEnginePorts';
import type { RunLauncher } from './runLauncher';
import type { RunRows } from './runRows';
import type { RunVerification } from './runVerification';

/** Takes what a person decides in the review over into the status of the run and its proof. */
export class ReviewFollower {
  private readonly ports: RunEnginePorts;
  private readonly rows: RunRows;
  private readonly launcher: RunLauncher;
  private readonly verification: RunVerification;
  private readonly lacking: LackingDependencies;
  private readonly notify: (runId: RunId) => void;
  /** What a run's status still has to take over from its review. */
  private readonly following = new Map<RunId, Promise<void>>();
  /** Those whose proof an earlier process left unfinished. */
  private readonly unproved = new Set<RunId>();

  constructor(
    ports: RunEnginePorts,
    rows: RunRows,
    launcher: RunLauncher,
    verification: RunVerification,
    notify: (runId: RunId) => void,
  ) {
    this.ports = ports;
    this.rows = rows;
    this.launcher = launcher;
    this.verification = verification;
    this.lacking = new LackingDependencies(ports);
    this.notify = notify;
    ports.review.onDidChange(({ runId }) => this.follow(runId));
  }

  async caughtUp(runId: RunId): Promise<void> {
    await this.following.get(runId);
  }

  /** What reads a run's status and then writes it, one after another. */
  enqueue(runId: RunId, task: () => Promise<void>): Promise<void> {
    const next = (this.following.get(runId) ?? Promise.resolve()).then(task);
    this.following.set(
      runId,
      next.catch(() => undefined),
    );
    return next;
  }

  /** A run whose hunks are all decided is completed, and in review again when one is undone. */
  async closeReview(run: Run): Promise<void> {
    const files = await this.ports.review.files(run.id);
    const status = files.every((file) => file.hunks.length === 0) ? 'completed' : 'review';
    if (status === run.status) return;
    const { git, store, config } = this.ports;
    // Before the status: what a crash cuts off here is done at the next recovery, and the same commit is made once.
    if (status === 'completed') {
      await this.rows.addNewFindings(run.id, await commitAccepted(git, store, run, config().git));
    }
    await store.updateRunStatus(run.id, status);
  }

  /** Of a proof that the process before left when it ended: says that it is none. */
  async proofInterrupted(runId: RunId): Promise<void> {
    if (await this.verification.interrupted(runId)) this.unproved.add(runId);
  }

  /** Begins the proofs again that did not come to their end. */
  async resumeProofs(): Promise<void> {
    const { store } = this.ports;
    for (const run of await store.listRuns({ status: 'review' })) {
      if (await this.verification.brokeOff(run.id)) this.unproved.add(run.id);
    }
    for (const runId of this.unproved) {
      this.unproved.delete(runId);
      const run = await store.getRun(runId);
      if (run !== undefined && isReviewed(run)) await this.launcher.verify(run);
    }
  }

  /** What was accepted without what it needs, as far as a crash kept it from being said. */
  recoverLacking(run: Run): Promise<void> {
    return this.lacking.recover(run);
  }

  private follow(runId: RunId): void {
    this.enqueue(runId, () => this.afterReview(runId)).catch((failure: unknown) => {
      this.ports.log.error('review not followed', { run: runId, message: toAppError(failure).message });
    });
  }

  private async afterReview(runId: RunId): Promise<void> {
    for (const other of await this.lacking.decided(runId)) this.notify(other);
    const run = await this.ports.store.getRun(runId);
    if (run !== undefined && isReviewed(run)) {
      await this.closeReview(run);
      await this.verification.reviewed(runId, () => this.launcher.projectParts(run));
    }
    this.notify(runId);
  }
}

function isReviewed({ status }: Run): boolean {
  return status === 'review' || status === 'completed';
}
