import { toAppError, type AppError } from '../model/appError';
import type { FileChange } from '../model/changeSet';
import type { RunId } from '../model/ids';
import { UNFINISHED_PROOF, type CheckResult } from '../model/run';
import { spanned } from '../observability/spanned';
import type { RunAlerts } from '../observability/runAlerts';
import type { Tracer } from '../observability/tracer';
import type { StateStore } from '../ports/stateStore';
import type { PastSpan } from '../ports/activeSpan';
import type { Clock, Log } from '../ports/system';
import type { ProjectParts, Verifier } from '../ports/verifier';
import type { ReviewService } from '../review/reviewService';
import { proofKey, provedFiles } from './provedFiles';

interface RunVerificationPorts {
  readonly store: StateStore;
  readonly review: ReviewService;
  readonly verifier: Verifier | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly tracer: Tracer;
  readonly alerts: Pick<RunAlerts, 'look'>;
}

interface ActiveVerification {
  readonly controller: AbortController;
  readonly checks: Map<string, CheckResult>;
  /** Of the files that are proved, see proofKey. */
  readonly key: string;
  readonly done: Promise<void>;
}

/** Decisions come in bursts: the proof starts again this long after the last one. */
const PAUSE_MS = 1_500;
/**
 * Stands for a proof that has not come to its end: from before it begins it is in the store, so that what a killed process
 * left of the evidence is not taken for all of it.
 */
const UNFINISHED: CheckResult = {
  check: UNFINISHED_PROOF,
  kind: 'custom',
  status: 'running',
  detail: 'preparing a copy of the workspace',
  durationMs: 0,
};
/** Why a proof was aborted: by a person, or because this process ends and another one goes on. */
const CANCELLED = 'cancelled';
const LEFT = 'left';

/** The proof beside the review: one verification a run at a time, its evidence streamed into the store. */
export class RunVerification {
  private readonly ports: RunVerificationPorts;
  private readonly notify: (runId: RunId) => void;
  private readonly active = new Map<RunId, ActiveVerification>();
  private readonly proved = new Map<RunId, string>();

  constructor(ports: RunVerificationPorts, notify: (runId: RunId) => void) {
    this.ports = ports;
    this.notify = notify;
  }

  /** Evidence of the verification under way, with at least one check that is running; undefined when none is. */
  current(runId: RunId): readonly CheckResult[] | undefined {
    const active = this.active.get(runId);
    if (active === undefined) return undefined;
    const checks = [...active.checks.values()];
    return checks.some((check) => check.status === 'running') ? checks : [...checks, UNFINISHED];
  }

  async settled(runId: RunId): Promise<void> {
    for (let active = this.active.get(runId); active !== undefined; active = this.active.get(runId)) {
      await active.done;
    }
  }

  async cancel(runId: RunId): Promise<void> {
    this.active.get(runId)?.controller.abort(CANCELLED);
    await this.settled(runId);
  }

  /** Ends what is under way as a crash would, tools included: whoever holds the store next begins it again. */
  async leave(): Promise<void> {
    const active = [...this.active.values()];
    for (const { controller } of active) controller.abort(LEFT);
    await Promise.all(active.map(({ done }) => done));
  }

  /** Says in the store that a proof is due, before anything else says that there is something to prove. */
  async announce(runId: RunId): Promise<void> {
    if (this.ports.verifier !== null) await this.ports.store.saveCheck(runId, UNFINISHED);
  }

  /** Whether the last proof of a run did not come to its end. */
  async brokeOff(runId: RunId): Promise<boolean> {
    return (await this.ports.store.getChecks(runId)).some(({ check }) => check === UNFINISHED_PROOF);
  }

  /** Whether the evidence of a run is not all there is to have: its proof broke off, or never began. */
  async isUnfinished(runId: RunId): Promise<boolean> {
    return (await this.ports.store.getChecks(runId)).length === 0 || (await this.brokeOff(runId));
  }

  /** Of a proof that a process left when it ended: says that it is none. Answers whether there was one. */
  async interrupted(runId: RunId): Promise<boolean> {
    const checks = await this.ports.store.getChecks(runId);
    const isLeft = checks.some(({ check, status }) => check === UNFINISHED_PROOF && status === 'running');
    if (isLeft)
      await this.keepAsNone(runId, 'the process that ran it ended before it did; run the checks again');
    return isLeft;
  }

  /** Starts over when one is under way. Without a verifier nothing is checked, and nothing claims to be. */
  async start(runId: RunId, parts: ProjectParts): Promise<void> {
    const { verifier } = this.ports;
    if (verifier !== null) this.launch(verifier, runId, parts, await this.files(runId), 0);
  }

  /**
   * After a decision: proves again what is left, once the person pauses, when it differs from what was proved (accepting
   * everything does not make a difference, rejecting something does).
   */
  async reviewed(runId: RunId, parts: () => Promise<ProjectParts>): Promise<void> {
    const { verifier, store } = this.ports;
    if (verifier === null) return;
    const files = await this.files(runId);
    const key = proofKey(files);
    const known = this.active.get(runId)?.key ?? this.proved.get(runId) ?? (await this.provedEarlier(runId));
    if (key === known) return;
    if (files.length > 0) {
      this.launch(verifier, runId, await parts(), files, PAUSE_MS, await store.getChecks(runId));
      return;
    }
    await this.cancel(runId);
    this.proved.set(runId, key);
    await this.keepFindings(runId, []);
    await store.dropCheck(runId, UNFINISHED_PROOF);
  }

  private launch(
    verifier: Verifier,
    runId: RunId,
    parts: ProjectParts,
    files: readonly FileChange[],
    pauseMs: number,
    earlier: readonly CheckResult[] = [],
  ): void {
    const before = this.active.get(runId);
    before?.controller.abort();
    const controller = new AbortController();
    const again = earlier.filter(({ check }) => check !== UNFINISHED_PROOF);
    const checks = new Map(again.map((check) => [check.check, waiting(check)]));
    const work = async (): Promise<void> => {
      await before?.done;
      await this.announce(runId);
      await this.ports.clock.delay(pauseMs, controller.signal);
      await this.verify(verifier, runId, parts, files, checks, controller.signal);
    };
    const key = proofKey(files);
    const done = work()
      .then(() => void this.proved.set(runId, key))
      .catch((failure: unknown) => this.ended(runId, toAppError(failure), controller.signal))
      .finally(() => {
        if (this.active.get(runId)?.controller === controller) this.active.delete(runId);
        this.notify(runId);
      });
    this.active.set(runId, { controller, checks, key, done });
    this.notify(runId);
  }

  private async verify(
    verifier: Verifier,
    runId: RunId,
    parts: ProjectParts,
    files: readonly FileChange[],
    checks: Map<string, CheckResult>,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, tracer, alerts } = this.ports;
    const span = tracer.begin(runId, 'proof', 'proof');
    const proof = verifier.verify({ files }, parts, {
      signal,
      onEvent: (event) => {
        if (event.kind !== 'check') return;
        const { result } = event;
        checks.set(result.check, result);
        if (result.status !== 'running' && result.status !== 'notChecked')
          span.record('check', ...past(result));
        this.notify(runId);
      },
    });
    const report = await spanned(span, proof).finally(() => {
      // On its way together with what is kept next.
      void tracer.flush(runId);
    });
    await this.keepFindings(runId, report.findings);
    for (const check of report.checks) await store.saveCheck(runId, check);
    await store.dropCheck(runId, UNFINISHED_PROOF);
    await alerts.look(runId, 'underWay');
  }

  /** A proof that broke off is no proof, and says so; one that the next proof or the next process takes over does not. */
  private async ended(runId: RunId, error: AppError, signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
      if (signal.reason === CANCELLED) await this.keepAsNone(runId, 'it was cancelled; run the checks again');
      return;
    }
    this.ports.log.error('verification failed', { run: runId, code: error.code, message: error.message });
    await this.keepAsNone(runId, `${error.message} ${error.suggestion}`);
  }

  private async keepAsNone(runId: RunId, detail: string): Promise<void> {
    const { log, store } = this.ports;
    await store
      .saveCheck(runId, { ...UNFINISHED, status: 'notChecked', detail })
      .catch((failure: unknown) => {
        log.error('verification not recorded', { run: runId, message: toAppError(failure).message });
      });
  }

  /** What an earlier proof found is replaced; what planners found stays. */
  private async keepFindings(
    runId: RunId,
    findings: Parameters<StateStore['addFindings']>[1],
  ): Promise<void> {
    const { store } = this.ports;
    const earlier = (await store.getFindings(runId)).filter((finding) => !finding.resolved);
    const checks = new Set((await store.getChecks(runId)).map(({ check }) => check));
    const proven = earlier.filter(({ category, source }) => category !== 'custom' || checks.has(source));
    await store.resolveFindings(proven.map((finding) => finding.id));
    await store.addFindings(runId, findings);
    this.notify(runId);
  }

  private async files(runId: RunId): Promise<readonly FileChange[]> {
    const { store, review } = this.ports;
    return provedFiles(await store.getReview(runId), await review.files(runId));
  }

  /** What an earlier session proved to the end: everything that the run proposed. */
  private async provedEarlier(runId: RunId): Promise<string | undefined> {
    if (await this.isUnfinished(runId)) return undefined;
    return proofKey((await this.ports.store.getReview(runId)).map((review) => review.change));
  }
}

function past({ check, kind, status, durationMs }: CheckResult): [name: string, PastSpan] {
  const error = status === 'failed' ? 'verificationFailed' : null;
  return [`check ${check}`, { durationMs, error, attributes: { 'groundwork.check.kind': kind } }];
}

const waiting = (check: CheckResult): CheckResult => ({
  ...check,
  status: 'running',
  detail: 'starts again after your decisions',
  durationMs: 0,
});
