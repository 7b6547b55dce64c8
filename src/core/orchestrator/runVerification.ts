import { toAppError } from '../model/appError';
import type { RunId } from '../model/ids';
import type { CheckResult } from '../model/run';
import type { Log } from '../ports/system';
import type { StateStore } from '../ports/stateStore';
import type { ProjectParts, Verifier } from '../ports/verifier';
import type { ReviewService } from '../review/reviewService';

interface RunVerificationPorts {
  readonly store: StateStore;
  readonly review: ReviewService;
  readonly verifier: Verifier | null;
  readonly log: Log;
}

interface ActiveVerification {
  readonly controller: AbortController;
  readonly checks: Map<string, CheckResult>;
  readonly done: Promise<void>;
}

/** The proof beside the review: one verification a run at a time, its evidence streamed into the store. */
export class RunVerification {
  private readonly ports: RunVerificationPorts;
  private readonly notify: (runId: RunId) => void;
  private readonly active = new Map<RunId, ActiveVerification>();

  constructor(ports: RunVerificationPorts, notify: (runId: RunId) => void) {
    this.ports = ports;
    this.notify = notify;
  }

  /** Evidence of the verification under way; undefined when none is. */
  current(runId: RunId): readonly CheckResult[] | undefined {
    const active = this.active.get(runId);
    return active === undefined ? undefined : [...active.checks.values()];
  }

  async settled(runId: RunId): Promise<void> {
    await this.active.get(runId)?.done;
  }

  cancel(runId: RunId): void {
    this.active.get(runId)?.controller.abort();
  }

  /** Starts over when one is under way. Without a verifier nothing is checked, and nothing claims to be. */
  start(runId: RunId, parts: ProjectParts): void {
    const { verifier } = this.ports;
    if (verifier === null) return;
    const before = this.active.get(runId);
    before?.controller.abort();
    const controller = new AbortController();
    const checks = new Map<string, CheckResult>();
    const work = async (): Promise<void> => {
      await before?.done;
      await this.verify(verifier, runId, parts, checks, controller.signal);
    };
    const done = work()
      .catch((failure: unknown) => {
        const error = toAppError(failure);
        if (error.code === 'cancelled') return;
        this.ports.log.error('verification failed', { run: runId, code: error.code, message: error.message });
      })
      .finally(() => {
        if (this.active.get(runId)?.controller === controller) this.active.delete(runId);
        this.notify(runId);
      });
    this.active.set(runId, { controller, checks, done });
  }

  private async verify(
    verifier: Verifier,
    runId: RunId,
    parts: ProjectParts,
    checks: Map<string, CheckResult>,
    signal: AbortSignal,
  ): Promise<void> {
    const { store } = this.ports;
    const files = (await store.getReview(runId)).map((review) => review.change);
    const report = await verifier.verify({ files }, parts, {
      signal,
      onEvent: (event) => {
        if (event.kind !== 'check') return;
        checks.set(event.result.check, event.result);
        this.notify(runId);
      },
    });
    const earlier = (await store.getFindings(runId)).filter((finding) => !finding.resolved);
    const proven = earlier.filter((finding) => finding.category !== 'custom');
    await store.resolveFindings(proven.map((finding) => finding.id));
    await store.addFindings(runId, report.findings);
    for (const check of report.checks) await store.saveCheck(runId, check);
  }
}
