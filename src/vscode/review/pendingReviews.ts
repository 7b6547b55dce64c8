import { runId, type RunId, type WorkspacePath } from '../../core/model/ids';
import type { RunView } from '../../core/model/runView';
import type { PendingFile } from '../../core/review/reviewService';
import { Disposables, type Disposable } from '../../shared/disposable';
import { Emitter } from '../../shared/emitter';
import type { GroundworkApp } from '../groundworkApp';

export interface PendingPlace {
  readonly runId: RunId;
  readonly file: PendingFile;
}

/** Older runs than these are only in the tree. */
const RUNS_KEPT = 20;
const DELAY_MS = 60;

/**
 * The editor's picture of runs and of what is pending in them: lenses, decorations, tree, status bar and context keys
 * ask here without waiting. Refreshes itself when runs, reviews or open documents change.
 */
export class PendingReviews implements Disposable {
  private readonly app: GroundworkApp;
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new Emitter<void>());
  private readonly files = new Map<RunId, readonly PendingFile[]>();
  private views: readonly RunView[] = [];
  private preferred: RunId | undefined;
  private chosen: RunId | undefined;
  private timer: NodeJS.Timeout | undefined;
  private work: Promise<void> = Promise.resolve();
  private readonly stale = new Set<RunId>();
  private readonly report: (failure: unknown) => void;

  readonly onDidChange = this.changed.event;

  constructor(app: GroundworkApp, report: (failure: unknown) => void) {
    this.app = app;
    this.report = report;
    this.owned.add(app.runs.onDidChange(({ runId: id }) => this.invalidate(id)));
    this.owned.add(app.review.onDidChange(({ runId: id }) => this.invalidate(id)));
    this.owned.add({ dispose: () => clearTimeout(this.timer) });
  }

  /** Newest first. */
  get runs(): readonly RunView[] {
    return this.views;
  }

  /** The run that commands without an argument mean: the one looked at last, else the newest with something pending. */
  get current(): RunView | undefined {
    const preferred = this.views.find((view) => view.id === this.preferred);
    if (preferred !== undefined && (this.hunksOf(preferred.id) > 0 || isActive(preferred))) return preferred;
    return (
      this.views.find(isActive) ??
      this.views.find((view) => this.hunksOf(view.id) > 0) ??
      preferred ??
      this.views[0]
    );
  }

  /** The run that a person chose to look at, whether or not anything is left to do in it; else the current one. */
  get shown(): RunView | undefined {
    return this.views.find((view) => view.id === this.chosen) ?? this.current;
  }

  prefer(id: string): void {
    if (this.preferred === id && this.chosen === undefined) return;
    this.preferred = runId(id);
    this.chosen = undefined;
    this.changed.fire();
  }

  /** Prefers a run, and shows it until another one is preferred. */
  choose(id: string): void {
    this.preferred = runId(id);
    this.chosen = runId(id);
    this.changed.fire();
  }

  filesOf(id: string): readonly PendingFile[] {
    return this.files.get(runId(id)) ?? [];
  }

  hunksOf(id: string): number {
    return this.filesOf(id).reduce((sum, file) => sum + file.hunks.length, 0);
  }

  fileOf(id: string, path: string): PendingFile | undefined {
    return this.filesOf(id).find((file) => file.path === path);
  }

  /** Reviews that name the file, pending or not, newest run first. */
  byPath(path: string): readonly PendingPlace[] {
    return this.views.flatMap((view) => {
      const file = this.fileOf(view.id, path);
      return file === undefined ? [] : [{ runId: runId(view.id), file }];
    });
  }

  /** Typing in a file moves its pending hunks. */
  fileTyped(path: WorkspacePath): void {
    for (const place of this.byPath(path)) if (place.file.hunks.length > 0) this.invalidate(place.runId);
  }

  /** Reads everything anew and waits for it. */
  async refresh(): Promise<void> {
    for (const view of await this.app.runs.list()) this.stale.add(runId(view.id));
    await this.flush();
  }

  /** Waits until what is known now is shown. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.work = this.work.then(() => this.reload()).catch(this.report);
    await this.work;
  }

  dispose(): void {
    this.owned.dispose();
  }

  private invalidate(id: RunId): void {
    this.stale.add(id);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.flush();
    }, DELAY_MS);
  }

  private async reload(): Promise<void> {
    const ids = [...this.stale];
    this.stale.clear();
    const listed = await this.app.runs.list();
    const known = new Map(this.views.map((view) => [view.id, view]));
    this.views = await Promise.all(
      listed.slice(0, RUNS_KEPT).map(async (view) => {
        const cached = known.get(view.id);
        if (cached !== undefined && !ids.includes(runId(view.id))) return cached;
        return (await this.app.runs.view(runId(view.id))) ?? view;
      }),
    );
    for (const id of this.files.keys()) {
      if (!this.views.some((view) => view.id === id)) this.files.delete(id);
    }
    for (const id of ids) {
      if (this.views.some((view) => view.id === id)) this.files.set(id, await this.app.review.files(id));
    }
    this.changed.fire();
  }
}

export function isActive(view: RunView): boolean {
  return view.status === 'planning' || view.status === 'executing' || view.status === 'waiting';
}
