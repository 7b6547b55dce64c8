import type { EntitySpec } from '../model/entitySpec';
import type { TokenUsage } from '../ports/chatModel';
import type { Cancellable } from '../ports/workspaceFiles';

/** A point of a draft that the sentence left open. */
export interface UncertainPoint {
  /** Into the entity's input by names: `fields.price.type`, `features.csvExport`. */
  readonly path: string;
  readonly question: string;
  /** What the draft has there. */
  readonly chosen: string | boolean;
  /** What else fits; null to leave it out. */
  readonly alternatives: readonly (string | boolean | null)[];
}

/** An entity made from a sentence, for a person to confirm. */
export interface EntityDraft {
  /** As a person would write it, the input of `EntitySource`. JSON. */
  readonly entity: unknown;
  readonly spec: EntitySpec;
  /** The same as the text of an entity file. */
  readonly yaml: string;
  readonly uncertain: readonly UncertainPoint[];
  /** Provider and model. */
  readonly model: string;
  /** Null where the provider does not count. */
  readonly usage: TokenUsage | null;
}

export interface DraftOptions extends Cancellable {
  /** Pieces of the model's answer as they come. */
  readonly onText?: (piece: string) => void;
}

/** Turns a sentence into an entity. */
export interface DraftService {
  /**
   * Throws AppError `dependencyMissing` without a model, `invalidInput` when the sentence names nothing to store,
   * `invalidOutput` when the model gave no draft that fits after two corrections, and what the model throws.
   */
  draft(sentence: string, options?: DraftOptions): Promise<EntityDraft>;
}
