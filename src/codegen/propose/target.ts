import type { Layer } from '../../core/model/changeSet';
import type { WorkspacePath } from '../../core/model/ids';
import type { EditPlan } from '../edit/editPlan';
import type { Insertions } from './mergeGenerated';

interface TargetBase {
  /** Stable name of the target within the entity, e.g. `backend/router`: the key of its text in the merge base. */
  readonly key: string;
  readonly path: WorkspacePath;
  readonly layer: Layer;
  /** Line of the checklist, e.g. `Router registered`. */
  readonly step: string;
  readonly provides: readonly string[];
  readonly requires: readonly string[];
}

/** A file that the generator owns as a whole. */
export interface FileTarget extends TargetBase {
  readonly kind: 'file';
  /** Left out, what both sides put in one place is a conflict. */
  readonly insertions?: Insertions;
  readonly text: string;
}

/** A Python class or function that the generator owns inside a file of the person's; `plan` inserts it when it is not there. */
export interface DefinitionTarget extends TargetBase {
  readonly kind: 'definition';
  readonly insertions?: Insertions;
  /** The whole definition, decorators included, no trailing newline. */
  readonly text: string;
  /** Where the definition stands in a text, UTF-16 offsets; undefined when it is not there. */
  locate(source: string): { readonly start: number; readonly end: number } | undefined;
  plan(source: string): EditPlan;
}

/** A property with all its values that the generator owns inside a JSON file, e.g. the messages of an entity. */
export interface JsonTarget extends TargetBase {
  readonly kind: 'json';
  /** Path of the property, e.g. `['products']`. */
  readonly property: readonly string[];
  readonly value: Readonly<Record<string, unknown>>;
}

/** A minimal, idempotent edit: an import, a registration, a navigation entry. */
export interface InsertionTarget extends TargetBase {
  readonly kind: 'insertion';
  plan(source: string): EditPlan;
}

export type Target = FileTarget | DefinitionTarget | JsonTarget | InsertionTarget;
