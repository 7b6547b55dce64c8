import type { EntitySpec, Features } from '../model/entitySpec';
import type { Cancellable } from '../ports/workspaceFiles';

/** What a dialogue needs to know before a run starts. Reads the workspace, writes nothing. Every method may throw AppError. */
export interface DialogueService {
  detect(options?: Cancellable): Promise<WorkspaceDetection>;
  /** Reads what a person wrote so far; `problems` are expected while they type. */
  check(source: EntitySource, parts: ProjectChoice, options?: Cancellable): Promise<EntityCheck>;
}

export interface DetectedProject {
  readonly kind: 'fastapi' | 'nextjs';
  /** Folder relative to the workspace, '' for the workspace itself. Unique for its kind. */
  readonly folder: string;
  /** Why it is taken for one, e.g. `backend/main.py makes a FastAPI app`. */
  readonly evidence: readonly string[];
  /** One line a convention, e.g. `Models: db/model.py, sync sessions`. */
  readonly conventions: readonly string[];
  /** Conventions that generation does not support; none is proposed while there is one. */
  readonly unsupported: readonly string[];
}

export interface WorkspaceDetection {
  readonly projects: readonly DetectedProject[];
  /** PascalCase names of the entities that exist already. */
  readonly entities: readonly string[];
}

/** Folders of the halves to generate for, null for a half that is left out. */
export interface ProjectChoice {
  readonly backend: string | null;
  readonly frontend: string | null;
}

export type EntitySource =
  /** `product name:string(64)! ...`, the entity's name first. */
  | { readonly kind: 'shorthand'; readonly text: string; readonly edits: EntityEdits }
  /** A specification as in `.groundwork/entities/<name>.yaml`, checked here. */
  | { readonly kind: 'spec'; readonly spec: unknown; readonly edits: EntityEdits }
  /** The text of an entity file. */
  | { readonly kind: 'yaml'; readonly text: string; readonly edits: EntityEdits }
  /** The entity's own file, `.groundwork/entities/<entity>.yaml`. */
  | { readonly kind: 'file'; readonly entity: string; readonly edits: EntityEdits }
  /** Fields to add to an entity that exists. */
  | { readonly kind: 'fields'; readonly entity: string; readonly text: string };

export const EDITABLE_NAMES = [
  'name',
  'plural',
  'table',
  'route',
  'group',
  'singularEn',
  'singularAr',
  'pluralEn',
  'pluralAr',
] as const;
export type EditableName = (typeof EDITABLE_NAMES)[number];

/** What a person changed on the plan page, on top of the source. JSON. */
export interface EntityEdits {
  readonly names: Readonly<Partial<Record<EditableName, string>>>;
  readonly features: Readonly<Partial<Features>>;
}

/** Offsets are UTF-16 units in the shorthand; both 0 when the source has no text. */
export interface EntityProblem {
  readonly offset: number;
  readonly length: number;
  /** Name of the field, null when it is about the entity. */
  readonly field: string | null;
  readonly message: string;
  /** What to write instead. */
  readonly suggestion: string;
}

export interface PlannedFile {
  readonly path: string;
  readonly action: 'create' | 'edit';
  readonly title: string;
}

export type EntityCheck =
  | { readonly kind: 'problems'; readonly problems: readonly EntityProblem[] }
  | {
      readonly kind: 'ready';
      readonly spec: EntitySpec;
      /** What to hand to `RunService.start`. */
      readonly start: { readonly workflow: string; readonly request: unknown };
      /** What a run would propose, in review order; what exists already is not in it. */
      readonly files: readonly PlannedFile[];
      /** What is there already and each mismatch, one line each. */
      readonly notes: readonly string[];
    };
