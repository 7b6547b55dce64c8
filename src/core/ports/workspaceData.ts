import type { WorkspacePath } from '../model/ids';

export interface DataEntry {
  readonly name: string;
  /** `link` whatever it leads to; `other`: a pipe, a device. */
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/** Definitions that a workspace keeps for the product below `.groundwork`: agents, workflows. What is saved counts. */
export interface WorkspaceData {
  /** What it defines counts only where somebody trusts it. */
  readonly isTrusted: boolean;
  /** What a folder holds, by name; nothing when there is no such folder. Throws AppError `pathOutsideWorkspace`. */
  entries(folder: WorkspacePath): Promise<readonly DataEntry[]>;
  /** As WorkspaceFiles reads. */
  read(path: WorkspacePath): Promise<string | undefined>;
}
