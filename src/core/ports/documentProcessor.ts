import type { WorkspacePath } from '../model/ids';
import type { Cancellable } from './workspaceFiles';

export interface SourceDocument {
  readonly path: WorkspacePath;
  readonly text: string;
}

/** A piece of a file that retrieval can find and hand to an agent. Lines are 1-based, both included. */
export interface DocumentChunk {
  /** What it is found by before all else: the name of a function, a heading. */
  readonly title: string;
  readonly text: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** Cuts files of a kind into pieces (seed 004's processors). */
export interface DocumentProcessor {
  /** For people. */
  readonly name: string;
  canProcess(path: WorkspacePath): boolean;
  /** Throws AppError. */
  process(document: SourceDocument, options?: Cancellable): Promise<readonly DocumentChunk[]>;
}
