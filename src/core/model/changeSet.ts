import type { AgentId, WorkspacePath } from './ids';

/** Where a file stands in the review order: edits first, then new files layer by layer. */
export const LAYERS = [
  'spec',
  'model',
  'migration',
  'schema',
  'crud',
  'router',
  'test',
  'types',
  'route',
  'context',
  'component',
  'page',
  'messages',
  'other',
  'base',
] as const;
export type Layer = (typeof LAYERS)[number];

/**
 * Says what a range of the proposed text brings and needs, as opaque symbols (`py:db.model.Product`,
 * `file:lib/types/api/product.ts`). Review derives from them which hunks depend on which. Lines are 0-based, end exclusive.
 */
export interface Mark {
  readonly startLine: number;
  readonly endLine: number;
  readonly title: string;
  readonly provides: readonly string[];
  readonly requires: readonly string[];
  /** Both the person and the generator changed these lines: never accepted as part of 'accept all'. */
  readonly conflict: boolean;
}

/**
 * One file of a proposal. `base` is the exact text that the change was computed from, null when there was no file; the
 * text of the file includes byte order mark and line ends as they stand on disk.
 */
export interface FileChange {
  readonly path: WorkspacePath;
  readonly base: string | null;
  readonly proposed: string;
  readonly layer: Layer;
  /** Key of the phase and the agent that made it. */
  readonly phase: string;
  readonly agent: AgentId;
  /** One line for the checklist, e.g. `Router registered`. */
  readonly title: string;
  readonly marks: readonly Mark[];
}

/** What a workflow proposes. Paths are unique; a change with `base === proposed` is never in it. */
export interface ChangeSet {
  readonly files: readonly FileChange[];
}
