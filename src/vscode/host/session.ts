import { window, workspace, type WorkspaceFolder } from 'vscode';
import { AppError } from '../../core/model/appError';
import { Disposables, type Disposable } from '../../shared/disposable';
import { Emitter, type Event } from '../../shared/emitter';
import type { GroundworkApp } from '../groundworkApp';
import { PendingReviews } from '../review/pendingReviews';
import { reviewUris, type ReviewUris } from '../review/reviewUris';
import type { FolderChoice } from './folderChoice';

/** The app on the open folder, with what the features share. */
export interface Session {
  readonly app: GroundworkApp;
  readonly folder: WorkspaceFolder;
  readonly uris: ReviewUris;
  readonly pending: PendingReviews;
}

export type CreateApp = (
  folder: WorkspaceFolder,
  uris: ReviewUris,
) => Promise<GroundworkApp & Partial<Disposable>>;

/** Starts the session when something needs it first: activation stays cheap. */
export class SessionSource implements Disposable {
  private readonly create: CreateApp;
  private readonly report: (failure: unknown) => void;
  private readonly folders: FolderChoice;
  private readonly owned = new Disposables();
  private readonly started = this.owned.add(new Emitter<Session>());
  private starting: Promise<Session> | undefined;
  private running: Session | undefined;

  /** Fires once a session is there. */
  readonly onDidStart: Event<Session> = this.started.event;

  constructor(create: CreateApp, folders: FolderChoice, report: (failure: unknown) => void) {
    this.create = create;
    this.folders = folders;
    this.report = report;
  }

  peek(): Session | undefined {
    return this.running;
  }

  /** The session once its start under way has ended; undefined when none is or it failed. */
  async underWay(): Promise<Session | undefined> {
    return this.starting?.catch(() => undefined);
  }

  /**
   * For what a person asked for: where several folders are open they choose one, once. Throws AppError `dependencyMissing`
   * without a folder, `untrusted` before the person trusts it, `cancelled` without an answer.
   */
  async get(): Promise<Session> {
    if (this.running === undefined && this.folders.known() === undefined && isOpenAndTrusted()) {
      if ((await this.folders.ask()) === undefined)
        throw new AppError('cancelled', 'No folder was chosen.', 'Start again to choose one.');
    }
    return this.getQuietly();
  }

  /** For views, which ask nothing. Throws AppError `invalidInput` while several folders are open and none was chosen. */
  getQuietly(): Promise<Session> {
    if (this.running !== undefined) return Promise.resolve(this.running);
    const folder = this.folders.known();
    if (workspace.workspaceFolders !== undefined && !workspace.isTrusted) return Promise.reject(untrusted());
    if (folder === undefined) return Promise.reject(noFolder());
    this.starting ??= this.start(folder).catch((failure: unknown) => {
      // The next command tries again: what failed may be a store that another window held.
      this.starting = undefined;
      throw failure;
    });
    return this.starting;
  }

  dispose(): void {
    this.owned.dispose();
  }

  private async start(folder: WorkspaceFolder): Promise<Session> {
    const uris = reviewUris(folder);
    const app = await window.withProgress({ location: { viewId: 'groundwork.runs' } }, () =>
      this.create(folder, uris),
    );
    const pending = this.owned.add(new PendingReviews(app, this.report));
    this.owned.add({ dispose: () => app.dispose?.() });
    await pending.refresh();
    this.running = { app, folder, uris, pending };
    this.started.fire(this.running);
    return this.running;
  }
}

const isOpenAndTrusted = (): boolean => (workspace.workspaceFolders ?? []).length > 0 && workspace.isTrusted;

function noFolder(): AppError {
  return (workspace.workspaceFolders?.length ?? 0) > 1
    ? new AppError(
        'invalidInput',
        'Several folders are open.',
        'Generate something, or choose "Groundwork: Choose Folder", to say which one has the project.',
      )
    : new AppError('dependencyMissing', 'No folder is open.', 'Open the folder of your project first.');
}

function untrusted(): AppError {
  return new AppError(
    'untrusted',
    'Groundwork runs the tools of this folder, which you have not trusted yet.',
    'Choose "Workspaces: Manage Workspace Trust" if you trust its authors.',
  );
}
