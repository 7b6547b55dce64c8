import type { WorkspacePath } from '../model/ids';
import type { Cancellable } from './workspaceFiles';

/** A scratch copy of the workspace with pending changes in it; dependencies are linked, service addresses replaced. */
export interface Overlay {
  /** Absolute path of the copy, links resolved. */
  readonly root: string;
  /** Environment for tools that run in the copy, without the user's secrets and service addresses. */
  readonly env: Readonly<Record<string, string>>;
  /** The workspace's own files in the copy, as they were listed. */
  readonly paths: ReadonlySet<WorkspacePath>;
  /**
   * Folders of the copy whose originals the workspace's environments import from (editable installs). Absolute; a tool
   * that does not look here first would check the real package.
   */
  readonly importPaths: readonly string[];
  /** A text of the copy, undefined when there is none. */
  read(path: WorkspacePath): Promise<string | undefined>;
  /** Puts texts in (null deletes); everything else is as the workspace has it, also what an earlier call changed. */
  write(files: ReadonlyMap<WorkspacePath, string | null>, options?: Cancellable): Promise<void>;
  /** Empties the database that tests of the copy are sent to. */
  resetDatabase(): Promise<void>;
  /** Gives the copy back. Until then `create` waits. */
  dispose(): Promise<void>;
}

export interface Overlays {
  /** One copy a workspace, brought up to date: a second call waits for the first overlay's end. Throws AppError `cancelled`. */
  create(options?: Cancellable): Promise<Overlay>;
}
