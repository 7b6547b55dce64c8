import { Emitter } from '../../shared/emitter';
import type { Event } from '../../shared/emitter';
import { AppError, toAppError } from '../model/appError';
import type { RunId, WorkspacePath } from '../model/ids';
import type { Cancellable, WorkspaceFiles, WorkspaceWriter } from '../ports/workspaceFiles';
import { findWrite, journalEntry, settleIntents, stepWrite } from './acceptJournal';
import type { ReviewStore } from './acceptJournal';
import { selectHunks, targetFiles, targetHunks } from './acceptSelection';
import type { AcceptedStep, FileReview } from './fileReview';
import { restoreBuffer, restoreText, withAccepted, withNothingAccepted, withRejected } from './hunkDecisions';
import type { Restored } from './hunkDecisions';
import { viewRun } from './pendingFiles';
import type { RunReview } from './pendingFiles';
import { acceptStep } from './pendingText';
import { orderReviews } from './reviewOrder';
import { unreadableFile } from './unreadableFile';
import type {
  AcceptOutcome,
  DependencyAnswer,
  HunkId,
  PendingFile,
  ReviewService,
  ReviewTarget,
} from './reviewService';

export interface ReviewPorts {
  readonly store: ReviewStore;
  readonly files: Pick<WorkspaceFiles, 'read'>;
  readonly writer: WorkspaceWriter;
}

interface Changed {
  readonly runId: RunId;
  readonly paths: readonly WorkspacePath[];
}

interface LoadedReview extends RunReview {
  /** Files whose text could not be read, and why: they are shown and can be rejected, not accepted. */
  readonly unreadable: ReadonlyMap<WorkspacePath, AppError>;
}

/**
 * Decisions of a run are carried out one after another. An accept saves what it intends, journals the before-images,
 * writes the files and saves the result, in this order; `reconcile` ends what a crash cut off.
 */
export class ReviewSession implements ReviewService {
  readonly onDidChange: Event<Changed>;
  private readonly ports: ReviewPorts;
  private readonly changes = new Emitter<Changed>();
  private readonly queues = new Map<RunId, Promise<unknown>>();
  /** Files of the runs that this session worked on: the editor's undo names only a path. */
  private readonly known = new Map<RunId, ReadonlySet<WorkspacePath>>();

  constructor(ports: ReviewPorts) {
    this.ports = ports;
    this.onDidChange = this.changes.event;
  }

  async files(runId: RunId, options: Cancellable = {}): Promise<readonly PendingFile[]> {
    return (await this.load(runId, options)).files;
  }

  async file(runId: RunId, path: WorkspacePath, options: Cancellable = {}): Promise<PendingFile | undefined> {
    return (await this.files(runId, options)).find((file) => file.path === path);
  }

  accept(
    runId: RunId,
    target: ReviewTarget,
    options: Cancellable & { readonly dependencies: 'ask' | DependencyAnswer },
  ): Promise<AcceptOutcome> {
    return this.enqueue(runId, async () => {
      await this.settle(runId);
      const loaded = await this.load(runId, options);
      const selection = selectHunks(loaded, target, options.dependencies);
      if (selection.kind === 'refused') return selection.outcome;
      const { run, hunks, conflicts } = selection;
      const chosen = run.files.filter((file) => file.hunks.some(({ id }) => hunks.has(id)));
      for (const { path } of chosen) throwIfUnreadable(loaded, path);
      const intents = chosen.map((file) => intentOf(run, file, hunks));
      const paths = intents.map(({ change }) => change.path);
      if (intents.length > 0 && !(await this.write(runId, intents, options))) return { kind: 'stale', paths };
      return { kind: 'accepted', paths, hunks: hunks.size, conflicts };
    });
  }

  reject(runId: RunId, target: ReviewTarget, options: Cancellable = {}): Promise<void> {
    return this.enqueue(runId, async () => {
      await this.settle(runId);
      const run = await this.load(runId, options);
      const rejected = targetFiles(run.files, target).flatMap((file) => {
        const ids = targetHunks(run, file, target).map(({ id }) => id);
        return ids.length === 0 ? [] : [withRejected(reviewOf(run, file.path), ids)];
      });
      await this.save(runId, rejected);
    });
  }

  async textRestored(path: WorkspacePath, text: string | null): Promise<void> {
    const restore = (runId: RunId): Promise<void> =>
      this.enqueue(runId, async () => {
        const review = (await this.ports.store.getReview(runId)).find(({ change }) => change.path === path);
        if (review === undefined) return;
        const restored = text === null ? restoreText(review, text) : restoreBuffer(review, text);
        if (restored === undefined) return;
        const { image } = restored;
        if (image !== null && image !== text) await this.ports.writer.bringBack(path, image);
        await this.saveRestored(runId, restored);
      });
    const runs = [...this.known].flatMap(([runId, paths]) => (paths.has(path) ? [runId] : []));
    await Promise.all(runs.map(restore));
  }

  setViewed(runId: RunId, path: WorkspacePath): Promise<void> {
    return this.enqueue(runId, async () => {
      const reviews = await this.ports.store.getReview(runId);
      const unseen = reviews.filter((review) => review.change.path === path && !review.viewed);
      await this.save(
        runId,
        unseen.map((review) => ({ ...review, viewed: true })),
      );
    });
  }

  /**
   * Brings review, journal and files together when a run is opened: accepts that a crash cut off are finished or dropped,
   * and accepts whose text never reached the disk (closed without saving) or was undone meanwhile are pending again.
   */
  reconcile(runId: RunId): Promise<void> {
    return this.enqueue(runId, async () => {
      await this.settle(runId);
      const journal = await this.ports.store.getWrites(runId);
      for (const review of await this.ports.store.getReview(runId)) {
        if (review.accepted.length + review.undone.length === 0) continue;
        const restored = restoreText(review, await this.read(review.change.path));
        const last = restored?.steps.at(-1);
        if (restored === undefined || last === undefined) continue;
        // A rollback dropped its journalled writes: what it restored stays decided.
        const known = await findWrite(this.ports.store, journal, review.change.path, last);
        if (restored.kind === 'redone' || known !== undefined) await this.saveRestored(runId, restored);
      }
    });
  }

  /** A rollback restored the files: nothing of them is accepted or pending any more, but of those that were kept. */
  takenBack(runId: RunId, kept: readonly WorkspacePath[]): Promise<void> {
    return this.enqueue(runId, async () => {
      const reviews = await this.ports.store.getReview(runId);
      const back = reviews.filter(({ change }) => !kept.includes(change.path));
      await this.save(runId, back.map(withNothingAccepted));
    });
  }

  dispose(): void {
    this.changes.dispose();
  }

  /** False when a file changed since it was read; then nothing was written. */
  private async write(runId: RunId, intents: readonly FileReview[], options: Cancellable): Promise<boolean> {
    const { store, writer } = this.ports;
    const steps = intents.flatMap(({ change, intent }) =>
      intent === null ? [] : [{ path: change.path, intent, write: stepWrite(change.path, intent) }],
    );
    const written = steps.filter(({ write }) => write !== undefined);
    if (written.length > 0) {
      await store.saveReview(runId, intents);
      await store.recordWrites(
        runId,
        written.map(({ path, intent }) => journalEntry(path, intent)),
      );
      try {
        await writer.apply(
          written.flatMap(({ write }) => (write === undefined ? [] : [write])),
          options,
        );
      } catch (failure) {
        await this.settle(runId);
        if (toAppError(failure).code === 'staleBase') return false;
        throw failure;
      }
    }
    await this.save(
      runId,
      intents.flatMap((review) => (review.intent === null ? [] : [withAccepted(review, review.intent)])),
    );
    return true;
  }

  private async saveRestored(runId: RunId, restored: Restored): Promise<void> {
    const { store } = this.ports;
    const { path } = restored.review.change;
    if (restored.kind === 'redone') {
      await store.recordWrites(
        runId,
        restored.steps.map((step) => journalEntry(path, step)),
      );
      await this.save(runId, [restored.review]);
      return;
    }
    const undone: number[] = [];
    const journal = await store.getWrites(runId);
    for (const step of restored.steps) {
      const write = await findWrite(store, journal, path, step);
      if (write !== undefined) undone.push(write.sequence);
    }
    if (restored.steps.at(-1)?.before === null) await this.ports.writer.tidy([path]);
    // The review first: a write that was undone does no harm in the journal, rollback sees that it is gone.
    await this.save(runId, [restored.review]);
    if (undone.length > 0) await store.dropWrites(runId, undone);
  }

  private async settle(runId: RunId): Promise<void> {
    const reviews = await this.ports.store.getReview(runId);
    const settled = await settleIntents(this.ports.store, runId, reviews, (path) => this.read(path));
    this.announce(runId, settled);
  }

  private async load(runId: RunId, options: Cancellable): Promise<LoadedReview> {
    const reviews = orderReviews(await this.ports.store.getReview(runId));
    this.known.set(runId, new Set(reviews.map(({ change }) => change.path)));
    const current = new Map<WorkspacePath, string | null>();
    const unreadable = new Map<WorkspacePath, AppError>();
    await Promise.all(
      reviews.map(async ({ change: { path } }) => {
        try {
          current.set(path, await this.read(path, options));
        } catch (failure) {
          const file = unreadableFile(failure);
          if (file === undefined) throw failure;
          unreadable.set(path, file);
        }
      }),
    );
    return { ...viewRun(reviews, current), unreadable };
  }

  private async read(path: WorkspacePath, options: Cancellable = {}): Promise<string | null> {
    return (await this.ports.files.read(path, options)) ?? null;
  }

  private async save(runId: RunId, reviews: readonly FileReview[]): Promise<void> {
    if (reviews.length === 0) return;
    await this.ports.store.saveReview(runId, reviews);
    this.announce(runId, reviews);
  }

  private announce(runId: RunId, reviews: readonly FileReview[]): void {
    if (reviews.length > 0) this.changes.fire({ runId, paths: reviews.map(({ change }) => change.path) });
  }

  private enqueue<T>(runId: RunId, task: () => Promise<T>): Promise<T> {
    const result = (this.queues.get(runId) ?? Promise.resolve()).then(task);
    this.queues.set(
      runId,
      result.catch(() => undefined),
    );
    return result;
  }
}

function throwIfUnreadable({ unreadable }: LoadedReview, path: WorkspacePath): void {
  const failure = unreadable.get(path);
  if (failure !== undefined) throw failure;
}

function intentOf(run: RunReview, file: PendingFile, selected: ReadonlySet<HunkId>): FileReview {
  const hunks = file.hunks.flatMap(({ id }) => (selected.has(id) ? [id] : []));
  const review = reviewOf(run, file.path);
  const intent: AcceptedStep = acceptStep(review, file.current, new Set(hunks));
  return { ...review, intent };
}

function reviewOf(run: RunReview, path: WorkspacePath): FileReview {
  const review = run.reviews.get(path);
  if (review === undefined) {
    throw new AppError('notFound', `${path} is not part of this run.`, 'Open the run again.');
  }
  return review;
}
