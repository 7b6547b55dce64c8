import type { WorkspacePath } from '../model/ids';
import type { Cancellable } from './workspaceFiles';

/** A scratch copy of the workspace with pending changes in it; dependencies are linked, service addresses replaced. */
export interface Overlay {
  /** Absolute path of the copy. */
  readonly root: string;
  /** Environment for tools that run in the copy, without the user's secrets and service addresses. */
  readonly env: Readonly<Record<string, string>>;
  /** Puts texts in (null deletes); everything else stays as the workspace has it. */
  write(files: ReadonlyMap<WorkspacePath, string | null>, options?: Cancellable): Promise<void>;
  dispose(): Promise<void>;
}

export interface Overlays {
  create(options?: Cancellable): Promise<Overlay>;
}
