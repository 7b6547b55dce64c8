import type { WorkspacePath } from '../model/ids';

export interface Cancellable {
  readonly signal?: AbortSignal;
}

/** Reads the workspace: what is on disk, with unsaved buffers on top where there is an editor. Never writes. */
export interface WorkspaceFiles {
  /** Absolute path of the workspace folder, for messages and child processes. */
  readonly root: string;
  /**
   * All files below the workspace, without ignored folders (`.git`, `node_modules`, `.venv`, `.next`, caches), sorted.
   * Links that leave the workspace are left out.
   */
  list(options?: Cancellable): Promise<readonly WorkspacePath[]>;
  /** Exact text with byte order mark and line ends; undefined when there is no such file. Throws AppError `pathOutsideWorkspace` for a link that leaves, `parseFailed` for bytes that are not UTF-8. */
  read(path: WorkspacePath, options?: Cancellable): Promise<string | undefined>;
}

export type FileWrite =
  | { readonly kind: 'create'; readonly path: WorkspacePath; readonly text: string }
  /** `expected` is what the file must hold now; anything else throws AppError `staleBase` before anything is written. */
  | {
      readonly kind: 'replace';
      readonly path: WorkspacePath;
      readonly expected: string;
      readonly text: string;
    }
  | { readonly kind: 'delete'; readonly path: WorkspacePath; readonly expected: string };

/** The disk below a workspace, for a writer that goes past the editor's buffers. */
export interface DurableFiles {
  /** Readers, and a next process after a crash, find the old or the new text. */
  replace(path: WorkspacePath, text: string): Promise<void>;
  /** Removes a file that holds the text or its beginning, and the folders that this leaves empty. Others stay. */
  removeStarted(path: WorkspacePath, text: string): Promise<void>;
  /** Resolves when what these files hold, or that they are gone, survives a power cut. */
  makeDurable(paths: readonly WorkspacePath[]): Promise<void>;
}

/** Writes accepted text. In the editor one WorkspaceEdit and one undo step a file, on the command line atomic replaces. */
export interface WorkspaceWriter {
  /** Applies all or nothing, in order. `sensitive` paths (`.vscode`, `.git`, agent configs) ask first. */
  apply(writes: readonly FileWrite[], options?: Cancellable): Promise<void>;
  /** Writes what an editor's buffer shows with other line ends, when its undo brought it back. The buffer is clean then. */
  bringBack(path: WorkspacePath, text: string): Promise<void>;
  /** Removes the folders that these files, which are gone, left empty. */
  tidy(gone: readonly WorkspacePath[]): Promise<void>;
}
