import { toAppError, type AppError } from '../model/appError';
import type { FileChange } from '../model/changeSet';
import type { RunId } from '../model/ids';
import type { CheckResult } from '../model/run';
import { spanned } from '../observability/spanned';
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
/** Stands for the checks until they are known, so that a proof under way is always seen. */
const PREPARING: CheckResult = {
  check: 'Proof',
  kind: 'custom',
  status: 'running',
  detail: 'preparing a copy of the workspace',
  durationMs: 0,
};

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
    return checks.some((check) => check.status === 'running') ? checks : [...checks, PREPARING];
  }

  async settled(runId: RunId): Promise<void> {
    for (let active = this.active.get(runId); active !== undefined; active = this.active.get(runId)) {
      await active.done;
    }
  }

  cancel(runId: RunId): void {
    this.active.get(runId)?.controller.abort();
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
    this.cancel(runId);
    await this.settled(runId);
    this.proved.set(runId, key);
    await this.keepFindings(runId, []);
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
    const checks = new Map(earlier.map((check) => [check.check, waiting(check)]));
    const work = async (): Promise<void> => {
      await before?.done;
      await this.ports.clock.delay(pauseMs, controller.signal);
      await this.verify(verifier, runId, parts, files, checks, controller.signal);
    };
    const key = proofKey(files);
    const done = work()
      .then(() => void this.proved.set(runId, key))
      .catch(async (failure: unknown) => {
        if (!controller.signal.aborted) await this.couldNotProve(runId, toAppError(failure));
      })
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
    const { store, tracer } = this.ports;
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
    const failedBefore = (await store.getChecks(runId)).some(({ check }) => check === PREPARING.check);
    if (failedBefore)
      await store.saveCheck(runId, { ...PREPARING, status: 'passed', detail: 'ran to its end' });
  }

  /** A proof that broke off is no proof, and says so. */
  private async couldNotProve(runId: RunId, error: AppError): Promise<void> {
    const { log, store } = this.ports;
    log.error('verification failed', { run: runId, code: error.code, message: error.message });
    const detail = `${error.message} ${error.suggestion}`;
    await store.saveCheck(runId, { ...PREPARING, status: 'notChecked', detail }).catch((failure: unknown) => {
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

  /** What an earlier session proved: everything that the run proposed. */
  private async provedEarlier(runId: RunId): Promise<string | undefined> {
    const { store } = this.ports;
    const checks = await store.getChecks(runId);
    if (checks.length === 0) return undefined;
    return proofKey((await store.getReview(runId)).map((review) => review.change));
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
